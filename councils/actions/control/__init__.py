"""Writers of public control: the plan, its people, what is found, the final document."""

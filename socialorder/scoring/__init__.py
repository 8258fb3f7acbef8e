"""Pure computing of social orders: boxes and shares, points of a price, comparison of costs. No framework here."""

LEFT_TO_PEOPLE: dict[str, str] = {}

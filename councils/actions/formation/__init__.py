"""The competition for seats of a council, a module for each part of it."""

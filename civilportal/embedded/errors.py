"""What keeps the house from starting, said for the person who started it."""

from __future__ import annotations


class CannotStart(Exception):
    """Something is missing or in the way; the text says what, and what to do about it."""


class StopAsked(Exception):
    """The person pressed Ctrl-C, or the system asked the process to end."""

"""Taking out of free text what could name a person: identification numbers, telephones, addresses of mail. Pure."""

from __future__ import annotations

import re

TAKEN_OUT = "[…]"
# An IIN or BIN, also with spaces or dashes inside; a longer row of digits, like a card, goes too.
_NUMBER = re.compile(r"(?<!\d)\d(?:[ \t\u00a0.\-–]?\d){11,}(?!\d)")
# +7 (701) 123-45-67, 8 701 123 45 67, 701 1234567: ten digits or eleven.
_PHONE = re.compile(r"(?<![\w+])(?:(?:\+?7|8)[ \t\u00a0\-–]?)?\(?\d{3}\)?(?:[ \t\u00a0\-–]?\d){7}(?!\d)")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")


def screened(text: str) -> str:
    """``text`` without such numbers and addresses, each replaced by «[…]». Idempotent."""
    # What is taken out may uncover its neighbour («@one@two»), so it is read until nothing more goes; every turn has
    # fewer digits and «@» than the one before, so there is a last one.
    while (shorter := _once(text)) != text:
        text = shorter
    return text


def _once(text: str) -> str:
    for pattern in (_MAIL, _NUMBER, _PHONE, _HANDLE):
        text = pattern.sub(TAKEN_OUT, text)
    return text

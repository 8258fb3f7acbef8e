"""Taking out of free text what could name a person: identification numbers, telephones, addresses of mail. Pure."""

from __future__ import annotations

import re

TAKEN_OUT = "[…]"
IIN_LENGTH = 12
# An IIN or BIN, also with spaces or dashes inside; a longer row of digits, like a card, goes too.
_NUMBER = re.compile(r"(?<!\d)\d(?:[ \t\u00a0.\-–]?\d){11,}(?!\d)")
# +7 (701) 123-45-67, 8 701 123 45 67, 701 1234567: ten digits or eleven.
_PHONE = re.compile(r"(?<![\w+])(?:(?:\+?7|8)[ \t\u00a0\-–]?)?\(?\d{3}\)?(?:[ \t\u00a0\-–]?\d){7}(?!\d)")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
# The number of a person: date of birth, 7th digit for the century and the sex. The 5th digit of a BIN is 4, 5 or 6, where
# the day of a birth begins with 0 to 3: so an organisation's number is never taken for one.
_GAP = r"[ \t\u00a0.\-–]?"
_IIN = re.compile(
    r"(?<![0-9A-Za-z])\d"
    + _GAP
    + r"\d"
    + _GAP
    + r"(?:0"
    + _GAP
    + r"[1-9]|1"
    + _GAP
    + r"[0-2])"
    + _GAP
    + r"(?:0"
    + _GAP
    + r"[1-9]|[12]"
    + _GAP
    + r"\d|3"
    + _GAP
    + r"[01])"
    + _GAP
    + r"[0-6](?:"
    + _GAP
    + r"\d){5}(?![0-9A-Za-z])"
)
_HANDLE = re.compile(r"(?<!\w)@\w{3,}")


def without_iin(text: str) -> str:
    """``text`` without identification numbers of people; numbers of organisations stay. Idempotent."""
    return _IIN.sub(TAKEN_OUT, text) if len(text) >= IIN_LENGTH else text


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

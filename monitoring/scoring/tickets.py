"""The words on a ticket: its number and a signature that only this portal can make. Pure but for the key."""

from __future__ import annotations

import base64
import hmac
import re
from hashlib import sha256

LETTERS = 12
_CODE = re.compile(r"^(\d{1,6})-?([A-Z2-7]{12})$")


def code(key: str, token: str, number: int) -> str:
    """«17-ABCD…»: the same each time, so that a sheet can be printed again; the database does not hold it."""
    return f"{number}-{_signature(key, token, number)}"


def read(text: str) -> tuple[int, str] | None:
    """Number and signature of what somebody typed; None when it has not the shape of a code."""
    found = _CODE.match(re.sub(r"[\s\u2010-\u2015]+", "", text.upper()))
    return (int(found[1]), found[2]) if found else None


def is_ours(keys: list[str], token: str, number: int, signature: str) -> bool:
    """Whether one of ``keys`` (the newest first) has signed it."""
    return any(hmac.compare_digest(_signature(key, token, number), signature) for key in keys)


def _signature(key: str, token: str, number: int) -> str:
    secret = sha256(f"monitoring.ticket:{key}".encode()).digest()
    digest = hmac.digest(secret, f"{token}:{number}".encode(), "sha256")
    return base64.b32encode(digest).decode()[:LETTERS]

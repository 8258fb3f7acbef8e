"""``ETag`` and ``If-Match``: a change is refused when the object is not the one that was read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import connection

from foundation.api.problems import StaleObject


def matches(header: str, tag: str) -> bool:
    """Whether a header of tags names ``tag``; compression on the way makes a tag weak, which changes nothing here."""
    given = [one.strip().removeprefix("W/") for one in header.split(",") if one.strip()]
    return "*" in given or tag in given


def check(request: Any, tag: str) -> None:
    """Raises StaleObject when the asker has read another state of the object."""
    if not matches(request.headers.get("If-Match", ""), tag):
        raise StaleObject


@contextmanager
def held(request: Any, name: str, key: Mapping[str, Any]) -> Iterator[None]:
    """With ``If-Match`` nobody else who also says it comes between the look and the action."""
    if not request.headers.get("If-Match"):
        yield
        return
    digest = hashlib.sha256(f"{name}{sorted(key.items())}".encode("utf-8", "replace")).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])

"""JSON as it leaves the portal: money as exact decimals, moments in UTC with their offset, row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import orjson

from foundation.core.calendar import ALMATY

Row = dict[str, Any]
CHUNK = 500


def dumped(value: Any) -> bytes:
    return orjson.dumps(value, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f"))
    raise TypeError(type(value).__name__)


def array(rows: Iterable[Row]) -> Iterator[bytes]:
    """A JSON array, a row on each line."""
    start = b"[\n"
    for row in rows:
        yield start + dumped(row)
        start = b",\n"
    yield b"\n]\n" if start == b",\n" else b"[]\n"


def lines(rows: Iterable[Row]) -> Iterator[bytes]:
    """JSON Lines."""
    for row in rows:
        yield dumped(row) + b"\n"


def package(head: Mapping[str, Any], name: str, rows: Iterable[Row]) -> Iterator[bytes]:
    """An object with everything of ``head`` and the array ``name``, which is written row by row."""
    yield dumped(dict(head))[:-1] + b"," + dumped(name) + b":"
    yield from array(rows)
    yield b"}\n"


def filled(**values: Any) -> Row:
    """Without what is empty: the standards want absent, not null. Zero and False stay."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def moment(value: dt.datetime | None) -> str | None:
    """In UTC to the second, with the offset."""
    return value.astimezone(dt.UTC).replace(microsecond=0).isoformat() if value else None


def first_moment(day: dt.date | None) -> str | None:
    """The first moment of a day in Astana, in UTC."""
    return moment(dt.datetime.combine(day, dt.time(), ALMATY)) if day else None


def last_moment(day: dt.date | None) -> str | None:
    """The last second of a day in Astana, in UTC."""
    return moment(dt.datetime.combine(day, dt.time(23, 59, 59), ALMATY)) if day else None


def day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None

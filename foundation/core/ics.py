"""Calendar files (RFC 5545) from events, written by hand: a calendar program needs little. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Civil Portal//Calendar//EN"
LINE_BYTES = 75
ENDING = "\r\n"


@dataclass(frozen=True)
class CalendarEvent:
    """``uid`` stays the same for ever, ``sequence`` grows with each change. A ``dt.date`` start is a whole day."""

    uid: str
    starts: dt.datetime | dt.date
    summary: str
    description: str = ""
    url: str = ""
    changed_at: dt.datetime | None = None
    sequence: int = 0
    is_cancelled: bool = False


def calendar(name: str, events: Iterable[CalendarEvent], *, stamp: dt.datetime) -> str:
    """The file with all ``events``, called ``name`` in the reader's program."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}{ENDING}" for line in lines for part in _folded(line))


def _event(event: CalendarEvent, stamp: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_moment(event.changed_at or stamp)}"
    yield f"SEQUENCE:{event.sequence}"
    if isinstance(event.starts, dt.datetime):
        yield f"DTSTART:{_moment(event.starts)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.starts:%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """``line`` in parts of at most 75 bytes; a letter of two bytes is never cut."""
    part, size, limit = "", 0, LINE_BYTES
    for letter in line:
        width = len(letter.encode())
        if size + width > limit:
            yield part
            part, size = " ", 1
        part += letter
        size += width
    yield part

"""Calendar files (RFC 5545) from events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Civil Portal//Calendar//EN"
ASK_EVERY = dt.timedelta(hours=6)


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
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", PRODUCT)
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("name", name)
    file.add("x-wr-calname", name)
    file.add("refresh-interval", ASK_EVERY, parameters={"VALUE": "DURATION"})
    for event in events:
        file.add_component(_event(event, stamp))
    return file.to_ical(sorted=False).decode()


def _event(event: CalendarEvent, stamp: dt.datetime) -> Event:
    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", event.changed_at or stamp)
    made.add("sequence", event.sequence)
    is_moment = isinstance(event.starts, dt.datetime)
    made.add("dtstart", event.starts.astimezone(dt.UTC) if is_moment else event.starts)  # type: ignore[union-attr]
    made.add("summary", event.summary)
    if event.description:
        made.add("description", event.description)
    if event.url:
        made.add("url", event.url)
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    return made

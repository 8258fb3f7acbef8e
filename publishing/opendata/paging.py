"""Places in a list that is read page by page: behind which row the next page begins. Nothing is missed or told twice
while rows change, because a row that changes moves to the end."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

from foundation.core.calendar import ALMATY

PAGE = 100
LANGUAGE = "kk"


class Unreadable(ValueError):
    """A parameter of the address that says nothing."""


class Place(NamedTuple):
    moment: dt.datetime
    key: int

    def __str__(self) -> str:
        text = f"{self.moment.astimezone(dt.UTC).isoformat()}|{self.key}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Asked:
    since: dt.datetime | None
    after: Place | None
    language: str


def asked(data: QueryDict) -> Asked:
    """What an address asks for. Raises Unreadable."""
    return Asked(_since(data.get("since", "")), _place(data.get("cursor", "")), language_of(data))


def language_of(data: QueryDict) -> str:
    """The language that texts are wanted in. Raises Unreadable."""
    code = data.get("language", LANGUAGE)
    if code not in dict(settings.LANGUAGES):
        raise Unreadable(f"language: one of {', '.join(dict(settings.LANGUAGES))}")
    return code


def _since(text: str) -> dt.datetime | None:
    """A moment with its offset, or a day in Astana."""
    if not text:
        return None
    try:
        day = parse_date(text)
        # A «+» that was not escaped in the address has become a space.
        moment = None if day else parse_datetime(text.replace(" ", "+"))
    except ValueError:
        moment = day = None
    if day:
        return dt.datetime.combine(day, dt.time(), ALMATY)
    if moment is None or moment.tzinfo is None:
        raise Unreadable("since: a day (2026-01-31) or a moment with its offset (2026-01-31T00:00:00+05:00)")
    return moment


def _place(text: str) -> Place | None:
    if not text:
        return None
    try:
        moment, key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii").split("|")
        place = Place(dt.datetime.fromisoformat(moment), int(key))
    except (binascii.Error, ValueError) as fault:
        raise Unreadable("cursor: take it from the Link header of the page before") from fault
    if place.moment.tzinfo is None or not 0 <= place.key < 2**63:
        raise Unreadable("cursor: take it from the Link header of the page before")
    return place

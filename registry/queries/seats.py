"""Seats of an organisation in public councils: the room of councils knows them, and the card shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from registry.models import Organisation


@dataclass(frozen=True, slots=True)
class CouncilSeat:
    """One seat: the council, who sits there for the organisation, from when until when (None: now)."""

    council: Any
    url: str
    member: str
    post: Any
    since: dt.date
    until: dt.date | None


Source = Callable[[Organisation], Iterable[CouncilSeat]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Name what knows seats; called once when a room starts."""
    if source not in _sources:
        _sources.append(source)


def seats_of(organisation: Organisation) -> list[CouncilSeat]:
    """All seats of ``organisation``, those of now first."""
    found = [seat for source in _sources for seat in source(organisation)]
    return sorted(found, key=lambda seat: (seat.until is not None, -seat.since.toordinal()))

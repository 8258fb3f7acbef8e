"""Who sits in a round and how far they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from evaluation.models import Criterion, Round, ScoreSheet, Seat
from evaluation.scoring.numbers import decimal_of
from registry.models import Expert, Sphere

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with counts of its sheets; counts only, no mark. ``is_tied``: the data knows a conflict of interest."""

    seat: Seat
    submitted: int
    sheets: int
    is_tied: bool


def seat_rows(round_: Round, *, tied: Container[int] = ()) -> list[SeatRow]:
    """All seats of a round for its officers, in the order of their numbers; ``tied``: ids of users with a conflict."""
    seats = round_.seats.select_related("expert__user").with_progress().order_by("number")
    return [SeatRow(seat, seat.submitted_count, seat.sheet_count, seat.expert.user_id in tied) for seat in seats]


@dataclass(frozen=True, slots=True)
class DirectionRow:
    """A direction of the round (None: entries without one) with its entries and the active experts who work in it."""

    sphere: Sphere | None
    entries: int
    experts: int | None


def directions(round_: Round) -> list[DirectionRow]:
    """Groups by which experts are drawn, where the round has several; [] otherwise. Ties are not looked at here."""
    spheres = list(round_.spheres.order_by("number"))
    if len(spheres) < SEVERAL:
        return []
    entries: Counter[int | None] = Counter(round_.entries.values_list("sphere", flat=True))
    works_in = Expert.spheres.through.objects.filter(sphere__in=spheres, expert__is_active=True)
    experts = Counter(works_in.values_list("sphere", flat=True))
    rows = [DirectionRow(sphere, entries[sphere.pk], experts[sphere.pk]) for sphere in spheres]
    return [*rows, DirectionRow(None, entries[None], None)] if entries[None] else rows


def sheets_for_expert(user: Any, round_: Round) -> QuerySet[ScoreSheet]:
    """The person's own sheets of the round with their entries, in the person's order of reading."""
    return (
        ScoreSheet.objects.of_expert(user)
        .filter(entry__round=round_)
        .select_related("entry", "seat")
        .order_by("position", "entry__number")
    )


def submitted_sheets(round_: Round) -> QuerySet[ScoreSheet]:
    """What the experts have sent and an officer may still give back, without a mark."""
    sheets = ScoreSheet.objects.to_give_back().filter(entry__round=round_)
    return sheets.select_related("entry", "seat").order_by("seat__number", "entry__number")


def given_marks(sheet: ScoreSheet, criteria: Sequence[Criterion]) -> list[tuple[Criterion, Decimal | None, str]]:
    """(criterion, mark or None, reason) of one sheet, in the order of the criteria."""
    return [
        (item, None if mark is None else decimal_of(mark), sheet.comments.get(item.code, ""))
        for item, mark in zip(criteria, sheet.marks, strict=True)
    ]

"""Who scores what: the problem, the list in force, and how far everybody is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from evaluation.choices import SeatKind, SeatStatus, SheetStatus
from evaluation.models import Assignment, PanelTerms, Round, ScoreSheet, Seat
from evaluation.scoring.assignment import Case, Pair, Problem, Reader, Terms
from evaluation.scoring.assignment_document import pairs_of
from evaluation.scoring.draw import joined


def accepted_assignment(round_: Round) -> Assignment | None:
    """The list in force; None when none has been accepted."""
    return _accepted(round_).filter(is_extra=False).order_by("-number").first()


def extra_assignments(round_: Round) -> list[Assignment]:
    """Every call of one more expert for entries whose marks diverged, the oldest first."""
    return list(_accepted(round_).filter(is_extra=True).order_by("number"))


def _accepted(round_: Round) -> QuerySet[Assignment]:
    return Assignment.objects.filter(round=round_, accepted_at__isnull=False)


def proposed_assignment(round_: Round) -> Assignment | None:
    """The proposal that waits for an officer; None when there is none."""
    return Assignment.objects.filter(round=round_, accepted_at=None).first()


def assigned_entries(round_: Round) -> dict[int, set[int]] | None:
    """Number of a seat → numbers of its entries, by the list in force; None: everybody scores everything."""
    assignment = accepted_assignment(round_) if round_.experts_per_entry else None
    if assignment is None:
        return None
    entries: dict[int, set[int]] = defaultdict(set)
    for entry, seat in pairs_of(assignment.document):
        entries[seat].add(entry)
    return dict(entries)


def extra_entries(round_: Round) -> dict[int, set[int]]:
    """Number of a seat → numbers of the entries for which its expert was called because the marks diverged."""
    entries: dict[int, set[int]] = defaultdict(set)
    for assignment in extra_assignments(round_):
        for entry, seat in pairs_of(assignment.document):
            entries[seat].add(entry)
    return entries


def entries_by_seat(round_: Round, seats: Iterable[Seat]) -> dict[int, set[int] | None]:
    """Number of each of ``seats`` → numbers of its entries; None: all of them."""
    listed = list(seats)
    assigned = assigned_entries(round_)
    extra = extra_entries(round_) if any(seat.kind == SeatKind.EXTRA for seat in listed) else {}
    return {
        seat.number: extra.get(seat.number, set())
        if seat.kind == SeatKind.EXTRA
        else None
        if assigned is None
        else assigned.get(seat.number, set())
        for seat in listed
    }


def assignable_seats(round_: Round) -> list[Seat]:
    """Seats that may be given entries: sitting, with a signed statement (rule R36)."""
    seats = round_.seats.sitting().filter(status=SeatStatus.ACCEPTED)
    return list(seats.select_related("expert").prefetch_related("expert__spheres").order_by("number"))


def reserve_seats(round_: Round) -> list[Seat]:
    """Seats from which one more expert can be called: in reserve, or called before and still there."""
    seats = round_.seats.filter(kind__in=(SeatKind.RESERVE, SeatKind.EXTRA)).exclude(status=SeatStatus.RECUSED)
    return list(seats.select_related("expert__user").prefetch_related("expert__spheres").order_by("number"))


def assignment_problem(round_: Round, terms: PanelTerms, *, seats: Iterable[Seat], barred: frozenset[Pair]) -> Problem:
    """Everything from which the assignment of the round follows now."""
    rows = round_.entries.order_by("number").values_list("number", "language", "organisation__region_id", "sphere_id")
    return Problem(
        cases=[Case(number, language, region, sphere) for number, language, region, sphere in rows],
        readers=[
            Reader(
                number=seat.number,
                languages=frozenset(seat.expert.languages),
                region=seat.expert.region_id or "",
                spheres=frozenset(sphere.pk for sphere in seat.expert.spheres.all()),
                direction=seat.direction_id,
            )
            for seat in seats
        ],
        terms=Terms(
            per_entry=round_.experts_per_entry or 1,
            max_load=terms.max_load,
            bars_own_region=terms.bars_own_region,
            allows_translator=terms.allows_translator,
            by_direction=terms.by_direction,
        ),
        seed=joined(round_.seed, terms.public_value),
        barred=barred,
    )


def main_places(round_: Round) -> int:
    """How many main seats were drawn: the places 1…n of the draw; what comes behind was the reserve."""
    directions = len(round_.draw_pool) if round_.draw_pool and isinstance(round_.draw_pool[0], dict) else 1
    return round_.main_seats * directions


def live_sheet_pairs(round_: Round) -> set[Pair]:
    """(number of the entry, number of the seat) of every sheet that is not void."""
    sheets = ScoreSheet.objects.filter(entry__round=round_).exclude(status=SheetStatus.VOID)
    return set(sheets.values_list("entry__number", "seat__number"))


def published_assignment(round_: Round) -> list[tuple[int, list[int]]]:
    """(number of the entry, numbers of its experts), for everybody, from the published ranking on; [] before."""
    if not round_.runs.filter(published_at__isnull=False).exists():
        return []
    assignment, experts = accepted_assignment(round_), defaultdict[int, list[int]](list)
    for entry, seat in pairs_of(assignment.document) if assignment else ():
        experts[entry].append(seat)
    if assignment:
        for seat, entries in extra_entries(round_).items():
            for entry in entries:
                experts[entry].append(seat)
    return sorted(experts.items())


def load_rows(document: dict[str, Any]) -> list[tuple[int, int]]:
    """(number of the expert, entries) of an assignment."""
    return [(number, load) for number, load in document["loads"]]

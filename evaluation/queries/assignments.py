"""Who scores what: the problem, the list in force, and how far everybody is."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from evaluation.choices import RoundStatus, SeatStatus, SheetStatus
from evaluation.models import Assignment, PanelTerms, Round, ScoreSheet, Seat
from evaluation.scoring.assignment import Case, Pair, Problem, Reader, Terms
from evaluation.scoring.assignment_document import pairs_of
from evaluation.scoring.draw import joined


def accepted_assignment(round_: Round) -> Assignment | None:
    """The list in force; None when none has been accepted."""
    return Assignment.objects.filter(round=round_, accepted_at__isnull=False).order_by("-number").first()


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


def assignable_seats(round_: Round) -> list[Seat]:
    """Seats that may be given entries: sitting, with a signed statement (rule R36)."""
    seats = round_.seats.sitting().filter(status=SeatStatus.ACCEPTED)
    return list(seats.select_related("expert").prefetch_related("expert__spheres").order_by("number"))


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


@dataclass(frozen=True, slots=True)
class WorkRow:
    """How much one expert has left in one round. Counts only: no mark, no entry."""

    seat: Seat
    given: int
    submitted: int
    started: int

    @property
    def left(self) -> int:
        return self.given - self.submitted

    @property
    def until(self) -> dt.datetime | None:
        return self.seat.round.scoring_until


def workload(rounds: Iterable[Round]) -> list[WorkRow]:
    """Experts with open sheets in rounds that are being scored: the nearest deadline first, then who has most left."""
    live = ~Q(sheets__status=SheetStatus.VOID)
    seats = (
        Seat.objects.sitting()
        .filter(round__in=rounds, round__status=RoundStatus.SCORING, status=SeatStatus.ACCEPTED)
        .select_related("round", "expert__user")
        .annotate(
            given=Count("sheets", filter=live),
            submitted=Count("sheets", filter=Q(sheets__status=SheetStatus.SUBMITTED)),
            started=Count("sheets", filter=Q(sheets__status=SheetStatus.DRAFT, sheets__version__gt=0)),
        )
        .order_by("round__scoring_until", "round", "number")
    )
    rows = [WorkRow(seat, seat.given, seat.submitted, seat.started) for seat in seats]
    return sorted(rows, key=lambda row: (str(row.until), -row.left))


def live_sheet_pairs(round_: Round) -> set[Pair]:
    """(number of the entry, number of the seat) of every sheet that is not void."""
    sheets = ScoreSheet.objects.filter(entry__round=round_).exclude(status=SheetStatus.VOID)
    return set(sheets.values_list("entry__number", "seat__number"))


def published_assignment(round_: Round) -> list[tuple[int, list[int]]]:
    """(number of the entry, numbers of its experts), for everybody, from the published ranking on; [] before."""
    assignment = accepted_assignment(round_) if round_.runs.filter(published_at__isnull=False).exists() else None
    experts: dict[int, list[int]] = defaultdict(list)
    for entry, seat in pairs_of(assignment.document) if assignment else ():
        experts[entry].append(seat)
    return sorted(experts.items())


def load_rows(document: dict[str, Any]) -> list[tuple[int, int]]:
    """(number of the expert, entries) of an assignment."""
    return [(number, load) for number, load in document["loads"]]

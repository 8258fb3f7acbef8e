"""How much work the experts have now. Counts alone: no mark, no entry."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evaluation.choices import RoundStatus, SeatKind, SeatStatus
from evaluation.models import Round, Seat
from registry.models import Expert

RUNNING = (RoundStatus.ASSEMBLING, RoundStatus.SCORING, RoundStatus.EXTRA, RoundStatus.DISCUSSION)
SCORED = (RoundStatus.SCORING, RoundStatus.EXTRA)


@dataclass(frozen=True, slots=True)
class WorkRow:
    """How much one expert has to do in one running round."""

    seat: Seat
    given: int
    submitted: int
    started: int

    @property
    def left(self) -> int:
        return self.given - self.submitted

    @property
    def until(self) -> dt.datetime | None:
        """When this expert's time ends."""
        round_ = self.seat.round
        return round_.extra_until if self.seat.kind == SeatKind.EXTRA else round_.scoring_until


@dataclass(frozen=True, slots=True)
class Load:
    """An expert with the running rounds in which the expert sits, and the sheets given out and still to be sent there."""

    expert: Expert
    rounds: int
    sheets: int
    waiting: int


def work_rows(rounds: Iterable[Round]) -> list[WorkRow]:
    """One row for each expert who sits in one of ``rounds`` that is running. The one place that counts a load."""
    seats = (
        Seat.objects.sitting()
        .filter(round__in=rounds, round__status__in=RUNNING)
        .select_related("round", "expert__user")
        .with_progress()
        .order_by("round__scoring_until", "round", "number")
    )
    return [WorkRow(seat, seat.sheet_count, seat.submitted_count, seat.started_count) for seat in seats]


def workload(rounds: Iterable[Round]) -> list[WorkRow]:
    """Experts with open sheets in rounds that are being scored: the nearest deadline first, then who has most left."""
    rows = [
        row for row in work_rows(rounds) if row.seat.round.status in SCORED and row.seat.status == SeatStatus.ACCEPTED
    ]
    return sorted(rows, key=lambda row: (str(row.until), -row.left))


def expert_loads(user: Any) -> list[Load]:
    """Active experts by number, with what they have in rounds in which ``user`` has no tie and no seat. Two queries."""
    by_expert: dict[int, list[WorkRow]] = defaultdict(list)
    for row in work_rows(Round.objects.all().open_to(user)):
        by_expert[row.seat.expert_id].append(row)
    found = Expert.objects.filter(is_active=True).select_related("user").order_by("number")
    return [_load(expert, by_expert[expert.pk]) for expert in found]


def _load(expert: Expert, rows: list[WorkRow]) -> Load:
    return Load(expert, len(rows), sum(row.given for row in rows), sum(row.left for row in rows))

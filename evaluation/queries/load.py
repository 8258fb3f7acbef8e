"""How much work the experts have now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from evaluation.choices import RoundStatus
from evaluation.models import Round, Seat
from registry.models import Expert

RUNNING = (RoundStatus.ASSEMBLING, RoundStatus.SCORING, RoundStatus.DISCUSSION)


@dataclass(frozen=True, slots=True)
class Load:
    """An expert with the running rounds in which the expert sits, and the sheets given out and still to be sent there."""

    expert: Expert
    rounds: int
    sheets: int
    waiting: int


def expert_loads(user: Any) -> list[Load]:
    """Active experts by number; no marks, no entries, counts alone, and those of no round in which ``user`` has a tie or
    a seat. Two queries."""
    rounds: Counter[int] = Counter()
    sheets: Counter[int] = Counter()
    waiting: Counter[int] = Counter()
    rounds_seen = Round.objects.filter(status__in=RUNNING).open_to(user)
    seats = Seat.objects.sitting().filter(round__in=rounds_seen).with_progress()
    for expert, given, sent in seats.values_list("expert_id", "sheet_count", "submitted_count"):
        rounds[expert] += 1
        sheets[expert] += given
        waiting[expert] += given - sent
    found = Expert.objects.filter(is_active=True).select_related("user").order_by("number")
    return [Load(one, rounds[one.pk], sheets[one.pk], waiting[one.pk]) for one in found]

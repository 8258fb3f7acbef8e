"""Entries on which the experts are further apart than the contest allows, and who was called because of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, Min

from evaluation.choices import SeatStatus, SheetStatus
from evaluation.models import Assignment, Entry, Round, ScoreSheet
from evaluation.queries.assignments import extra_assignments
from evaluation.scoring.assignment import Pair
from evaluation.scoring.assignment_document import pairs_of
from evaluation.scoring.numbers import decimal_of, half_up, hundredths
from evaluation.visibility import masked

TEN_THOUSANDTHS_IN_HUNDREDTH = 100


@dataclass(frozen=True, slots=True)
class Divergence:
    """An entry over the threshold. ``spread``: highest − lowest independent sheet, in points as they are published.

    ``experts``: numbers of those who were called for it and are still there.
    """

    entry: Entry
    spread: Decimal
    experts: list[int]


@dataclass(frozen=True, slots=True)
class ExtraExpert:
    """One more expert of an entry: number of the seat, the spread that was found, and why the officer called."""

    expert: int
    spread: Decimal
    threshold: Decimal
    assignment: Assignment


def divergent(round_: Round) -> list[Divergence]:
    """Entries over the threshold of the round, by number; [] where none was announced."""
    if round_.extra_over is None:
        return []
    limit, apart = hundredths(round_.extra_over), _spreads(round_)
    over = {entry: spread for entry, spread in apart.items() if spread > limit}
    called = _called(round_)
    entries = Entry.objects.filter(pk__in=over).defer("content").order_by("number")
    return [Divergence(entry, decimal_of(over[entry.pk]), called.get(entry.number, [])) for entry in entries]


def _spreads(round_: Round) -> dict[int, int]:
    """Entry → highest − lowest total of its independent sheets, in hundredths, rounded as in a ranking."""
    sheets = ScoreSheet.objects.counting().independent().filter(entry__round=round_).order_by()
    rows = sheets.values("entry").annotate(apart=Max(F("total")) - Min(F("total")))
    return {row["entry"]: half_up(row["apart"], TEN_THOUSANDTHS_IN_HUNDREDTH) for row in rows}


def _called(round_: Round) -> dict[int, list[int]]:
    """Number of an entry → experts who were called for it, have not left and whose sheet is not void."""
    pairs = {pair for assignment in extra_assignments(round_) for pair in pairs_of(assignment.document)}
    if not pairs:
        return {}
    gone = set(round_.seats.filter(status=SeatStatus.RECUSED).values_list("number", flat=True))
    void = ScoreSheet.objects.filter(entry__round=round_, status=SheetStatus.VOID)
    lost: set[Pair] = set(void.values_list("entry__number", "seat__number"))
    found: dict[int, list[int]] = defaultdict(list)
    for entry, seat in sorted(pairs - lost):
        if seat not in gone:
            found[entry].append(seat)
    return dict(found)


def extra_experts(round_: Round, number: int) -> list[ExtraExpert]:
    """Who was called for entry ``number`` and why, the oldest call first; [] where the round has no threshold."""
    if round_.extra_over is None:
        return []
    return [
        ExtraExpert(seat, Decimal(dict(assignment.document["spreads"])[entry]), _threshold(assignment), assignment)
        for assignment in extra_assignments(round_)
        for entry, seat in pairs_of(assignment.document)
        if entry == number
    ]


def _threshold(assignment: Assignment) -> Decimal:
    return Decimal(assignment.document["threshold"])


def extra_documents(round_: Round) -> list[dict[str, Any]]:
    """Every call as it is published: which entries, how far apart, which experts, why, and the digest of its list."""
    return [
        {
            "called_at": assignment.accepted_at.isoformat() if assignment.accepted_at else None,
            "threshold": assignment.document["threshold"],
            "reason": masked(assignment.reason),
            "digest": assignment.digest,
            "experts": [
                {"entry": entry, "expert": seat, "spread": dict(assignment.document["spreads"])[entry]}
                for entry, seat in pairs_of(assignment.document)
            ],
        }
        for assignment in extra_assignments(round_)
    ]

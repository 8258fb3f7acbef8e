"""A ranking with other weights beside the official one, in rows for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluation.reports.quality import Entries, line_sentences
from evaluation.scoring.engine import compute, places
from evaluation.scoring.firmness import weighed
from evaluation.scoring.inputs import Inputs, read_rubric
from evaluation.scoring.line import Line
from evaluation.scoring.numbers import decimal_of
from evaluation.scoring.quotas import cut_of
from foundation.core.presentation import figure


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """One entry: its official rank, the other one, how many places up (positive) or down, and where the line leaves it."""

    number: int
    name: str
    official: int | None
    rank: int | None
    total: str
    moved: str
    amount: Decimal | None
    is_above: bool
    was_above: bool


def page(inputs: Inputs, weights: Sequence[int], line: Line, entries: Entries) -> dict[str, Any]:
    """The rows in the order of the other ranking, and what the line says in it."""
    rubric = read_rubric(inputs["rubric"])
    official, other = compute(inputs), compute(inputs, rubric=weighed(rubric, weights))
    ranks = {result.number: result.rank for result in official.results}
    found, before = (cut_of(inputs, places(one.figures), line) for one in (other, official))
    above, was_above = set(found.above), set(before.above)
    rows = [
        WhatIfRow(
            number=result.number,
            name=str(entries[result.number]),
            official=ranks[result.number],
            rank=result.rank,
            total="–" if result.total is None else figure(decimal_of(result.total), 2),
            moved=_moved(ranks[result.number], result.rank),
            amount=entries[result.number].amount,
            is_above=result.number in above,
            was_above=result.number in was_above,
        )
        for result in other.results
    ]
    return {
        "rows": rows,
        "is_official": list(weights) == list(rubric.weights),
        "highest": figure(
            decimal_of(sum(w * item.maximum for w, item in zip(weights, rubric.criteria, strict=True)) // 100), 2
        ),
        "sentences": line_sentences(found, entries),
        "changed": sum(row.is_above != row.was_above for row in rows),
    }


def _moved(official: int | None, rank: int | None) -> str:
    if official is None or rank is None or official == rank:
        return "–"
    return f"↑ {official - rank}" if rank < official else f"↓ {rank - official}"

"""From score sheets to a ranking. Whole numbers only; the order of entries, sheets and experts changes nothing.

Rules, in words that the explanation pages repeat:

1. A sheet's total is Σ weight × mark, exact.
2. An entry's total is the mean of its sheets' totals, or their median, or their mean without one highest and one lowest
   (from three sheets on; with fewer it is the plain mean), rounded half up to two places. That is what is published.
3. Ranks are given on the published totals: 1 + the number of entries ahead. Equal totals share a rank, unless the tie
   rule says that the higher mean of the first criterion decides, then of the second, and so on.
4. A criterion's mean is the mean of all sheets' marks, rounded half up to two places.
5. An entry passes when its total reaches the pass mark and each criterion's mean reaches the criterion's own.
6. An entry without a submitted sheet has no total and no rank.
"""

from __future__ import annotations

from dataclasses import dataclass
from operator import mul
from typing import Any

from evaluation.scoring.canonical import digest
from evaluation.scoring.inputs import (
    ENGINE_VERSION,
    FIRST_CRITERION,
    MEDIAN,
    TRIMMED,
    CriterionRule,
    Inputs,
    RubricRule,
    read_rubric,
)
from evaluation.scoring.numbers import half_up, text

TRIM_FROM = 3


@dataclass(slots=True)
class EntryResult:
    """One entry's place. ``total``, ``spread`` and ``means`` in hundredths; ``sheet_totals`` in ten-thousandths.

    ``sheet_totals`` stand in the order of the entry's sheets in the inputs.
    """

    number: int
    sheet_totals: list[int]
    total: int | None = None
    spread: int | None = None
    means: tuple[int, ...] = ()
    is_passing: bool | None = None
    rank: int | None = None

    def document(self) -> dict[str, Any]:
        """The result as it is published."""
        return {
            "number": self.number,
            "sheets": len(self.sheet_totals),
            "total": None if self.total is None else text(self.total),
            "spread": None if self.spread is None else text(self.spread),
            "criterion_means": [text(mean) for mean in self.means],
            "is_passing": self.is_passing,
            "rank": self.rank,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """A ranking: results by rank, then number; entries without a rank last."""

    rubric: RubricRule
    results: list[EntryResult]
    summary: dict[str, Any]

    def document(self) -> dict[str, Any]:
        """What the digest of an outcome is taken of."""
        return {
            "engine": ENGINE_VERSION,
            "results": [result.document() for result in self.results],
            "summary": self.summary,
        }

    def digest(self) -> str:
        """SHA-256 of the canonical outcome document."""
        return digest(self.document())


def compute(inputs: Inputs) -> Outcome:
    """The ranking that follows from ``inputs`` (see ``evaluation.scoring.inputs``)."""
    rubric = read_rubric(inputs["rubric"])
    weights = rubric.weights
    marked = tuple(
        (index, criterion) for index, criterion in enumerate(rubric.criteria) if criterion.pass_mark is not None
    )
    results = []
    for entry in inputs["entries"]:
        rows = [sheet["marks"] for sheet in entry["sheets"]]
        result = EntryResult(entry["number"], [sum(map(mul, weights, marks)) for marks in rows])
        if rows:
            _measure(rubric, result, rows)
            result.is_passing = _passes(rubric, result, marked)
        results.append(result)
    ordered = _ranked(rubric, results)
    return Outcome(rubric, ordered, _summary(inputs, ordered))


def _measure(rubric: RubricRule, result: EntryResult, rows: list[list[int]]) -> None:
    totals, count = result.sheet_totals, len(rows)
    kept, size = kept_totals(rubric.aggregation, totals)
    # half_up() written out: this runs once per entry and criterion
    double = 2 * size * 100
    result.total = (2 * kept + size * 100) // double
    result.spread = half_up(max(totals) - min(totals), 100)
    result.means = tuple([(2 * marks + count) // (2 * count) for marks in map(sum, zip(*rows, strict=True))])


def kept_totals(aggregation: str, totals: list[int]) -> tuple[int, int]:
    """Sum and count of the sheets' totals whose mean is the entry's total."""
    count = len(totals)
    if aggregation == TRIMMED and count >= TRIM_FROM:
        return sum(totals) - max(totals) - min(totals), count - 2
    if aggregation == MEDIAN:
        middle = sorted(totals)[(count - 1) // 2 : count // 2 + 1]
        return sum(middle), len(middle)
    return sum(totals), count


def _passes(rubric: RubricRule, result: EntryResult, marked: tuple[tuple[int, CriterionRule], ...]) -> bool:
    if rubric.pass_mark is not None and (result.total or 0) < rubric.pass_mark:
        return False
    return all(result.means[index] >= (criterion.pass_mark or 0) for index, criterion in marked)


def standing(rubric: RubricRule, result: EntryResult) -> tuple[int, ...]:
    """What decides the order of two entries: higher is better, equal shares the rank."""
    if rubric.tie_rule == FIRST_CRITERION:
        return (result.total or 0, *result.means)
    return (result.total or 0,)


def _ranked(rubric: RubricRule, results: list[EntryResult]) -> list[EntryResult]:
    unranked = sorted((result for result in results if result.total is None), key=lambda result: result.number)
    ranked = sorted((result for result in results if result.total is not None), key=lambda result: result.number)
    ranked.sort(key=lambda result: standing(rubric, result), reverse=True)  # stable: numbers stay in order
    previous: tuple[int, ...] = ()
    rank = 0
    for place, result in enumerate(ranked, start=1):
        current = standing(rubric, result)
        if current != previous:
            rank, previous = place, current
        result.rank = rank
    return ranked + unranked


def _summary(inputs: Inputs, results: list[EntryResult]) -> dict[str, Any]:
    totals = [result.total for result in results if result.total is not None]
    experts = {sheet["expert"] for entry in inputs["entries"] for sheet in entry["sheets"]}
    return {
        "entries": len(results),
        "ranked": len(totals),
        "passing": sum(1 for result in results if result.is_passing),
        "sheets": sum(len(result.sheet_totals) for result in results),
        "experts": len(experts),
        "highest": text(max(totals)) if totals else None,
        "lowest": text(min(totals)) if totals else None,
    }

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
7. Where the contest declares quotas, the summary says who stands above the line with them (``evaluation.scoring.quotas``).
   Ranks stay as they are.

The arithmetic is done on whole columns of 64-bit whole numbers: a mark is below 2^15, a weight below 2^17, so that even
a thousand sheets of fifty criteria stay far below 2^63.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.scoring.canonical import canonical
from evaluation.scoring.inputs import (
    ENGINE_VERSION,
    FIRST_CRITERION,
    MEDIAN,
    TRIMMED,
    Inputs,
    RubricRule,
    read_rubric,
)
from evaluation.scoring.line import Place
from evaluation.scoring.numbers import text
from evaluation.scoring.quotas import of_inputs

TRIM_FROM = 3
# On which totals ranks are given, in hundredths: those that are published, or (for comparison) others.
PUBLISHED, ONE_PLACE, WHOLE_POINTS, EXACT = 1, 10, 100, 0

Column = NDArray[np.int64]


@dataclass(slots=True)
class EntryResult:
    """One entry's place. ``total``, ``spread`` and ``means`` in hundredths; ``sheet_totals`` in ten-thousandths.

    ``sheet_totals`` stand in the order of the entry's sheets in the inputs. ``rank_range``, best and worst rank without one
    expert, is added by the explanation.
    """

    number: int
    sheet_totals: list[int]
    total: int | None = None
    spread: int | None = None
    means: tuple[int, ...] = ()
    is_passing: bool | None = None
    rank: int | None = None
    rank_range: tuple[int, int] | None = None

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
class Figures:
    """The ranked entries as columns, in the order of the ranking; ``starts`` and ``counts`` cut ``sheet_totals``."""

    numbers: Column
    starts: Column
    counts: Column
    totals: Column
    spreads: Column
    means: Column
    passing: NDArray[np.bool_]
    ranks: Column


@dataclass(frozen=True)
class Outcome:
    """A ranking. ``sheet_totals`` are those of all sheets of the inputs in their order, in ten-thousandths; ``sheets`` is
    what it was computed from, as columns: the inputs themselves are not needed any more."""

    rubric: RubricRule
    figures: Figures
    sheets: Sheets
    sheet_totals: Column
    unranked: list[int]
    summary: dict[str, Any]

    @cached_property
    def results(self) -> list[EntryResult]:
        """Results by rank, then number; entries without a rank last."""
        return [*self._ranked(), *(EntryResult(number, []) for number in self.unranked)]

    def _ranked(self) -> Iterator[EntryResult]:
        figures, sheets = self.figures, self.sheet_totals.tolist()
        columns = (
            figures.numbers,
            figures.starts,
            figures.counts,
            figures.totals,
            figures.spreads,
            figures.means,
            figures.passing,
            figures.ranks,
        )
        for number, start, count, total, spread, means, passing, rank in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            yield EntryResult(number, sheets[start : start + count], total, spread, tuple(means), passing, rank)

    def document(self) -> dict[str, Any]:
        """What the digest of an outcome is taken of."""
        return {
            "engine": ENGINE_VERSION,
            "results": [result.document() for result in self.results],
            "summary": self.summary,
        }

    def digest(self) -> str:
        """SHA-256 of the canonical outcome document, without holding the whole of it in memory."""
        rest = canonical({"engine": ENGINE_VERSION, "results": [], "summary": self.summary})
        before, after = rest.split(b'"results":[', 1)
        found = sha256(before + b'"results":[')
        for index, result in enumerate(self.results):
            found.update((b"," if index else b"") + canonical(result.document()))
        found.update(after)
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class Sheets:
    """All score sheets as columns: ``counts`` per entry, ``marks`` one row per sheet in the order of the entries, and
    ``experts`` who gave them."""

    numbers: Column
    counts: Column
    marks: Column
    experts: Column


def read_sheets(inputs: Inputs, criteria: int) -> Sheets:
    """The sheets of ``inputs``. ValueError when one has not one mark per criterion."""
    entries = inputs["entries"]
    numbers = np.fromiter(map(itemgetter("number"), entries), np.int64, len(entries))
    counts = np.fromiter(map(len, map(itemgetter("sheets"), entries)), np.int64, len(entries))
    every_sheet = chain.from_iterable(map(itemgetter("sheets"), entries))
    experts = np.fromiter(map(itemgetter("expert"), every_sheet), np.int64, int(counts.sum()))
    return Sheets(numbers, counts, _marks(entries, int(counts.sum()), criteria), experts)


def compute(inputs: Inputs, *, rubric: RubricRule | None = None) -> Outcome:
    """The ranking that follows from ``inputs`` (see ``evaluation.scoring.inputs``), or would by another ``rubric``."""
    rubric = rubric or read_rubric(inputs["rubric"])
    sheets = read_sheets(inputs, len(rubric.criteria))
    figures, sheet_totals = figures_of(rubric, sheets)
    unranked = sorted(sheets.numbers[sheets.counts == 0].tolist())
    selection = of_inputs(inputs, places(figures)) if inputs.get("quotas") else None
    summary = _summary(sheets, figures) | ({"selection": selection.document()} if selection else {})
    return Outcome(rubric, figures, sheets, sheet_totals, unranked, summary)


def places(figures: Figures) -> list[Place]:
    """The ranked entries as the line takes them."""
    columns = (figures.numbers.tolist(), figures.ranks.tolist(), figures.passing.tolist())
    return [Place(*values) for values in zip(*columns, strict=True)]


def figures_of(rubric: RubricRule, sheets: Sheets, grain: int = PUBLISHED) -> tuple[Figures, Column]:
    """Figures of the entries that have a sheet, and the totals of all sheets; ranks are given on totals of this ``grain``."""
    counts, sheet_totals = sheets.counts, sheets.marks @ np.array(rubric.weights, np.int64)
    starts, has_sheets = np.cumsum(counts) - counts, counts > 0
    figures = _figures(
        rubric, sheets.numbers[has_sheets], starts[has_sheets], counts[has_sheets], sheets.marks, sheet_totals, grain
    )
    return figures, sheet_totals


def _marks(entries: list[dict[str, Any]], sheets: int, criteria: int) -> Column:
    """All marks, one row per sheet, in hundredths. ValueError when a sheet has not one mark per criterion."""
    rows = list(map(itemgetter("marks"), chain.from_iterable(map(itemgetter("sheets"), entries))))
    if set(map(len, rows)) - {criteria}:
        raise ValueError("a sheet has not one mark per criterion")
    return np.fromiter(chain.from_iterable(rows), np.int64, sheets * criteria).reshape(sheets, criteria)


def _figures(  # noqa: PLR0913 - columns of one table
    rubric: RubricRule,
    numbers: Column,
    starts: Column,
    counts: Column,
    marks: Column,
    sheet_totals: Column,
    grain: int,
) -> Figures:
    """Figures of the entries that have sheets; empty columns when there is none."""
    kept, sizes, highest, lowest = _aggregated(rubric.aggregation, starts, counts, sheet_totals)
    totals = half_up_all(kept, sizes * 100)
    sums = np.add.reduceat(marks, starts, axis=0) if len(starts) else marks[:0]
    means = half_up_all(sums, counts[:, np.newaxis])
    order, ranks = _ranked(rubric, numbers, totals if grain == PUBLISHED else _grained(kept, sizes, grain), means)
    return Figures(
        numbers=numbers[order],
        starts=starts[order],
        counts=counts[order],
        totals=totals[order],
        spreads=half_up_all(highest - lowest, np.full_like(counts, 100))[order],
        means=means[order],
        passing=_passing(rubric, totals, means)[order],
        ranks=ranks,
    )


def _grained(kept: Column, sizes: Column, grain: int) -> Column:
    """What ranks are given on: totals rounded to ``grain`` hundredths, or so fine that unequal means never meet.

    Means of a thousand sheets or fewer differ by a millionth at least, where they differ.
    """
    return kept * 1_000_000 // sizes if grain == EXACT else half_up_all(kept, sizes * 100 * grain)


def half_up_all(numerators: Column, denominators: Column) -> Column:
    """Each quotient rounded half up to a whole number; no number is negative."""
    return (2 * numerators + denominators) // (2 * denominators)


def _aggregated(
    aggregation: str, starts: Column, counts: Column, sheet_totals: Column
) -> tuple[Column, Column, Column, Column]:
    """For each entry: sum and count of the sheets whose mean is its total, and its highest and lowest sheet."""
    if not len(starts):
        return counts, counts, counts, counts
    highest, lowest = np.maximum.reduceat(sheet_totals, starts), np.minimum.reduceat(sheet_totals, starts)
    if aggregation == MEDIAN:
        inside = np.lexsort((sheet_totals, np.repeat(np.arange(len(starts)), counts)))
        in_order = sheet_totals[inside]
        # with an odd number of sheets both are the same one
        return (
            in_order[starts + (counts - 1) // 2] + in_order[starts + counts // 2],
            np.full_like(counts, 2),
            highest,
            lowest,
        )
    sums = np.add.reduceat(sheet_totals, starts)
    if aggregation == TRIMMED:
        is_trimmed = counts >= TRIM_FROM
        sums = np.where(is_trimmed, sums - highest - lowest, sums)
        counts = np.where(is_trimmed, counts - 2, counts)
    return sums, counts, highest, lowest


def kept_totals(aggregation: str, totals: list[int]) -> tuple[int, int]:
    """Sum and count of one entry's sheets' totals whose mean is the entry's total, where that is a mean."""
    if aggregation == TRIMMED and len(totals) >= TRIM_FROM:
        return sum(totals) - max(totals) - min(totals), len(totals) - 2
    return sum(totals), len(totals)


def _passing(rubric: RubricRule, totals: Column, means: Column) -> NDArray[np.bool_]:
    passing = totals >= (rubric.pass_mark or 0)
    for index, criterion in enumerate(rubric.criteria):
        if criterion.pass_mark is not None:
            passing &= means[:, index] >= criterion.pass_mark
    return passing


def _ranked(rubric: RubricRule, numbers: Column, totals: Column, means: Column) -> tuple[Column, Column]:
    """(places of the entries in the order of the ranking, their ranks): higher is better, equal shares the rank."""
    standing = [totals, *(means.T if rubric.tie_rule == FIRST_CRITERION else ())]
    order = np.lexsort((numbers, *(-column for column in reversed(standing))))
    if not len(order):
        return order, order
    differs = np.ones(len(order), bool)
    differs[1:] = np.any([column[order][1:] != column[order][:-1] for column in standing], axis=0)
    return order, np.maximum.accumulate(np.where(differs, np.arange(1, len(order) + 1), 0))


def _summary(sheets: Sheets, figures: Figures) -> dict[str, Any]:
    ranked = len(figures.totals)
    return {
        "entries": len(sheets.numbers),
        "ranked": ranked,
        "passing": int(figures.passing.sum()),
        "sheets": len(sheets.experts),
        "experts": len(np.unique(sheets.experts)),
        "highest": text(int(figures.totals.max())) if ranked else None,
        "lowest": text(int(figures.totals.min())) if ranked else None,
    }

"""How firm a ranking is: computed again without each expert in turn, with each weight 20 % lower and higher, and with ranks
on totals that are not rounded, rounded to one place, and to whole points.

The rank range of an entry is its best and worst rank in the ranking as it is and in those without one expert. It is a
plain count over a few rankings that anybody can repeat, not an estimate: a bootstrap over three or five experts would
mostly repeat the same few panels, and would need a seed to be believed. In a ranking without an expert whose sheet was
the only one of an entry, that entry has no rank and the ranking says nothing about it.

``holds`` counts in how many of all the rankings an entry stands above the line. An entry that stands above it in some and
below it in others is in the zone where the order is not settled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from evaluation.scoring.engine import (
    EXACT,
    ONE_PLACE,
    WHOLE_POINTS,
    Column,
    Figures,
    Outcome,
    Sheets,
    figures_of,
    places,
    read_sheets,
)
from evaluation.scoring.inputs import Inputs, RubricRule
from evaluation.scoring.line import Line
from evaluation.scoring.quotas import cut_of

LOWER, HIGHER, WHOLE = 8, 12, 10  # ±20 % of a weight in tenths
# Entries × experts: beyond it the ranges would take longer than everything else.
RANGES_AT_MOST = 20_000_000

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Firmness:
    """One entry. Ranks are None when it has none; a range is (best, worst) over the variants in which it is ranked.

    ``variants`` are those in which the entry is ranked.
    """

    number: int
    rank: int | None
    without_expert: Range | None
    other_weights: Range | None
    other_rounding: Range | None
    holds: int
    variants: int
    is_above: bool

    @property
    def is_unsettled(self) -> bool:
        """Whether it stands above the line in some variants, or as it is, and below in others."""
        return self.variants > 0 and (self.holds not in {0, self.variants} or self.is_above != (self.holds > 0))


@dataclass(frozen=True, slots=True)
class Variant:
    """One ranking: ``expert`` left out, or the weight of a ``criterion`` (its place) in tenths of what it was."""

    figures: Figures
    expert: int | None = None
    criterion: int | None = None
    tenths: int = WHOLE


def experts_of(inputs: Inputs) -> list[int]:
    """Numbers of the experts that have a sheet in ``inputs``."""
    return sorted({sheet["expert"] for entry in inputs["entries"] for sheet in entry["sheets"]})


def without_experts(rubric: RubricRule, sheets: Sheets) -> Iterator[Variant]:
    """The ranking without each expert in turn."""
    experts = sheets.experts
    entries = np.repeat(np.arange(len(sheets.counts)), sheets.counts)
    for expert in sorted(set(experts.tolist())):
        kept = experts != expert
        counts = np.bincount(entries[kept], minlength=len(sheets.counts))
        figures, _totals = figures_of(rubric, Sheets(sheets.numbers, counts, sheets.marks[kept], experts[kept]))
        yield Variant(figures, expert=expert)


def other_weights(rubric: RubricRule, sheets: Sheets) -> Iterator[Variant]:
    """The ranking with each weight in turn lower and higher; pass marks keep their share of the highest total."""
    if len(rubric.criteria) == 1:
        return
    for chosen in range(len(rubric.criteria)):
        for tenths in (LOWER, HIGHER):
            weights = [
                item.weight * (tenths if index == chosen else WHOLE) for index, item in enumerate(rubric.criteria)
            ]
            figures, _totals = figures_of(weighed(rubric, weights), sheets)
            yield Variant(figures, criterion=chosen, tenths=tenths)


def other_rounding(rubric: RubricRule, sheets: Sheets) -> Iterator[Variant]:
    """The ranking on totals of another grain; who passes stays as it is."""
    for grain in (EXACT, ONE_PLACE, WHOLE_POINTS):
        yield Variant(figures_of(rubric, sheets, grain)[0])


def weighed(rubric: RubricRule, weights: Sequence[int]) -> RubricRule:
    """``rubric`` with other weights. The pass mark keeps its share of the highest total, rounded up to hundredths."""
    criteria = tuple(replace(item, weight=weight) for item, weight in zip(rubric.criteria, weights, strict=True))
    before = sum(item.weight * item.maximum for item in rubric.criteria)
    after = sum(item.weight * item.maximum for item in criteria)
    mark = rubric.pass_mark
    return replace(
        rubric,
        criteria=criteria,
        maximum_total=after // 100,
        pass_mark=None if mark is None else -(-mark * after // before),
    )


@dataclass(frozen=True)
class LeftOut:
    """What each ranked entry would have had without each expert in turn. Ranks are 0 where it would have had none.

    ``best`` and ``worst`` by the place of the entry in the inputs; ``totals`` (hundredths) and ``ranks`` by sheet: those
    of the sheet's entry without the sheet's expert, from ``starts`` of an entry to that of the next. ``places`` maps numbers of entries to their places.
    """

    places: dict[int, int]
    starts: list[int]
    best: list[int]
    worst: list[int]
    totals: list[int]
    ranks: list[int]

    def range_of(self, number: int) -> Range:
        place = self.places[number]
        return self.best[place], self.worst[place]

    def by_sheet(self, number: int) -> list[tuple[int | None, int | None]]:
        """(total, rank) without each of the entry's own experts, in the order of its sheets."""
        place = self.places[number]
        sheets = range(self.starts[place], self.starts[place + 1])
        return [(self.totals[sheet], rank) if (rank := self.ranks[sheet]) else (None, None) for sheet in sheets]


def left_out(outcome: Outcome) -> LeftOut | None:
    """The ranking without each expert in turn, entry by entry; None for a huge round."""
    sheets, experts = outcome.sheets, outcome.sheets.experts
    if len(sheets.numbers) * outcome.summary["experts"] > RANGES_AT_MOST:
        return None
    order = np.argsort(sheets.numbers)
    entries = np.repeat(np.arange(len(sheets.counts)), sheets.counts)
    best = _spread(outcome.figures.ranks, outcome.figures, sheets.numbers, order)
    worst, totals, ranks = best.copy(), np.zeros(len(experts), np.int64), np.zeros(len(experts), np.int64)
    for variant in without_experts(outcome.rubric, sheets):
        found = _spread(variant.figures.ranks, variant.figures, sheets.numbers, order)
        np.minimum(best, found, out=best, where=found > 0)
        np.maximum(worst, found, out=worst)
        own = experts == variant.expert
        ranks[own] = found[entries[own]]
        totals[own] = _spread(variant.figures.totals, variant.figures, sheets.numbers, order)[entries[own]]
    places_ = dict(zip(sheets.numbers.tolist(), range(len(sheets.numbers)), strict=True))
    starts = [0, *np.cumsum(sheets.counts).tolist()]
    return LeftOut(places_, starts, best.tolist(), worst.tolist(), totals.tolist(), ranks.tolist())


def _spread(values: Column, figures: Figures, numbers: Column, order: Column) -> Column:
    """``values`` of the ranked entries at their places in the inputs, 0 elsewhere; ``order`` sorts ``numbers``."""
    found = np.zeros(len(numbers), np.int64)
    found[order[np.searchsorted(numbers[order], figures.numbers)]] = values
    return found


def firmness(rubric: RubricRule, inputs: Inputs, outcome: Outcome, line: Line) -> list[Firmness]:
    """Every entry in the order of the ranking; ``line`` is where the winners end, quotas included."""
    sheets = read_sheets(inputs, len(rubric.criteria))
    groups = [list(group(rubric, sheets)) for group in (without_experts, other_weights, other_rounding)]
    ranks = [[_by_number(variant.figures) for variant in group] for group in groups]
    winners = [set(cut_of(inputs, places(variant.figures), line).above) for variant in chain(*groups)]
    above = set(cut_of(inputs, places(outcome.figures), line).above)
    return [
        Firmness(
            number=result.number,
            rank=result.rank,
            without_expert=_range(ranks[0], result.number),
            other_weights=_range(ranks[1], result.number),
            other_rounding=_range(ranks[2], result.number),
            holds=sum(1 for numbers in winners if result.number in numbers),
            variants=sum(1 for variant in chain(*ranks) if result.number in variant),
            is_above=result.number in above,
        )
        for result in outcome.results
    ]


def _by_number(figures: Figures) -> dict[int, int]:
    return dict(zip(figures.numbers.tolist(), figures.ranks.tolist(), strict=True))


def _range(variants: list[dict[int, int]], number: int) -> Range | None:
    ranks = [variant[number] for variant in variants if number in variant]
    return (min(ranks), max(ranks)) if ranks else None

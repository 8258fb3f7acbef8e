"""How firm a ranking is: computed again without each expert in turn, and with each weight 20 % lower and higher.

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
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from evaluation.scoring.engine import Figures, Outcome, Sheets, figures_of, read_sheets
from evaluation.scoring.inputs import Inputs, RubricRule
from evaluation.scoring.line import Line, Place, cut

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
    return sorted(set(_expert_column(inputs).tolist()))


def without_experts(rubric: RubricRule, inputs: Inputs) -> Iterator[Variant]:
    """The ranking without each expert in turn."""
    sheets, experts = read_sheets(inputs, len(rubric.criteria)), _expert_column(inputs)
    entries = np.repeat(np.arange(len(sheets.counts)), sheets.counts)
    for expert in sorted(set(experts.tolist())):
        kept = experts != expert
        counts = np.bincount(entries[kept], minlength=len(sheets.counts))
        figures, _totals = figures_of(rubric, Sheets(sheets.numbers, counts, sheets.marks[kept]))
        yield Variant(figures, expert=expert)


def other_weights(rubric: RubricRule, inputs: Inputs) -> Iterator[Variant]:
    """The ranking with each weight in turn lower and higher; pass marks keep their share of the highest total."""
    if len(rubric.criteria) == 1:
        return
    sheets = read_sheets(inputs, len(rubric.criteria))
    for chosen in range(len(rubric.criteria)):
        for tenths in (LOWER, HIGHER):
            weights = [
                item.weight * (tenths if index == chosen else WHOLE) for index, item in enumerate(rubric.criteria)
            ]
            figures, _totals = figures_of(weighed(rubric, weights), sheets)
            yield Variant(figures, criterion=chosen, tenths=tenths)


def weighed(rubric: RubricRule, weights: Sequence[int]) -> RubricRule:
    """``rubric`` with other weights. The pass mark keeps its share of the highest total, rounded up to hundredths."""
    criteria = tuple(
        replace(item, weight=weight) for item, weight in zip(rubric.criteria, weights, strict=True)
    )
    before = sum(item.weight * item.maximum for item in rubric.criteria)
    after = sum(item.weight * item.maximum for item in criteria)
    mark = rubric.pass_mark
    return replace(
        rubric,
        criteria=criteria,
        maximum_total=after // 100,
        pass_mark=None if mark is None else -(-mark * after // before),
    )


def rank_ranges(inputs: Inputs, outcome: Outcome) -> dict[int, Range]:
    """Best and worst rank of each ranked entry, as it is and without each expert in turn; {} for a huge round."""
    experts = outcome.summary["experts"]
    if len(inputs["entries"]) * experts > RANGES_AT_MOST:
        return {}
    figures = outcome.figures
    best = worst = ranks = _by_number(figures)
    if experts > 1:
        for variant in without_experts(outcome.rubric, inputs):
            found = _by_number(variant.figures)
            best = {number: min(rank, found.get(number, rank)) for number, rank in best.items()}
            worst = {number: max(rank, found.get(number, rank)) for number, rank in worst.items()}
    return {number: (best[number], worst[number]) for number in ranks}


def firmness(rubric: RubricRule, inputs: Inputs, outcome: Outcome, line: Line) -> list[Firmness]:
    """Every entry in the order of the ranking; ``line`` is where the winners end."""
    left_out, weights = list(without_experts(rubric, inputs)), list(other_weights(rubric, inputs))
    ranks = [[_by_number(variant.figures) for variant in group] for group in (left_out, weights)]
    winners = [set(cut(places(variant.figures), line).above) for variant in (*left_out, *weights)]
    above = set(cut(places(outcome.figures), line).above)
    return [
        Firmness(
            number=result.number,
            rank=result.rank,
            without_expert=_range(ranks[0], result.number),
            other_weights=_range(ranks[1], result.number),
            holds=sum(1 for numbers in winners if result.number in numbers),
            variants=sum(1 for variant in chain(*ranks) if result.number in variant),
            is_above=result.number in above,
        )
        for result in outcome.results
    ]


def places(figures: Figures) -> list[Place]:
    """The ranked entries as the line takes them."""
    columns = (figures.numbers.tolist(), figures.ranks.tolist(), figures.passing.tolist())
    return [Place(*values) for values in zip(*columns, strict=True)]


def _expert_column(inputs: Inputs) -> NDArray[np.int64]:
    sheets = chain.from_iterable(map(itemgetter("sheets"), inputs["entries"]))
    return np.fromiter(map(itemgetter("expert"), sheets), np.int64)


def _by_number(figures: Figures) -> dict[int, int]:
    return dict(zip(figures.numbers.tolist(), figures.ranks.tolist(), strict=True))


def _range(variants: list[dict[int, int]], number: int) -> Range | None:
    ranks = [variant[number] for variant in variants if number in variant]
    return (min(ranks), max(ranks)) if ranks else None

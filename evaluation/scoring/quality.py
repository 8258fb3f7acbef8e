"""How well a panel judged, and how firm its ranking is. Shown beside the ranking; never changes it.

* Agreement: Krippendorff's alpha (interval scale) of the sheets' totals and of each criterion. 1 is perfect agreement,
  0 what chance would give. With fewer than two sheets an entry, or without any difference, there is none. Counted in
  fractions, so that it is the same everywhere.
* Leniency of an expert: mean of (own total − mean of the others' totals) over the entries that others scored too.
* Halo: sheets in which all criteria have the same share of their scale.
* Rank range: the best and the worst rank of an entry when each expert in turn is left out, and when the weight of each
  criterion in turn is 20 % lower and higher. ``holds`` counts in how many of these variants its rank is still within the line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from evaluation.scoring.engine import compute
from evaluation.scoring.inputs import Inputs, RubricRule, read_rubric
from evaluation.scoring.numbers import TEN_THOUSAND

RATERS_NEEDED = 2
LOWER, HIGHER, WHOLE = 8, 12, 10  # ±20 % of a weight in tenths


@dataclass(frozen=True, slots=True)
class Agreement:
    """``criterion`` is empty for the totals. ``alpha`` in thousandths, None when it cannot be said."""

    criterion: str
    alpha: int | None
    sheets: int


@dataclass(frozen=True, slots=True)
class Judge:
    """One expert. ``leniency`` in hundredths of a point, None without a common entry; ``halo`` counts sheets."""

    expert: int
    sheets: int
    leniency: int | None
    halo: int


@dataclass(frozen=True, slots=True)
class Firmness:
    """One entry. Ranks are None when it has none; a range is (best, worst) over the variants in which it is ranked."""

    number: int
    rank: int | None
    without_expert: tuple[int, int] | None
    other_weights: tuple[int, int] | None
    holds: int
    variants: int


@dataclass(frozen=True, slots=True)
class Quality:
    agreement: list[Agreement]
    judges: list[Judge]
    firmness: list[Firmness]


def assess(inputs: Inputs, *, line: int) -> Quality:
    """The quality of judging in ``inputs``; ``line`` is the last rank that would win (0: nobody)."""
    rubric = read_rubric(inputs["rubric"])
    return Quality(
        agreement=list(_agreement(rubric, inputs)),
        judges=_judges(rubric, inputs),
        firmness=_firmness(rubric, inputs, line),
    )


def experts_of(inputs: Inputs) -> list[int]:
    """Numbers of the experts that have a sheet in ``inputs``."""
    return sorted({sheet["expert"] for entry in inputs["entries"] for sheet in entry["sheets"]})


def _agreement(rubric: RubricRule, inputs: Inputs) -> Iterator[Agreement]:
    sheets = sum(len(entry["sheets"]) for entry in inputs["entries"])
    totals = [[rubric.sheet_total(sheet["marks"]) for sheet in entry["sheets"]] for entry in inputs["entries"]]
    yield Agreement("", alpha_of(totals), sheets)
    for column, criterion in enumerate(rubric.criteria):
        marks = [[sheet["marks"][column] for sheet in entry["sheets"]] for entry in inputs["entries"]]
        yield Agreement(criterion.code, alpha_of(marks), sheets)


def alpha_of(entries: list[list[int]]) -> int | None:
    """Krippendorff's alpha (interval) in thousandths of the marks that each entry got; None when it is not defined.

    1 − observed / expected disagreement; entries with fewer than two marks cannot be compared and are left out.
    """
    compared = [marks for marks in entries if len(marks) >= RATERS_NEEDED]
    everything = [mark for marks in compared for mark in marks]
    if not everything or len(set(everything)) == 1:
        return None
    observed = sum((Fraction(_squares(marks), len(marks) - 1) for marks in compared), Fraction(0))
    expected = Fraction(_squares(everything), len(everything) - 1)
    return round((1 - observed / expected) * 1000)


def _squares(marks: list[int]) -> int:
    """Σ (a − b)² over all ordered pairs of marks."""
    return 2 * (len(marks) * sum(mark * mark for mark in marks) - sum(marks) ** 2)


def _judges(rubric: RubricRule, inputs: Inputs) -> list[Judge]:
    differences: dict[int, list[Fraction]] = defaultdict(list)
    halo: dict[int, int] = defaultdict(int)
    count: dict[int, int] = defaultdict(int)
    for entry in inputs["entries"]:
        totals = {sheet["expert"]: rubric.sheet_total(sheet["marks"]) for sheet in entry["sheets"]}
        for sheet in entry["sheets"]:
            expert = sheet["expert"]
            count[expert] += 1
            halo[expert] += _is_flat(rubric, sheet["marks"])
            others = [total for other, total in totals.items() if other != expert]
            if others:
                differences[expert].append(totals[expert] - Fraction(sum(others), len(others)))
    return [Judge(expert, count[expert], _mean(differences[expert]), halo[expert]) for expert in sorted(count)]


def _mean(values: list[Fraction]) -> int | None:
    """Mean of ten-thousandths in hundredths, to the nearest."""
    return round(sum(values, Fraction(0)) / len(values) * 100 / TEN_THOUSAND) if values else None


def _is_flat(rubric: RubricRule, marks: list[int]) -> bool:
    """Whether every mark is the same share of its scale; with one criterion that says nothing."""
    shares = {
        Fraction(mark - item.minimum, item.maximum - item.minimum)
        for item, mark in zip(rubric.criteria, marks, strict=True)
    }
    return len(rubric.criteria) > 1 and len(shares) == 1


def _firmness(rubric: RubricRule, inputs: Inputs, line: int) -> list[Firmness]:
    left_out = [_ranks(rubric, without(inputs, expert)) for expert in experts_of(inputs)]
    weighed = [_ranks(rule, inputs) for rule in _other_weights(rubric)]
    found = []
    for result in compute(inputs).results:
        ranks = [variant.get(result.number) for variant in (*left_out, *weighed)]
        found.append(
            Firmness(
                number=result.number,
                rank=result.rank,
                without_expert=_range(left_out, result.number),
                other_weights=_range(weighed, result.number),
                holds=sum(1 for rank in ranks if rank is not None and rank <= line),
                variants=len(ranks),
            )
        )
    return found


def without(inputs: Inputs, expert: int) -> Inputs:
    """The same inputs as if ``expert`` had never sent a sheet."""
    entries = [
        {**entry, "sheets": [sheet for sheet in entry["sheets"] if sheet["expert"] != expert]}
        for entry in inputs["entries"]
    ]
    return {**inputs, "entries": entries}


def _other_weights(rubric: RubricRule) -> Iterator[RubricRule]:
    """Each weight in turn 20 % lower and 20 % higher; all are in tenths of what they were, so that they stay whole."""
    if len(rubric.criteria) == 1:
        return
    for chosen in range(len(rubric.criteria)):
        for factor in (LOWER, HIGHER):
            yield replace(
                rubric,
                criteria=tuple(
                    replace(item, weight=item.weight * (factor if index == chosen else WHOLE))
                    for index, item in enumerate(rubric.criteria)
                ),
            )


def _ranks(rubric: RubricRule, inputs: Inputs) -> dict[int, int]:
    figures = compute(inputs, rubric=rubric).figures
    return dict(zip(figures.numbers.tolist(), figures.ranks.tolist(), strict=True))


def _range(variants: list[dict[int, int]], number: int) -> tuple[int, int] | None:
    ranks = [variant[number] for variant in variants if number in variant]
    return (min(ranks), max(ranks)) if ranks else None

"""Krippendorff's alpha (interval scale), exact, with an interval that anybody can repeat.

alpha = 1 − observed / expected disagreement. 1 is perfect agreement, 0 what chance would give. Entries with fewer than
two marks cannot be compared and are left out, so experts may have scored different entries.

The interval is a bootstrap over entries: ``RESAMPLES`` times as many entries are drawn, with replacement, as there are;
the interval holds the middle 95 % of the alphas found. The draw comes from ``SEED``, which is published with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from evaluation.scoring.inputs import Inputs, RubricRule

RATERS_NEEDED = 2
# Below these an interval or a coefficient says more about chance than about the experts.
ENTRIES_NEEDED = 10
RESAMPLES, SEED = 1000, 20220620
LOWEST, HIGHEST = 0.025, 0.975

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """``criterion`` is empty for the totals. Numbers in thousandths, None when they cannot be said.

    ``compared`` counts entries with two sheets or more, ``fewest`` and ``most`` the sheets of such an entry.
    """

    criterion: str
    alpha: int | None
    sheets: int
    compared: int = 0
    fewest: int = 0
    most: int = 0
    interval: tuple[int, int] | None = None


def agreements(rubric: RubricRule, inputs: Inputs) -> Iterator[Agreement]:
    """Of the totals first, then of each criterion."""
    sheets = sum(len(entry["sheets"]) for entry in inputs["entries"])
    # Every sheet has a mark for every criterion, so one draw of entries serves them all.
    drawn = _drawn(sum(len(entry["sheets"]) >= RATERS_NEEDED for entry in inputs["entries"]), SEED)
    totals = [[rubric.sheet_total(sheet["marks"]) for sheet in entry["sheets"]] for entry in inputs["entries"]]
    yield _agreement("", sheets, totals, drawn)
    for column, criterion in enumerate(rubric.criteria):
        marks = [[sheet["marks"][column] for sheet in entry["sheets"]] for entry in inputs["entries"]]
        yield _agreement(criterion.code, sheets, marks, drawn)


def _agreement(code: str, sheets: int, entries: Sequence[Sequence[int]], drawn: Reals) -> Agreement:
    sizes = [len(marks) for marks in entries if len(marks) >= RATERS_NEEDED]
    return Agreement(
        criterion=code,
        alpha=alpha_of(entries),
        sheets=sheets,
        compared=len(sizes),
        fewest=min(sizes, default=0),
        most=max(sizes, default=0),
        interval=_interval(_compared(entries), drawn),
    )


def alpha_of(entries: Sequence[Sequence[int]]) -> int | None:
    """Alpha in thousandths of the marks that each entry got; None when it is not defined. Counted in fractions."""
    compared = _compared(entries)
    everything = [mark for marks in compared for mark in marks]
    if not everything or len(set(everything)) == 1:
        return None
    by_size: dict[int, int] = defaultdict(int)
    for marks in compared:
        by_size[len(marks)] += _squares(marks)
    observed = sum((Fraction(squares, size - 1) for size, squares in by_size.items()), Fraction(0))
    expected = Fraction(_squares(everything), len(everything) - 1)
    return round((1 - observed / expected) * 1000)


def interval_of(entries: Sequence[Sequence[int]], *, seed: int = SEED) -> tuple[int, int] | None:
    """(lowest, highest) of the middle 95 % in thousandths; None with fewer than ten entries to compare or no alpha."""
    compared = _compared(entries)
    return _interval(compared, _drawn(len(compared), seed))


def _interval(compared: Sequence[Sequence[int]], drawn: Reals) -> tuple[int, int] | None:
    if len(compared) < ENTRIES_NEEDED or alpha_of(compared) is None:
        return None
    found = _resampled(compared, drawn)
    found = found[np.isfinite(found)]
    low, high = np.quantile(found, [LOWEST, HIGHEST], method="inverted_cdf")
    return round(float(low) * 1000), round(float(high) * 1000)


def _drawn(count: int, seed: int) -> Reals:
    """How often each of ``count`` entries is in each resample."""
    if count < ENTRIES_NEEDED:
        return np.zeros((0, count))
    return np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), RESAMPLES).astype(float)


def _resampled(compared: Sequence[Sequence[int]], drawn: Reals) -> Reals:
    """Alphas of the resamples; not a number where all drawn marks are equal."""
    sizes = np.array([len(marks) for marks in compared], float)
    middle = sum(map(sum, compared)) / sizes.sum()
    sums = np.array([sum(mark - middle for mark in marks) for marks in compared])
    squares = np.array([sum((mark - middle) ** 2 for mark in marks) for marks in compared])
    within = 2 * (sizes * squares - sums**2) / (sizes - 1)
    total = drawn @ sizes
    expected = 2 * (total * (drawn @ squares) - (drawn @ sums) ** 2) / (total - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - drawn @ within / expected, np.nan)


def _compared(entries: Sequence[Sequence[int]]) -> list[Sequence[int]]:
    return [marks for marks in entries if len(marks) >= RATERS_NEEDED]


def _squares(marks: Sequence[int]) -> int:
    """Σ (a − b)² over all ordered pairs of marks."""
    return 2 * (len(marks) * sum(mark * mark for mark in marks) - sum(marks) ** 2)

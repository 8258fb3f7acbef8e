"""A ranking in which the severity of each expert is taken out. Shown beside the official one; it never replaces it.

The model: total of a sheet = worth of the entry + leniency of the expert + chance. Worth and leniency are those that
leave the least sum of squared chance (two-way additive model, least squares); leniencies add up to zero. With N the
table of who scored what (1 or 0), nᵢ the sheets of entry i, mⱼ those of expert j, yᵢⱼ the totals:

    (diag(m) − Nᵀ diag(1/n) N) · leniency = Σᵢ yᵢⱼ − Nᵀ (mean of entry)        worthᵢ = mean of (yᵢⱼ − leniencyⱼ)
    variance of chance σ² = Σ chance² / (sheets − entries − experts + 1)
    variance of worthᵢ = σ² · (1/nᵢ + rᵢ S⁺ rᵢᵀ),  rᵢ = row i of N / nᵢ, S⁺ the inverse of the matrix on the left

An interval is worth ± t · its deviation (95 %). A rank interval follows from the intervals: the best rank is 1 + the
entries that lie wholly above, the worst is the number of entries that do not lie wholly below.

Severity can be told from worth only where experts have scored the same entries. ``groups`` counts the parts of the panel
that have no entry in common; unless it is one, there is no adjusted ranking.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from evaluation.scoring.inputs import Inputs, RubricRule
from evaluation.scoring.numbers import HUNDRED

CONFIDENCE = 0.95
EXPERTS_NEEDED = 2

Reals = NDArray[np.float64]
Column = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One entry: worth in hundredths, its rank, and the intervals of both; None where chance cannot be measured."""

    number: int
    worth: int
    rank: int
    interval: tuple[int, int] | None
    ranks: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Severity:
    """``leniency`` maps experts to hundredths of a point, best known when ``groups`` is 1; else both are empty.

    ``deviation`` is that of chance, in hundredths.
    """

    groups: int
    leniency: dict[int, int]
    deviation: int | None
    entries: list[Adjusted]


@dataclass(frozen=True, slots=True)
class _Table:
    """Sheets as columns: places of entry and expert, and the total in hundredths."""

    numbers: list[int]
    experts: list[int]
    rows: Column
    columns: Column
    totals: Reals


def adjust(rubric: RubricRule, inputs: Inputs) -> Severity:
    """Severity and the ranking without it, of everything in ``inputs`` that has a sheet."""
    table = _table(rubric, inputs)
    groups = _groups(table)
    if groups != 1 or len(table.experts) < EXPERTS_NEEDED:
        return Severity(groups, {}, None, [])
    seen = np.zeros((len(table.numbers), len(table.experts)))
    seen[table.rows, table.columns] = 1
    sizes, loads = seen.sum(axis=1), seen.sum(axis=0)
    shares = seen / sizes[:, np.newaxis]
    inverse = np.linalg.pinv(np.diag(loads) - seen.T @ shares, hermitian=True)
    means = np.bincount(table.rows, table.totals) / sizes
    leniency = inverse @ (np.bincount(table.columns, table.totals) - seen.T @ means)
    leniency -= leniency.mean()
    worth = means - shares @ leniency
    chance = table.totals - worth[table.rows] - leniency[table.columns]
    freedom = len(table.rows) - len(table.numbers) - len(table.experts) + 1
    deviation = float(np.sqrt(chance @ chance / freedom)) if freedom > 0 else None
    spread = np.sqrt(1 / sizes + np.einsum("ij,jk,ik->i", shares, inverse, shares, optimize=True))
    return Severity(
        groups=groups,
        leniency=dict(zip(table.experts, _whole(leniency), strict=True)),
        deviation=None if deviation is None else round(deviation),
        entries=_ranked(table.numbers, worth, _margins(deviation, freedom, spread)),
    )


def _table(rubric: RubricRule, inputs: Inputs) -> _Table:
    scored = sorted((entry for entry in inputs["entries"] if entry["sheets"]), key=lambda entry: entry["number"])
    experts = sorted({sheet["expert"] for entry in scored for sheet in entry["sheets"]})
    place = {expert: index for index, expert in enumerate(experts)}
    sheets = [(row, sheet) for row, entry in enumerate(scored) for sheet in entry["sheets"]]
    return _Table(
        numbers=[entry["number"] for entry in scored],
        experts=experts,
        rows=np.array([row for row, _ in sheets], np.int64),
        columns=np.array([place[sheet["expert"]] for _, sheet in sheets], np.int64),
        totals=np.array([rubric.sheet_total(sheet["marks"]) / HUNDRED for _, sheet in sheets], float),
    )


def _groups(table: _Table) -> int:
    """Parts of the panel that no entry connects: each expert starts alone, and a common entry joins two."""
    leaders = list(range(len(table.experts)))

    def leader(place: int) -> int:
        while leaders[place] != place:
            place = leaders[place]
        return place

    first: dict[int, int] = {}
    for row, column in zip(table.rows.tolist(), table.columns.tolist(), strict=True):
        leaders[leader(column)] = leader(first.setdefault(row, column))
    return len({leader(place) for place in leaders})


def _margins(deviation: float | None, freedom: int, spread: Reals) -> Reals | None:
    return None if deviation is None else spread * deviation * float(stdtrit(freedom, (1 + CONFIDENCE) / 2))


def _ranked(numbers: list[int], worth: Reals, margins: Reals | None) -> list[Adjusted]:
    """Ranks are given on the rounded worth, so that equal figures share a rank."""
    shown = np.array(_whole(worth))
    ordered = np.sort(shown)
    ranks = 1 + len(shown) - np.searchsorted(ordered, shown, side="right")
    intervals: list[tuple[int, int] | None] = [None] * len(numbers)
    within: list[tuple[int, int] | None] = [None] * len(numbers)
    if margins is not None:
        low, high = np.array(_whole(worth - margins)), np.array(_whole(worth + margins))
        best = 1 + len(shown) - np.searchsorted(np.sort(low), high, side="right")
        worst = len(shown) - np.searchsorted(np.sort(high), low, side="left")
        intervals = list(zip(low.tolist(), high.tolist(), strict=True))
        within = list(zip(best.tolist(), worst.tolist(), strict=True))
    found = [
        Adjusted(number, value, rank, interval, places)
        for number, value, rank, interval, places in zip(
            numbers, shown.tolist(), ranks.tolist(), intervals, within, strict=True
        )
    ]
    return sorted(found, key=lambda item: (item.rank, item.number))


def _whole(values: Reals) -> list[int]:
    return [int(value) for value in np.rint(values)]

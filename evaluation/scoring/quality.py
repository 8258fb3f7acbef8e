"""How well a panel judged. Shown beside the ranking; never changes it.

* Agreement: Krippendorff's alpha (``agreement``). Severity and the ranking without it: ``severity``. How firm the ranks
  are: ``firmness``.
* Leniency of an expert: mean of (own total − mean of the others' totals) over the entries that others scored too.
* Halo: sheets in which all criteria have the same share of their scale.
* Outlier: a mark above or below all others for the same entry and criterion, and 40 % of its scale or more from the
  nearest of them, where at least two others gave one. (From their mean, the others would look far off as well.)
* Disagreement: an entry whose sheets lie 20 % of the highest total or more apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from evaluation.scoring.agreement import ENTRIES_NEEDED, RATERS_NEEDED, Agreement, agreements
from evaluation.scoring.engine import compute
from evaluation.scoring.firmness import Firmness, firmness
from evaluation.scoring.inputs import CriterionRule, Inputs, RubricRule, highest_total, read_rubric
from evaluation.scoring.line import Line
from evaluation.scoring.numbers import TEN_THOUSAND
from evaluation.scoring.severity import Severity, adjust

OUTLIER_SHARE, OTHERS_NEEDED = Fraction(2, 5), 2
APART_SHARE = Fraction(1, 5)
NO_SHEETS, ONE_EXPERT, SINGLE_SHEETS, TWO_SHEETS = "no_sheets", "one_expert", "single_sheets", "two_sheets"
FEW_ENTRIES, ALL_EQUAL, NOT_CONNECTED = "few_entries", "all_equal", "not_connected"


@dataclass(frozen=True, slots=True)
class Judge:
    """One expert. ``leniency`` in hundredths of a point, None without a common entry; the rest are counts."""

    expert: int
    sheets: int
    leniency: int | None
    halo: int
    outliers: int = 0


@dataclass(frozen=True, slots=True)
class Outlier:
    """A mark far from the others' ``mean``; both in hundredths."""

    number: int
    expert: int
    criterion: str
    mark: int
    mean: int


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An entry to talk about: highest and lowest sheet in ten-thousandths, and the criterion with the widest share."""

    number: int
    highest: int
    lowest: int
    criterion: str


@dataclass(frozen=True, slots=True)
class Quality:
    """``advice`` are codes of what a reader must know before reading the figures."""

    advice: list[str]
    agreement: list[Agreement]
    judges: list[Judge]
    outliers: list[Outlier]
    disagreements: list[Disagreement]
    severity: Severity
    firmness: list[Firmness]


def assess(inputs: Inputs, *, line: Line) -> Quality:
    """The quality of judging in ``inputs``; ``line`` is where the winners end."""
    rubric = read_rubric(inputs["rubric"])
    agreement, severity = list(agreements(rubric, inputs)), adjust(rubric, inputs)
    outliers = [found for entry in inputs["entries"] for found in _outliers(rubric, entry)]
    return Quality(
        advice=list(_advice(inputs, agreement[0], severity)),
        agreement=agreement,
        judges=_judges(rubric, inputs, outliers),
        outliers=outliers,
        disagreements=_disagreements(rubric, inputs),
        severity=severity,
        firmness=firmness(rubric, inputs, compute(inputs), line),
    )


def without(inputs: Inputs, expert: int) -> Inputs:
    """The same inputs as if ``expert`` had never sent a sheet."""
    entries = [
        {**entry, "sheets": [sheet for sheet in entry["sheets"] if sheet["expert"] != expert]}
        for entry in inputs["entries"]
    ]
    return {**inputs, "entries": entries}


def _advice(inputs: Inputs, totals: Agreement, severity: Severity) -> Iterator[str]:
    experts = {sheet["expert"] for entry in inputs["entries"] for sheet in entry["sheets"]}
    if not experts:
        yield NO_SHEETS
    elif len(experts) == 1:
        yield ONE_EXPERT
    elif not totals.compared:
        yield SINGLE_SHEETS
    else:
        yield from _limits(totals)
    if severity.groups > 1:
        yield NOT_CONNECTED


def _limits(totals: Agreement) -> Iterator[str]:
    if totals.alpha is None:
        yield ALL_EQUAL
    if totals.compared < ENTRIES_NEEDED:
        yield FEW_ENTRIES
    if totals.most == RATERS_NEEDED:
        yield TWO_SHEETS


def _judges(rubric: RubricRule, inputs: Inputs, outliers: list[Outlier]) -> list[Judge]:
    # For each expert and number of others: Σ (own total × others − the others' totals), and how many entries.
    differences: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    halo: dict[int, int] = defaultdict(int)
    count: dict[int, int] = defaultdict(int)
    far: dict[int, int] = defaultdict(int)
    for outlier in outliers:
        far[outlier.expert] += 1
    for entry in inputs["entries"]:
        totals = {sheet["expert"]: rubric.sheet_total(sheet["marks"]) for sheet in entry["sheets"]}
        everything = sum(totals.values())
        for sheet in entry["sheets"]:
            expert = sheet["expert"]
            count[expert] += 1
            halo[expert] += _is_flat(rubric, sheet["marks"])
            if len(totals) > 1:
                sums = differences[expert][len(totals) - 1]
                sums[0] += totals[expert] * len(totals) - everything
                sums[1] += 1
    return [
        Judge(expert, count[expert], _mean(differences[expert]), halo[expert], far[expert]) for expert in sorted(count)
    ]


def _mean(differences: dict[int, list[int]]) -> int | None:
    """Mean of differences by number of others, from ten-thousandths to hundredths, to the nearest."""
    count = sum(entries for _, entries in differences.values())
    total = sum((Fraction(numerator, others) for others, (numerator, _) in differences.items()), Fraction(0))
    return round(total / count * 100 / TEN_THOUSAND) if count else None


def _is_flat(rubric: RubricRule, marks: list[int]) -> bool:
    """Whether every mark is the same share of its scale; with one criterion that says nothing."""
    first, span = rubric.criteria[0], _span(rubric.criteria[0])
    share = marks[0] - first.minimum
    equal = all(
        (mark - item.minimum) * span == share * _span(item) for item, mark in zip(rubric.criteria, marks, strict=True)
    )
    return len(rubric.criteria) > 1 and equal


def _span(criterion: CriterionRule) -> int:
    return criterion.maximum - criterion.minimum


def _outliers(rubric: RubricRule, entry: dict[str, Any]) -> Iterator[Outlier]:
    if len(entry["sheets"]) <= OTHERS_NEEDED:
        return
    for column, criterion in enumerate(rubric.criteria):
        marks = [sheet["marks"][column] for sheet in entry["sheets"]]
        least = OUTLIER_SHARE * _span(criterion)
        if max(marks) - min(marks) < least:
            continue
        for place, sheet in enumerate(entry["sheets"]):
            others, mark = marks[:place] + marks[place + 1 :], marks[place]
            gap = max(min(others) - mark, mark - max(others))
            if gap >= least:
                mean = round(Fraction(sum(others), len(others)))
                yield Outlier(entry["number"], sheet["expert"], criterion.code, mark, mean)


def _disagreements(rubric: RubricRule, inputs: Inputs) -> list[Disagreement]:
    """The widest first."""
    least = highest_total(rubric) * APART_SHARE
    found = []
    for entry in inputs["entries"]:
        totals = [rubric.sheet_total(sheet["marks"]) for sheet in entry["sheets"]]
        if totals and max(totals) - min(totals) >= least:
            found.append(Disagreement(entry["number"], max(totals), min(totals), _widest(rubric, entry["sheets"])))
    return sorted(found, key=lambda item: (item.lowest - item.highest, item.number))


def _widest(rubric: RubricRule, sheets: list[dict[str, Any]]) -> str:
    """The criterion that adds most to the difference: weight × (highest − lowest mark)."""
    spans = [max(marks) - min(marks) for marks in zip(*(sheet["marks"] for sheet in sheets), strict=True)]
    weights = [item.weight * span for item, span in zip(rubric.criteria, spans, strict=True)]
    return rubric.criteria[weights.index(max(weights))].code

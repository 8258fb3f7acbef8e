"""The document from which a ranking follows, and nothing else does.

::

    {"format": "civilportal-evaluation-1", "engine": "1.1", "round": 7,
     "rubric": {"code", "version", "aggregation": "mean" | "median" | "trimmed", "tie_rule": "shared" | "first_criterion",
                "maximum_total": "100.00", "pass_mark": "60.00" | null,
                "criteria": [{"code", "title": {"kk", "ru", "en"}, "weight": "1.00", "minimum": "0.00",
                              "maximum": "10.00", "step": "1.00", "pass_mark": null}, …]},
     "entries": [{"number": 1, "reference": "A-1", "sheets": [{"expert": 1, "marks": [800, 750]}, …]}, …]}

A contest with quotas has two more parts, others do not have them::

    "quotas": {"budget": "5000000.00", "rules": [{"code": "q1", "bound": "at_least" | "at_most", "unit": "awards" | "percent",
               "figure": 2, "of": "region", "values": ["100000000"], "title": {"kk", "ru", "en"}}, …]}
    each entry: "amount": "500000.00" | null, "groups": {"region": ["100000000"], …}

Weights, scales and pass marks are decimal texts; marks are whole hundredths in the order of the criteria. Experts are
the numbers under which they sat. Only submitted sheets are in it: drafts and void sheets never are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from evaluation.scoring.numbers import hundredths

FORMAT = "civilportal-evaluation-1"
ENGINE_VERSION = "1.1"

MEAN, MEDIAN, TRIMMED = "mean", "median", "trimmed"
SHARED, FIRST_CRITERION = "shared", "first_criterion"
AGGREGATIONS = (MEAN, MEDIAN, TRIMMED)
TIE_RULES = (SHARED, FIRST_CRITERION)

Inputs = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CriterionRule:
    """One criterion; every number in hundredths."""

    code: str
    weight: int
    minimum: int
    maximum: int
    step: int
    pass_mark: int | None

    def accepts(self, mark: int) -> bool:
        """Whether ``mark`` (hundredths) lies on the scale and on a step of it."""
        return self.minimum <= mark <= self.maximum and (mark - self.minimum) % self.step == 0


@dataclass(frozen=True, slots=True)
class RubricRule:
    """A rubric as numbers; pass marks in hundredths."""

    aggregation: str
    tie_rule: str
    maximum_total: int
    pass_mark: int | None
    criteria: tuple[CriterionRule, ...]

    @property
    def weights(self) -> tuple[int, ...]:
        return tuple(criterion.weight for criterion in self.criteria)

    def sheet_total(self, marks: list[int]) -> int:
        """Σ weight × mark of one sheet, in ten-thousandths. ValueError unless there is one mark per criterion."""
        return sum(weight * mark for weight, mark in zip(self.weights, marks, strict=True))


def read_rubric(document: dict[str, Any]) -> RubricRule:
    """The rubric part of an inputs document as numbers; KeyError or ValueError when it is not one."""
    return RubricRule(
        aggregation=document["aggregation"],
        tie_rule=document["tie_rule"],
        maximum_total=hundredths(document["maximum_total"]),
        pass_mark=_optional(document["pass_mark"]),
        criteria=tuple(
            CriterionRule(
                code=item["code"],
                weight=hundredths(item["weight"]),
                minimum=hundredths(item["minimum"]),
                maximum=hundredths(item["maximum"]),
                step=hundredths(item["step"]),
                pass_mark=_optional(item["pass_mark"]),
            )
            for item in document["criteria"]
        ),
    )


def _optional(value: str | None) -> int | None:
    return None if value is None else hundredths(value)


def rubric_faults(rubric: RubricRule) -> list[tuple[str, str]]:
    """What makes a rubric unusable, as (code of the fault, criterion or ""); empty when it can be frozen.

    Codes: ``no_criteria``, ``weights_do_not_sum`` (Σ weight × maximum is not the stated maximum), ``pass_mark_too_high``,
    ``step_does_not_divide``, ``criterion_pass_mark``.
    """
    if not rubric.criteria:
        return [("no_criteria", "")]
    faults = []
    if highest_total(rubric) != rubric.maximum_total * 100:
        faults.append(("weights_do_not_sum", ""))
    if rubric.pass_mark is not None and rubric.pass_mark > rubric.maximum_total:
        faults.append(("pass_mark_too_high", ""))
    for criterion in rubric.criteria:
        if criterion.step <= 0 or (criterion.maximum - criterion.minimum) % criterion.step:
            faults.append(("step_does_not_divide", criterion.code))
        if criterion.pass_mark is not None and not criterion.minimum <= criterion.pass_mark <= criterion.maximum:
            faults.append(("criterion_pass_mark", criterion.code))
    return faults


def highest_total(rubric: RubricRule) -> int:
    """Σ weight × highest mark, in ten-thousandths."""
    return sum(criterion.weight * criterion.maximum for criterion in rubric.criteria)


def input_faults(inputs: Inputs) -> Iterator[str]:
    """What is wrong with the entries and sheets of a document, in words for a developer; nothing when it is sound."""
    rubric = read_rubric(inputs["rubric"])
    numbers = [entry["number"] for entry in inputs["entries"]]
    if len(set(numbers)) != len(numbers):
        yield "two entries have the same number"
    for entry in inputs["entries"]:
        experts = [sheet["expert"] for sheet in entry["sheets"]]
        if len(set(experts)) != len(experts):
            yield f"entry {entry['number']}: an expert has two sheets"
        for sheet in entry["sheets"]:
            yield from _sheet_faults(rubric, entry["number"], sheet)


def _sheet_faults(rubric: RubricRule, number: int, sheet: dict[str, Any]) -> Iterator[str]:
    marks = sheet["marks"]
    if len(marks) != len(rubric.criteria):
        yield f"entry {number}, expert {sheet['expert']}: {len(marks)} marks for {len(rubric.criteria)} criteria"
        return
    for criterion, mark in zip(rubric.criteria, marks, strict=True):
        if not criterion.accepts(mark):
            yield f"entry {number}, expert {sheet['expert']}, {criterion.code}: {mark} is off the scale"

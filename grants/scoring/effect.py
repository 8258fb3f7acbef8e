"""What came of a project in figures: plan and fact, satisfaction, cost of a result, and how similar projects did. Pure.

The whole cost of a project is divided by each of its results in turn, since nobody books expenses by result: so costs of
two results of one project are never added. Similar are projects of the same sphere and kind of grant that counted the same
indicator of the catalogue; fewer than SIMILAR_FROM of them are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

SIMILAR_FROM = 3
PEOPLE = "people"
TIYN, TENTH = Decimal("0.01"), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Counted:
    """One indicator: what was promised and what the last report says. ``code`` is '' for one of the project's own."""

    number: int
    name: str
    unit: str
    code: str
    baseline: Decimal
    target: Decimal
    value: Decimal


@dataclass(frozen=True, slots=True)
class Basis:
    """What is known of one finished project. ``cost`` is what was accepted of its expenses; ``marks``: mark → how many."""

    key: str
    title: str
    group: str
    granted: Decimal
    cost: Decimal
    people: int | None
    counted: Sequence[Counted] = ()
    marks: Mapping[int, int] = field(default_factory=dict)


def percent(target: Decimal, value: Decimal, baseline: Decimal = Decimal(0)) -> Decimal | None:
    """How far the way from ``baseline`` to ``target`` was gone; None where there was no way to go."""
    if target == baseline:
        return None
    return (100 * (value - baseline) / (target - baseline)).quantize(TENTH, ROUND_HALF_UP)


def unit_cost(cost: Decimal, results: Decimal | int | None) -> Decimal | None:
    """``cost`` of one result; None where there is no result."""
    return (cost / results).quantize(TIYN, ROUND_HALF_UP) if results and results > 0 else None


def compared(own: Decimal | None, others: Sequence[Decimal]) -> dict[str, Any] | None:
    """Median of the others and the place among all, the cheapest first; None when there is too little to compare."""
    if own is None or len(others) < SIMILAR_FROM:
        return None
    middle = Decimal(median(others)).quantize(TIYN, ROUND_HALF_UP)
    place = 1 + sum(cost < own for cost in others)
    return {"projects": len(others), "median": str(middle), "place": place, "of": len(others) + 1}


def figures(basis: Basis, others: Iterable[Basis]) -> dict[str, Any]:
    """Everything that the page and the file say of one project, as JSON values."""
    similar = [one for one in others if one.group == basis.group and one.key != basis.key]
    people = unit_cost(basis.cost, basis.people)
    rows = [_row(one, basis, similar) for one in basis.counted]
    return {
        "project": basis.key,
        "title": basis.title,
        "granted": str(basis.granted),
        "cost": str(basis.cost),
        "people": basis.people,
        "cost_of_a_person": _text(people),
        "similar_of_people": compared(people, _costs(similar, PEOPLE)),
        "indicators": rows,
        "indicators_reached": sum(row["percent"] is not None and Decimal(row["percent"]) >= 100 for row in rows),
        "marks": {str(mark): count for mark, count in sorted(basis.marks.items())},
    }


def _row(one: Counted, basis: Basis, similar: Sequence[Basis]) -> dict[str, Any]:
    gone, cost = percent(one.target, one.value, one.baseline), unit_cost(basis.cost, one.value - one.baseline)
    row = {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(one).items()}
    others = _costs(similar, one.code) if one.code else []
    return row | {"percent": _text(gone), "cost_of_one": _text(cost), "similar": compared(cost, others)}


def _costs(projects: Iterable[Basis], code: str) -> list[Decimal]:
    """Costs of one result of ``code`` in ``projects`` that have such a result."""
    found = []
    for project in projects:
        if code == PEOPLE:
            results: list[Decimal | int | None] = [project.people]
        else:
            results = [one.value - one.baseline for one in project.counted if one.code == code]
        found += [cost for one in results if (cost := unit_cost(project.cost, one)) is not None]
    return found


def together(projects: Sequence[Basis]) -> dict[str, Any]:
    """Sums over the projects of a call or a direction. Only indicators of the catalogue are added: all count them alike."""
    codes = sorted({one.code for project in projects for one in project.counted if one.code})
    people = [project.people for project in projects if project.people is not None]
    marks = {str(mark): sum(project.marks.get(mark, 0) for project in projects) for mark in range(1, 6)}
    cost = sum((project.cost for project in projects), Decimal(0))
    cost_with_people = sum((project.cost for project in projects if project.people is not None), Decimal(0))
    return {
        "projects": [project.key for project in projects],
        "granted": str(sum((project.granted for project in projects), Decimal(0))),
        "cost": str(cost),
        "people": sum(people) if people else None,
        "cost_with_people": str(cost_with_people),
        "cost_of_a_person": _text(unit_cost(cost_with_people, sum(people))),
        "indicators": [_sum(code, projects) for code in codes],
        "marks": {mark: count for mark, count in marks.items() if count},
    }


def _sum(code: str, projects: Sequence[Basis]) -> dict[str, Any]:
    rows = [(project, one) for project in projects for one in project.counted if one.code == code]
    target, value, baseline = (
        sum((getattr(one, name) for _project, one in rows), Decimal(0)) for name in ("target", "value", "baseline")
    )
    holding = {project.key: project.cost for project, _one in rows}
    cost = sum(holding.values(), Decimal(0))
    return {
        "code": code,
        "name": rows[0][1].name,
        "unit": rows[0][1].unit,
        "projects": len(holding),
        "baseline": str(baseline),
        "target": str(target),
        "value": str(value),
        "percent": _text(percent(target, value, baseline)),
        "cost": str(cost),
        "cost_of_one": _text(unit_cost(cost, value - baseline)),
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)

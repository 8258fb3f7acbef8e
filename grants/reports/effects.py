"""Figures of effect as people read them: each with its inputs, its rule and its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from foundation.core.errors import Text
from foundation.core.presentation import figure, tenge
from monitoring.queries.results import Row, mean_steps
from monitoring.scoring import estimates

Steps = list[tuple[Text, str]]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator of a project, or the sum of one over projects."""

    name: str
    unit: str
    target: str
    value: str
    percent: str
    cost: str
    similar: str
    projects: int = 1
    steps: Steps = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that the page says, in words of the language in force."""

    key_figures: list[tuple[str, str]]
    indicators: list[IndicatorRow]
    people_steps: Steps
    satisfaction_steps: Steps
    satisfaction: estimates.Mean | None


def shown(figures: dict[str, Any]) -> Shown:
    """Of a project (``scoring.effect.figures``) or of several (``together``)."""
    counts = {int(mark): count for mark, count in figures["marks"].items()}
    mean = estimates.mean(counts)
    return Shown(
        key_figures=_key_figures(figures, mean),
        indicators=[_indicator(row, figures["cost"]) for row in figures["indicators"]],
        people_steps=_people_steps(figures),
        satisfaction_steps=_satisfaction_steps(counts, mean),
        satisfaction=mean,
    )


def _key_figures(figures: dict[str, Any], mean: estimates.Mean | None) -> list[tuple[str, str]]:
    found = [
        (tenge(Decimal(figures["granted"])), _("Sum of the agreement")),
        (tenge(Decimal(figures["cost"])), _("Expenses accepted")),
    ]
    if isinstance(figures.get("projects"), list):
        found.insert(0, (figure(len(figures["projects"])), _("Projects with an accepted final report")))
    if figures["people"] is not None:
        found.append((figure(figures["people"]), _("People who took part")))
    if mean is not None:
        found.append((_("%(mean)s of 5") % {"mean": figure(mean.mean, 2)}, _("Satisfaction of beneficiaries")))
    return found


def _people_steps(figures: dict[str, Any]) -> Steps:
    if figures["cost_of_a_person"] is None:
        return []
    cost = Decimal(figures.get("cost_with_people") or figures["cost"])
    steps: Steps = [
        (_("Expenses accepted"), tenge(cost)),
        (_("People who took part, by the final report"), figure(figures["people"])),
        (_("Cost of one: expenses / people"), tenge(Decimal(figures["cost_of_a_person"]))),
    ]
    return steps + _similar_steps(figures.get("similar_of_people"))


def _similar_steps(similar: dict[str, Any] | None) -> Steps:
    if not similar:
        return [(_("Similar projects"), _("Fewer than three with this result: nothing is compared"))]
    place = {"place": similar["place"], "of": similar["of"]}
    return [
        (_("Similar projects: same sphere, same kind of grant, same result"), figure(similar["projects"])),
        (_("Median of their costs of one"), tenge(Decimal(similar["median"]))),
        (_("Place among all, the lowest cost first"), _("%(place)d of %(of)d") % place),
    ]


def _indicator(row: dict[str, Any], cost: str) -> IndicatorRow:
    target, value, baseline = (Decimal(row[name]) for name in ("target", "value", "baseline"))
    spent = Decimal(row.get("cost", cost))
    steps: Steps = []
    if row["percent"] is not None:
        way = f"({figure(value)} − {figure(baseline)}) / ({figure(target)} − {figure(baseline)}) × 100"
        steps.append((_("How far the way was gone: (fact − before) / (plan − before)"), f"{way} = {_percent(row)}"))
    if row["cost_of_one"] is not None:
        one = f"{tenge(spent)} / {figure(value - baseline)} = {tenge(Decimal(row['cost_of_one']))}"
        steps.append((_("Cost of one result: all expenses / (fact − before)"), one))
        steps += _similar_steps(row["similar"]) if "similar" in row else []
    similar = row.get("similar")
    return IndicatorRow(
        name=row["name"],
        unit=row["unit"],
        target=figure(target.normalize() if target else target),
        value=figure(value.normalize() if value else value),
        percent=_percent(row) if row["percent"] is not None else "–",
        cost=tenge(Decimal(row["cost_of_one"])) if row["cost_of_one"] is not None else "–",
        similar=_("median %(median)s") % {"median": tenge(Decimal(similar["median"]))} if similar else "–",
        projects=row.get("projects", 1),
        steps=steps,
    )


def _percent(row: dict[str, Any]) -> str:
    return f"{figure(Decimal(row['percent']), 1)} %"


def _satisfaction_steps(counts: dict[int, int], mean: estimates.Mean | None) -> Steps:
    if mean is None:
        return []
    rows = [
        Row(str(mark), str(mark), estimates.share(counts.get(mark, 0), mean.total))
        for mark in range(estimates.LOWEST, estimates.HIGHEST + 1)
    ]
    return mean_steps(mean, rows)

"""The money of a plan: lines, their sum, what is left, and what is known of the year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foundation.core.calendar import add_working_days
from grants.models import DirectionList, PlanLine, YearPlan
from grants.queries.direction_effect import Known, known_of
from grants.scoring.plan_money import left, planned
from registry.models import CalendarDay, RuleParameters
from registry.queries import parameters


@dataclass(frozen=True)
class Money:
    """``planned`` + ``left`` = the plan's total, to the tiyn. ``expected_by``: by an older rule, None if unknown."""

    lines: list[tuple[PlanLine, Known]]
    multiples: Decimal
    planned: Decimal
    left: Decimal
    expected_by: dt.date | None
    rule: RuleParameters | None


def money_of(plan: YearPlan) -> Money:
    """The money of ``plan``."""
    rows = plan.lines.select_related("direction__direction", "direction__sphere").order_by("direction__position", "pk")
    lines = list(rows)
    before = known_of([line.direction.direction_id for line in lines], plan.list.year - 1)
    amounts = [line.amount for line in lines]
    return Money(
        lines=[(line, before[line.direction.direction_id]) for line in lines],
        multiples=sum((line.multiple for line in lines), Decimal(0)),
        planned=planned(amounts),
        left=left(plan.total, amounts),
        expected_by=expected_by(plan.budget_approved_on),
        rule=parameters.in_force(parameters.PLAN, plan.budget_approved_on),
    )


def last_plan(found: DirectionList) -> dict[str, Any]:
    """What a new plan starts with: the lines of the one that is in force."""
    plan = found.plans.exclude(approved_at=None).order_by("-approved_at").first()
    if plan is None:
        return {}
    lines = {f"line_{line.direction_id}": line.multiple for line in plan.lines.all()}
    return {"total": plan.total, "budget_approved_on": plan.budget_approved_on, **lines}


def expected_by(budget_approved_on: dt.date) -> dt.date | None:
    """By when plans were expected under an older rule (R25), None when no term is known. Shown, never enforced."""
    days = parameters.number(parameters.PLAN, "working_days", budget_approved_on)
    if days is None:
        return None
    return add_working_days(budget_approved_on, int(days), CalendarDay.objects.overrides())

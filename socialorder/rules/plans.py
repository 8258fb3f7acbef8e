"""What a plan and its topics must say; when they may change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import working_days_between
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from foundation.core.money import tenge
from registry.queries import working_day_overrides
from registry.queries.parameters import number
from socialorder.choices import PlanStatus
from socialorder.models import Plan, Topic
from socialorder.models.plans import MONTHS_MAX

# Working days of a discussion at least: no act on social orders was read, so it is an assumed, dated parameter.
DISCUSSION = "orders.discussion"
FIRST_YEAR, LAST_YEAR = 2005, 2100
TOPIC_FACTS = (
    *("title_kk", "title_ru", "title_en", "goal_kk", "goal_ru", "people_kk", "people_ru", "result_kk", "result_ru"),
    *("sphere", "region", "standard", "unit_cost", "volume", "grounds", "months"),
)
INDICATOR = ("name_kk", "name_ru", "unit", "baseline", "target")


def amount_of(values: Mapping[str, Any]) -> Decimal:
    """Unit cost × volume, to the tiyn (rule R17)."""
    return tenge(values["unit_cost"] * values["volume"])


def plan_faults(year: int, amount: Decimal) -> list[Fault]:
    found = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        found.append(Fault(_("Enter a year, like 2027."), "year"))
    if amount <= 0:
        found.append(Fault(_("The sum of the plan is above zero."), "amount"))
    return found


def topic_faults(values: Mapping[str, Any], indicators: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """Rules R15 and R17: term, grounds of the amount, indicators."""
    found = []
    if not 1 <= values["months"] <= MONTHS_MAX:
        found.append(Fault(_("A social project runs from 1 to 36 months."), "months", "R15"))
    if values["unit_cost"] <= 0:
        found.append(Fault(_("The cost of a unit is above zero."), "unit_cost"))
    if values["volume"] <= 0:
        found.append(Fault(_("Enter how many units are needed."), "volume", "R17"))
    if not indicators:
        found.append(Fault(_("Name at least one indicator with the value to be reached."), "indicators", "R17"))
    return [*found, *_grounds_faults(values)]


def _grounds_faults(values: Mapping[str, Any]) -> list[Fault]:
    standard = values.get("standard")
    if values["grounds"].strip():
        return []
    if standard is None:
        return [Fault(_("Choose a standard, or say where the cost of a unit comes from."), "grounds", "R17")]
    if values["unit_cost"] != standard.unit_cost:
        message = _("The standard says %(cost)s. Say why the cost of a unit is another one here.")
        return [Fault(message % {"cost": presentation.tenge(standard.unit_cost)}, "grounds", "R17")]
    return []


def sum_faults(plan: Plan, topics_sum: Decimal, field: str = "volume") -> list[Fault]:
    """Σ topics within the plan (rule R16)."""
    if topics_sum <= plan.amount:
        return []
    message = _("The topics together are %(sum)s, which is more than the plan's %(plan)s.")
    return [Fault(message % _sums(topics_sum, plan.amount), field, "R16")]


def lots_faults(topic: Topic, lots_sum: Decimal) -> list[Fault]:
    """The topic is not below the lots that are placed already (rule R16)."""
    if lots_sum <= topic.amount:
        return []
    message = _("The lots of this topic together are %(sum)s, which is more than the topic's %(plan)s.")
    return [Fault(message % _sums(lots_sum, topic.amount), "volume", "R16")]


def _sums(found: Decimal, limit: Decimal) -> dict[str, str]:
    return {"sum": presentation.tenge(found), "plan": presentation.tenge(limit)}


def check_can_write(plan: Plan) -> None:
    """Topics are written until the plan is approved; then it is changed with a reason. Raises Conflict."""
    if plan.status == PlanStatus.APPROVED:
        raise Conflict(_("The plan is approved: change it with a reason."))


def discussion_faults(first: dt.date, last: dt.date) -> list[Fault]:
    """So many working days at least; nothing is asked where no parameter is known."""
    needed = number(DISCUSSION, "working_days", first)
    given = working_days_between(first, last, working_day_overrides())
    if last < first:
        return [Fault(_("The last day is after the first one."), "until")]
    if needed is not None and given < needed:
        message = _("The discussion takes at least %(needed)s working days; these are %(given)s.")
        return [Fault(message % {"needed": int(needed), "given": given}, "until")]
    return []


def check_can_comment(user: Any, topic: Topic, today: dt.date) -> None:
    """Anybody signed in, during the discussion. Raises NotPermitted, Conflict or DeadlinePassed."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        raise NotPermitted(_("Sign in to comment."))
    plan = topic.plan
    if plan.status != PlanStatus.DISCUSSED or topic.dropped_at is not None:
        raise Conflict(_("This topic is not discussed now."))
    if plan.discussed_until is not None and today > plan.discussed_until:
        raise DeadlinePassed(_("The discussion is over."))


def approval_faults(plan: Plan, topics_sum: Decimal, unanswered: int, today: dt.date) -> list[Fault]:
    """After the discussion, every comment answered, topics within the plan."""
    found = []
    if plan.discussed_until is not None and today <= plan.discussed_until:
        message = _("The discussion runs until %(day)s.")
        found.append(Fault(message % {"day": presentation.day(plan.discussed_until)}, ""))
    if unanswered:
        found.append(Fault(_("Answer every comment first: %(count)s wait.") % {"count": unanswered}, ""))
    if topics_sum == 0:
        found.append(Fault(_("The plan has no topic."), ""))
    return [*found, *sum_faults(plan, topics_sum, "")]


def continued_faults(plan: Plan, earlier: Topic | None) -> list[Fault]:
    """A topic goes on with one of an earlier year of the same body."""
    if earlier is None or (earlier.plan.body_id == plan.body_id and earlier.plan.year < plan.year):
        return []
    return [Fault(_("Choose a topic of an earlier year of the same body."), "continues")]

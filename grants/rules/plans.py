"""The plan of a year: who writes it, and that its sums hold (rule R22)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.errors import Conflict, Fault
from grants.choices import ListStatus, PlanStatus
from grants.models import DirectionList, YearPlan
from grants.rules.directions import check_can_run
from grants.scoring.plan_money import planned
from registry.models import MonthlyIndex


def check_can_plan(user: Any, found: DirectionList) -> None:
    """Officers of the body, for an approved list; raises NotPermitted or Conflict."""
    check_can_run(user, found.body)
    if found.status != ListStatus.APPROVED:
        raise Conflict(_("Money is planned for the directions of an approved list."))


def check_can_edit(user: Any, plan: YearPlan) -> None:
    """Officers, until it is approved; raises NotPermitted or Conflict."""
    check_can_run(user, plan.list.body)
    if plan.status != PlanStatus.DRAFT:
        raise Conflict(_("An approved plan is frozen. A change is a new plan."))


def index_of(year: int) -> MonthlyIndex | None:
    """The MRP of the financial year (rule R22): the one in force when it begins, if that has come into the tables."""
    return MonthlyIndex.objects.filter(valid_from__year=year).order_by("valid_from").first()


def sum_faults(total: Decimal, amounts: Iterable[Decimal]) -> list[Fault]:
    """The lines stay within the plan's total, to the tiyn."""
    together = planned(amounts)
    if together <= total:
        return []
    message = _("The directions come to %(sum)s, which is %(over)s more than the plan's total.") % {
        "sum": presentation.tenge(together),
        "over": presentation.tenge(together - total),
    }
    return [Fault(message, "total")]

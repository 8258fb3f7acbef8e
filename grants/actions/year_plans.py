"""The plan of a year: money by direction, in MRP and in tenge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.choices import PlanStatus
from grants.models import DirectionList, PlanLine, YearPlan
from grants.rules import plans as rules
from grants.scoring.plan_money import amount_of
from grants.workflow import YEAR_PLAN

Multiples = Mapping[int, Decimal]


@transaction.atomic(durable=True)
def create(
    *, found: DirectionList, total: Decimal, budget_approved_on: dt.date, multiples: Multiples, by: Any
) -> YearPlan:
    """Begin the plan of a list's year. ``multiples``: key of a listed direction → MRP; zero is left out.

    Raises Invalid (sum above the total, no MRP of the year), NotPermitted or Conflict.
    """
    found = lock(DirectionList, found.pk)
    rules.check_can_plan(by, found)
    if found.plans.filter(status=PlanStatus.DRAFT).exists():
        raise Conflict(_("A plan of this list is in preparation already."))
    index = rules.index_of(found.year)
    if index is None:
        raise Invalid(Fault(_("The MRP of this year is not in the reference tables yet."), "total", "R22"))
    plan = YearPlan(
        list=found,
        total=total,
        index_amount=index.amount,
        budget_approved_on=budget_approved_on,
        created_at=clock.now(),
    )
    _write(plan, multiples)
    record("grants.year_plan.created", plan, by=by, changes=_facts(plan))
    return plan


@transaction.atomic(durable=True)
def edit(*, plan: YearPlan, total: Decimal, budget_approved_on: dt.date, multiples: Multiples, by: Any) -> YearPlan:
    """Change a plan that is not approved. Raises Invalid, NotPermitted or Conflict."""
    lock(DirectionList, plan.list_id)
    plan = lock(YearPlan, plan.pk)
    rules.check_can_edit(by, plan)
    before = _facts(plan)
    plan.total, plan.budget_approved_on = total, budget_approved_on
    _write(plan, multiples)
    after = _facts(plan)
    changes = {name: [before[name][1], after[name][1]] for name in after if before[name] != after[name]}
    record("grants.year_plan.edited", plan, by=by, changes=changes)
    return plan


def _write(plan: YearPlan, multiples: Multiples) -> None:
    known = set(plan.list.directions.values_list("pk", flat=True))
    lines = [
        PlanLine(direction_id=pk, multiple=multiple, amount=amount_of(multiple, plan.index_amount))
        for pk, multiple in multiples.items()
        if multiple and pk in known
    ]
    faults = rules.sum_faults(plan.total, [line.amount for line in lines])
    if faults:
        raise Invalid(*faults)
    plan.save()
    plan.lines.all().delete()
    for line in lines:
        line.plan = plan
    PlanLine.objects.bulk_create(lines)


@transaction.atomic(durable=True)
def approve(*, plan: YearPlan, by: Any) -> YearPlan:
    """Freeze and publish the plan; one that was approved before is replaced.

    Raises Invalid, NotPermitted, Conflict or TransitionNotAllowed.
    """
    found = lock(DirectionList, plan.list_id)
    plan = lock(YearPlan, plan.pk)
    rules.check_can_plan(by, found)
    step = YEAR_PLAN.step("approve", plan.status)
    if not plan.lines.exists():
        raise Invalid(Fault(_("The plan has no money for any direction yet."), "total"))
    for old in found.plans.select_for_update().filter(status=PlanStatus.APPROVED):
        replaced = YEAR_PLAN.step("replace", old.status)
        old.status = replaced.target
        old.save(update_fields=["status"])
        record(replaced.verb, old, by=by, changes={"replaced_by": [None, plan.pk]})
    plan.status, plan.approved_at, plan.approved_by = step.target, clock.now(), by
    plan.save(update_fields=["status", "approved_at", "approved_by"])
    record(step.verb, plan, by=by, changes=_facts(plan))
    return plan


def _facts(plan: YearPlan) -> dict[str, list[Any]]:
    lines = plan.lines.select_related("direction__direction").order_by("direction__position")
    values = {
        "total": plan.total,
        "index_amount": plan.index_amount,
        "budget_approved_on": plan.budget_approved_on,
        "lines": {line.direction.direction.code: [line.multiple, line.amount] for line in lines},
    }
    return {name: [None, value] for name, value in values.items()}

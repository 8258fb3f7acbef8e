"""The plan of a body for a year: begun, discussed by the public, approved, changed with a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, refuse
from registry.models import Body
from socialorder.actions.plans import notices
from socialorder.models import Plan, PlanChange, Topic
from socialorder.queries.plans import topics_sum, unanswered
from socialorder.rules import plans as rules
from socialorder.rules.offices import check_serves, text_faults
from socialorder.workflow import PLAN


@transaction.atomic(durable=True)
def create(*, body: Body, year: int, amount: Decimal, by: Any) -> Plan:
    """Begin the plan of a year. Raises NotPermitted or Invalid."""
    body = lock(Body, body.pk)
    check_serves(by, body)
    faults = rules.plan_faults(year, amount)
    if Plan.objects.filter(body=body, year=year).exists():
        faults.append(Fault(_("The body has a plan for this year already."), "year"))
    refuse(faults)
    plan = Plan.objects.create(body=body, year=year, amount=amount)
    record("socialorder.plan.created", plan, by=by, changes={"year": year, "amount": amount})
    return plan


@transaction.atomic(durable=True)
def discuss(*, plan: Plan, until: dt.date, by: Any) -> Plan:
    """Show the topics to everybody and take comments until a day."""
    plan = lock(Plan, plan.pk)
    check_serves(by, plan.body)
    step = PLAN.step("discuss", plan.status)
    first = local_date(clock.now())
    faults = rules.discussion_faults(first, until)
    if not Topic.objects.current().filter(plan=plan).exists():
        faults.append(Fault(_("The plan has no topic."), "until"))
    refuse(faults)
    plan.status, plan.discussed_from, plan.discussed_until = step.target, first, until
    plan.save(update_fields=["status", "discussed_from", "discussed_until"])
    record(step.verb, plan, by=by, changes={"until": until})
    notices.tell_discussed(plan)
    return plan


@transaction.atomic(durable=True)
def approve(*, plan: Plan, order_number: str, by: Any) -> Plan:
    """Approve the plan by an order, after the discussion. Raises Invalid with everything that is missing."""
    plan = lock(Plan, plan.pk)
    check_serves(by, plan.body)
    step = PLAN.step("approve", plan.status)
    now = clock.now()
    faults = rules.approval_faults(plan, topics_sum(plan), unanswered(plan), local_date(now))
    faults += text_faults(order_number, _("Enter the number of the order."), "order_number", 50)
    refuse(faults)
    plan.status, plan.approved_at, plan.order_number = step.target, now, order_number.strip()
    plan.save(update_fields=["status", "approved_at", "order_number"])
    record(step.verb, plan, by=by, changes={"order": plan.order_number, "amount": plan.amount})
    return plan


@transaction.atomic(durable=True)
def change_amount(*, plan: Plan, amount: Decimal, reason: str, by: Any) -> Plan:
    """Another sum for an approved plan, with a reason that everybody reads (rule R16)."""
    plan = lock(Plan, plan.pk)
    check_serves(by, plan.body)
    PLAN.step("change", plan.status)
    changes = {"amount": [plan.amount, amount]}
    plan.amount = amount
    faults = rules.plan_faults(plan.year, amount) + rules.sum_faults(plan, topics_sum(plan), "amount")
    refuse([*faults, *text_faults(reason, _("Say why the plan is changed. Everybody reads it."), "reason")])
    plan.save(update_fields=["amount"])
    keep_change(plan, None, changes, reason, by)
    return plan


def keep_change(plan: Plan, topic: Topic | None, changes: Mapping[str, Any], reason: str, by: Any) -> PlanChange:
    """A step: write down a change of an approved plan."""
    step = PLAN.step("change", plan.status)
    last = plan.changes.aggregate(last=Max("number"))["last"] or 0
    plain = {name: [str(before), str(after)] for name, (before, after) in changes.items()}
    kept = PlanChange.objects.create(
        plan=plan,
        number=last + 1,
        topic=topic,
        changes=plain,
        reason=reason.strip(),
        made_at=clock.now(),
        made_by=by,
    )
    record(step.verb, plan, by=by, changes={**plain, "topic": topic.pk if topic else None}, reason=kept.reason)
    return kept

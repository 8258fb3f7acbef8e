"""Topics of a plan; in an approved plan each change has a reason that everybody reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, refuse
from registry.rules.places import place_code
from socialorder.actions.plans.plans import keep_change
from socialorder.choices import PlanStatus
from socialorder.models import Indicator, Plan, Topic
from socialorder.queries.plans import lots_sum, topics_sum
from socialorder.rules import plans as rules
from socialorder.rules.offices import check_serves, text_faults

Rows = Sequence[Mapping[str, Any]]


@transaction.atomic(durable=True)
def add(*, plan: Plan, values: Mapping[str, Any], place: str, indicators: Rows, reason: str = "", by: Any) -> Topic:
    """A new topic; its amount is unit cost × volume. ``reason`` is needed in an approved plan. Raises Invalid."""
    plan = lock(Plan, plan.pk)
    check_serves(by, plan.body)
    amount = rules.amount_of(values)
    code, faults = _faults(plan, values, place, indicators, reason)
    refuse([*faults, *rules.sum_faults(plan, topics_sum(plan) + amount)])
    last = plan.topics.aggregate(last=Max("number"))["last"] or 0
    facts = {name: values[name] for name in rules.TOPIC_FACTS} | {"continues": values.get("continues")}
    topic = Topic.objects.create(plan=plan, number=last + 1, amount=amount, kato=code, **facts)
    _put(topic, indicators)
    record("socialorder.topic.added", topic, by=by, changes={"amount": amount, "plan": plan})
    if plan.status == PlanStatus.APPROVED:
        keep_change(plan, topic, {"amount": [0, amount]}, reason, by)
    return topic


@transaction.atomic(durable=True)
def change(
    *, topic: Topic, values: Mapping[str, Any], place: str, indicators: Rows, reason: str = "", by: Any
) -> Topic:
    """Change a topic; the lots that stand already must still fit into it."""
    plan, topic = _locked(topic)
    check_serves(by, plan.body)
    _check_stands(topic)
    amount = rules.amount_of(values)
    code, faults = _faults(plan, values, place, indicators, reason)
    facts = {name: values[name] for name in rules.TOPIC_FACTS} | {"amount": amount, "kato": code}
    facts["continues"] = values.get("continues")
    changes = {name: [getattr(topic, name), value] for name, value in facts.items() if getattr(topic, name) != value}
    for name, value in facts.items():
        setattr(topic, name, value)
    faults += rules.sum_faults(plan, topics_sum(plan, topic) + amount) + rules.lots_faults(topic, lots_sum(topic))
    refuse(faults)
    topic.save()
    topic.indicators.all().delete()
    _put(topic, indicators)
    record("socialorder.topic.changed", topic, by=by, changes=changes, reason=reason.strip())
    if plan.status == PlanStatus.APPROVED:
        keep_change(plan, topic, changes, reason, by)
    return topic


@transaction.atomic(durable=True)
def drop(*, topic: Topic, reason: str, by: Any) -> Topic:
    """Take a topic out of the plan, with a reason; one with lots stays. Raises Conflict or Invalid."""
    plan, topic = _locked(topic)
    check_serves(by, plan.body)
    _check_stands(topic)
    if lots_sum(topic):
        raise Conflict(_("Lots of this topic are placed already."))
    refuse(text_faults(reason, _("Say why the topic is dropped. Everybody reads it."), "reason"))
    topic.dropped_at, topic.dropped_reason = clock.now(), reason.strip()
    topic.save(update_fields=["dropped_at", "dropped_reason"])
    record("socialorder.topic.dropped", topic, by=by, changes={"amount": [topic.amount, 0]}, reason=reason.strip())
    if plan.status == PlanStatus.APPROVED:
        keep_change(plan, topic, {"amount": [topic.amount, 0]}, reason, by)
    return topic


def _faults(
    plan: Plan, values: Mapping[str, Any], place: str, indicators: Rows, reason: str
) -> tuple[str, list[Fault]]:
    code, faults = place_code(place, values["region"])
    faults += rules.topic_faults(values, indicators) + rules.continued_faults(plan, values.get("continues"))
    if plan.status == PlanStatus.APPROVED:
        faults += text_faults(reason, _("Say why the plan is changed. Everybody reads it."), "reason")
    return code, faults


def _check_stands(topic: Topic) -> None:
    if topic.dropped_at is not None:
        raise Conflict(_("This topic was dropped from the plan."))


def _locked(topic: Topic) -> tuple[Plan, Topic]:
    plan = lock(Plan, topic.plan_id)
    held = lock(Topic, topic.pk)
    held.plan = plan
    return plan, held


def _put(topic: Topic, indicators: Rows) -> None:
    Indicator.objects.bulk_create(
        Indicator(topic=topic, position=position, **{name: row[name] for name in rules.INDICATOR})
        for position, row in enumerate(indicators, 1)
    )

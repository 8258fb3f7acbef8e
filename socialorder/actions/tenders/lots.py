"""Lots of a tender and their specifications, put together from parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from foundation.core.money import tenge
from socialorder.choices import LotStatus, PartKind
from socialorder.models import Lot, Plan, SpecPart, Tender, Topic
from socialorder.queries.plans import lots_sum
from socialorder.rules import tenders as rules
from socialorder.rules.offices import check_serves

Parts = Mapping[str, Mapping[str, str]]


@transaction.atomic(durable=True)
def add(*, tender: Tender, topic: Topic, values: Mapping[str, Any], parts: Parts, by: Any) -> Lot:
    """A lot of a topic; its amount is the topic's unit cost × volume. Raises NotPermitted, Conflict or Invalid."""
    tender, topic = _locked(tender, topic)
    check_serves(by, tender.body)
    rules.check_is_draft(tender)
    refuse(rules.lot_faults(tender, topic, values, parts))
    amount = tenge(topic.unit_cost * values["volume"])
    refuse(rules.amount_faults(topic, lots_sum(topic), amount))
    lot = _create(tender, topic, values)
    _put(lot, parts)
    record("socialorder.lot.added", lot, by=by, changes={"amount": amount, "topic": topic.pk})
    return lot


@transaction.atomic(durable=True)
def change(*, lot: Lot, values: Mapping[str, Any], parts: Parts, by: Any) -> Lot:
    """Change a lot of a draft."""
    tender, topic = _locked(lot.tender, lot.topic)
    check_serves(by, tender.body)
    rules.check_is_draft(tender)
    lot = lock(Lot, lot.pk)
    refuse(rules.lot_faults(tender, topic, values, parts))
    amount = tenge(topic.unit_cost * values["volume"])
    refuse(rules.amount_faults(topic, lots_sum(topic, lot), amount))
    changes = {"amount": [lot.amount, amount], "months": [lot.months, values["months"]]}
    lot.unit_cost, lot.volume, lot.amount, lot.months = topic.unit_cost, values["volume"], amount, values["months"]
    lot.alike_reason = values["alike_reason"].strip()
    lot.save()
    _put(lot, parts)
    record("socialorder.lot.changed", lot, by=by, changes=changes)
    return lot


@transaction.atomic(durable=True)
def remove(*, lot: Lot, by: Any) -> None:
    """Take a lot out of a draft."""
    tender = lock(Tender, lot.tender_id)
    check_serves(by, tender.body)
    rules.check_is_draft(tender)
    lot = lock(Lot, lot.pk)
    record("socialorder.lot.removed", lot, by=by, changes={"amount": [lot.amount, 0]})
    lot.delete()


def put_parts(tender: Tender, specifications: Mapping[int, Parts]) -> None:
    """A step of an amendment: new words of some lots. Raises Invalid where a part is missing."""
    for lot in tender.lots.select_related("topic__plan").filter(number__in=specifications):
        values = {"months": lot.months, "volume": lot.volume}
        refuse(rules.lot_faults(tender, lot.topic, values, specifications[lot.number]))
        _put(lot, specifications[lot.number])


def copy(source: Tender, target: Tender, by: Any, *, only_failed: bool = False) -> None:
    """A step: the lots of another tender, as far as their topics have money left. Raises Invalid when none has."""
    rows = source.lots.filter(status=LotStatus.FAILED) if only_failed else source.lots.all()
    for old in rows.select_related("topic").prefetch_related("parts"):
        _tender, topic = _locked(target, old.topic)
        if topic.dropped_at is not None or lots_sum(topic) + tenge(topic.unit_cost * old.volume) > topic.amount:
            continue
        facts = {"volume": old.volume, "months": old.months, "alike_reason": old.alike_reason}
        lot = _create(target, topic, facts)
        if old.status == LotStatus.FAILED:
            lot.repeats = old
            lot.save(update_fields=["repeats"])
        _put(lot, {part.kind: {"kk": part.text_kk, "ru": part.text_ru} for part in old.parts.all()})
        record("socialorder.lot.added", lot, by=by, changes={"amount": lot.amount, "topic": topic.pk})
    if not target.lots.exists():
        raise Invalid(Fault(_("No topic of these lots has money left: change the plan first."), "slug"))


def _create(tender: Tender, topic: Topic, values: Mapping[str, Any]) -> Lot:
    last = tender.lots.aggregate(last=Max("number"))["last"] or 0
    return Lot.objects.create(
        tender=tender,
        topic=topic,
        number=last + 1,
        unit_cost=topic.unit_cost,
        volume=values["volume"],
        amount=tenge(topic.unit_cost * values["volume"]),
        months=values["months"],
        alike_reason=values["alike_reason"].strip(),
    )


def _put(lot: Lot, parts: Parts) -> None:
    for kind in PartKind.values:
        given = parts.get(kind, {})
        texts = {f"text_{language}": given.get(language, "").strip() for language in ("kk", "ru")}
        if any(texts.values()):
            SpecPart.objects.update_or_create(lot=lot, kind=kind, defaults=texts)
        else:
            SpecPart.objects.filter(lot=lot, kind=kind).delete()


def _locked(tender: Tender, topic: Topic) -> tuple[Tender, Topic]:
    """Tender, then plan, then topic: two lots of one topic wait for each other."""
    tender = lock(Tender, tender.pk)
    plan = lock(Plan, topic.plan_id)
    held = lock(Topic, topic.pk)
    held.plan = plan
    return tender, held

"""A tender: begun, announced, amended with more time for everybody, cancelled, begun again from an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, refuse
from registry.models import Body
from socialorder.actions.complaints.effects import carried_out
from socialorder.actions.tenders import lots, notices, versions
from socialorder.choices import Remedy, TenderStatus
from socialorder.models import Tender, TenderVersion
from socialorder.queries.tenders import alike_lots, lots_of
from socialorder.rules import tenders as rules
from socialorder.rules.offices import check_serves, text_faults
from socialorder.workflow import TENDER

VALUES = (
    *("title_kk", "title_ru", "title_en", "opens_at", "closes_at", "questions_until"),
    *("eligibility", "price_points", "rubric", "must_sign"),
)
# What an amendment may change; lots are amended beside it.
AMENDABLE = ("title_kk", "title_ru", "title_en", "closes_at", "questions_until", "eligibility")


@transaction.atomic(durable=True)
def create(*, body: Body, slug: str, values: Mapping[str, Any], by: Any) -> Tender:
    """Begin a tender. Raises NotPermitted or Invalid."""
    check_serves(by, body)
    faults = rules.tender_faults(values)
    if Tender.objects.filter(slug=slug).exists():
        faults.append(Fault(_("There is a tender with this address already."), "slug"))
    refuse(faults)
    tender = Tender.objects.create(body=body, slug=slug, created_by=by, **{name: values[name] for name in VALUES})
    record("socialorder.tender.created", tender, by=by, changes={"body": body})
    return tender


@transaction.atomic(durable=True)
def change(*, tender: Tender, values: Mapping[str, Any], by: Any) -> Tender:
    """Change a draft."""
    tender = lock(Tender, tender.pk)
    check_serves(by, tender.body)
    rules.check_is_draft(tender)
    refuse(rules.tender_faults(values))
    changes = _put(tender, values, VALUES)
    tender.save()
    record("socialorder.tender.changed", tender, by=by, changes=changes)
    return tender


@transaction.atomic(durable=True)
def announce(*, tender: Tender, by: Any) -> Tender:
    """Show it to everybody; from now on it changes with a reason. Raises Invalid with all that is missing."""
    tender = lock(Tender, tender.pk)
    check_serves(by, tender.body)
    step = TENDER.step("announce", tender.status)
    now, listed = clock.now(), lots_of(tender)
    refuse(rules.announcement_faults(tender, listed, alike_lots(listed), now))
    tender.status, tender.announced_at = step.target, now
    tender.opens_at = max(tender.opens_at, now)
    tender.save(update_fields=["status", "announced_at", "opens_at"])
    versions.keep(tender, "", by)
    record(step.verb, tender, by=by, changes={"closes_at": tender.closes_at, "lots": len(listed)})
    return tender


@transaction.atomic(durable=True)
def amend(
    *,
    tender: Tender,
    values: Mapping[str, Any],
    specifications: Mapping[int, Mapping[str, Any]],
    reason: str,
    by: Any,
) -> TenderVersion:
    """Change an announced tender, extend the window, tell everybody who began a bid.

    ``specifications``: number of a lot → its parts. Raises NotPermitted, DeadlinePassed or Invalid.
    """
    tender = lock(Tender, tender.pk)
    check_serves(by, tender.body)
    step = TENDER.step("amend", tender.status)
    now = clock.now()
    rules.check_window_runs(tender, now)
    before = versions.facts_of(tender)
    closed_at = tender.closes_at
    lots.put_parts(tender, specifications)
    wanted = {name: values[name] for name in AMENDABLE if name in values}
    _put(tender, wanted, tuple(wanted))
    after = versions.facts_of(tender)
    closes_at, tender.closes_at = tender.closes_at, closed_at
    faults = rules.amendment_faults(tender, closes_at, now, has_changed=before != after)
    faults += text_faults(reason, _("Say why the tender is changed. Everybody reads it."), "reason", 2000)
    tender.closes_at = closes_at
    refuse([*faults, *rules.tender_faults({name: getattr(tender, name) for name in VALUES})])
    tender.save()
    kept = versions.keep(tender, reason.strip(), by)
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record(step.verb, tender, by=by, changes={**changes, "version": kept.number}, reason=kept.reason)
    notices.tell_amended(kept)
    carried_out(tender, Remedy.AMEND, by=by)
    return kept


@transaction.atomic(durable=True)
def cancel(*, tender: Tender, reason: str, by: Any) -> Tender:
    """Cancel it with a reason that everybody reads. Bids that were not opened stay sealed for ever."""
    tender = lock(Tender, tender.pk)
    check_serves(by, tender.body)
    step = TENDER.step("cancel", tender.status)
    refuse(text_faults(reason, _("Say why the tender is cancelled. Everybody reads it."), "reason", 2000))
    was_announced = tender.status != TenderStatus.DRAFT
    changes = {"status": [tender.status, step.target]}
    tender.status, tender.ended_at, tender.ended_reason = step.target, clock.now(), reason.strip()
    tender.save(update_fields=["status", "ended_at", "ended_reason"])
    record(step.verb, tender, by=by, changes=changes, reason=tender.ended_reason)
    if was_announced:
        notices.tell_cancelled(tender)
    carried_out(tender, None, by=by)
    return tender


@transaction.atomic(durable=True)
def clone(*, tender: Tender, slug: str, window: tuple[dt.datetime, dt.datetime, dt.datetime], by: Any) -> Tender:
    """A new draft with the same conditions and specifications; lots whose money is spent are left out."""
    check_serves(by, tender.body)
    opens_at, closes_at, questions_until = window
    values = {name: getattr(tender, name) for name in VALUES}
    values |= {"opens_at": opens_at, "closes_at": closes_at, "questions_until": questions_until}
    faults = rules.tender_faults(values)
    if Tender.objects.filter(slug=slug).exists():
        faults.append(Fault(_("There is a tender with this address already."), "slug"))
    refuse(faults)
    made = Tender.objects.create(body=tender.body, slug=slug, copied_from=tender, created_by=by, **values)
    record("socialorder.tender.created", made, by=by, changes={"copied_from": tender})
    lots.copy(tender, made, by)
    return made


def _put(tender: Tender, values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    changes = {name: [getattr(tender, name), values[name]] for name in names if getattr(tender, name) != values[name]}
    for name in names:
        setattr(tender, name, values[name])
    return changes

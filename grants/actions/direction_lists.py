"""A body's list of directions: begun, discussed, approved by an order, replaced by the next one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.documents import actions as documents
from foundation.documents.kinds import PDF
from grants.actions import direction_notices as notices
from grants.choices import OPEN_LISTS, ListStatus
from grants.models import DirectionList, ListedDirection
from grants.rules import directions as rules
from grants.workflow import DIRECTION_LIST
from registry.models import Body

WORDS = ("title_kk", "title_ru", "title_en", "goal_kk", "goal_ru", "goal_en")


@transaction.atomic(durable=True)
def create(
    *, body: Body, year: int, proposals_until: dt.date, by: Any, replacement_reason: str = "", is_invented: bool = False
) -> DirectionList:
    """Begin the list of a year. Where one is approved already, the new one names it and takes over its directions.

    Raises NotPermitted, Conflict (one is in preparation) or Invalid.
    """
    body = lock(Body, body.pk)
    rules.check_can_run(by, body)
    _check_day(proposals_until)
    lists = DirectionList.objects.filter(body=body, year=year)
    if lists.filter(status__in=OPEN_LISTS).exists():
        raise Conflict(_("A list of this year is in preparation already."))
    replaced = lists.filter(status=ListStatus.APPROVED).first()
    if replaced and not replacement_reason.strip():
        raise Invalid(Fault(_("This year has an approved list. Say why it is changed."), "replacement_reason"))
    found = DirectionList.objects.create(
        body=body,
        year=year,
        proposals_until=proposals_until,
        replaces=replaced,
        replacement_reason=replacement_reason.strip() if replaced else "",
        is_invented=is_invented,
        created_at=clock.now(),
    )
    if replaced:
        _take_over(replaced, found)
    changes = {"year": [None, year], "proposals_until": [None, proposals_until], "replaces": [None, found.replaces_id]}
    record("grants.direction_list.created", found, by=by, changes=changes, reason=found.replacement_reason)
    return found


def _take_over(old: DirectionList, new: DirectionList) -> None:
    for listed in old.directions.all():
        listed.pk, listed.list = None, new
        listed.save(force_insert=True)


def _check_day(day: dt.date) -> None:
    if day < local_date(clock.now()):
        raise Invalid(Fault(_("This day is over already."), "proposals_until"))


@transaction.atomic(durable=True)
def edit(*, found: DirectionList, proposals_until: dt.date, by: Any) -> DirectionList:
    """Another last day for proposals. Raises NotPermitted, Conflict or Invalid."""
    found = lock(DirectionList, found.pk)
    rules.check_can_write_directions(by, found)
    _check_day(proposals_until)
    before, found.proposals_until = found.proposals_until, proposals_until
    found.save(update_fields=["proposals_until"])
    record("grants.direction_list.edited", found, by=by, changes={"proposals_until": [before, proposals_until]})
    return found


@transaction.atomic(durable=True)
def open_discussion(*, found: DirectionList, last_day: dt.date, by: Any) -> DirectionList:
    """Open the public discussion from now until the end of ``last_day`` (rule R23).

    Raises Invalid (term too short, no directions), NotPermitted or TransitionNotAllowed.
    """
    found = lock(DirectionList, found.pk)
    rules.check_can_run(by, found.body)
    step, now = DIRECTION_LIST.step("discuss", found.status), clock.now()
    faults = [*rules.discussion_faults(found), *rules.term_faults(local_date(now), last_day)]
    if faults:
        raise Invalid(*faults)
    found.status, found.discussed_from, found.discussed_until = step.target, now, last_day
    found.save(update_fields=["status", "discussed_from", "discussed_until"])
    changes = {"discussed_until": [None, last_day], "directions": [None, _words(found)]}
    record(step.verb, found, by=by, changes=changes)
    notices.tell_discussed(found)
    return found


@transaction.atomic(durable=True)
def extend(*, found: DirectionList, last_day: dt.date, reason: str, by: Any) -> DirectionList:
    """Let the discussion run longer, also when its last day has passed.

    Raises Invalid, NotPermitted or TransitionNotAllowed.
    """
    found = lock(DirectionList, found.pk)
    rules.check_can_run(by, found.body)
    step, today = DIRECTION_LIST.step("extend", found.status), local_date(clock.now())
    before = found.discussed_until
    if last_day < today or (before and last_day <= before):
        raise Invalid(Fault(_("The new last day must be later than the old one and not over yet."), "last_day"))
    found.discussed_until = last_day
    found.save(update_fields=["discussed_until"])
    changes = {"discussed_until": [before, last_day]}
    record(step.verb, found, by=by, changes=changes, reason=_reason(reason))
    return found


@transaction.atomic(durable=True)
def collect_again(*, found: DirectionList, proposals_until: dt.date, reason: str, by: Any) -> DirectionList:
    """Take the list back to collecting proposals; comments and support stay. The next discussion has its full term.

    Raises Invalid, NotPermitted or TransitionNotAllowed.
    """
    found = lock(DirectionList, found.pk)
    rules.check_can_run(by, found.body)
    step = DIRECTION_LIST.step("collect_again", found.status)
    _check_day(proposals_until)
    before = found.discussed_until
    found.status, found.discussed_from, found.discussed_until = step.target, None, None
    found.proposals_until = proposals_until
    found.save(update_fields=["status", "discussed_from", "discussed_until", "proposals_until"])
    changes = {"discussed_until": [before, None], "proposals_until": [None, proposals_until]}
    record(step.verb, found, by=by, changes=changes, reason=_reason(reason))
    return found


@transaction.atomic(durable=True)
def approve(*, found: DirectionList, number: str, order_on: dt.date, order: File[Any], by: Any) -> DirectionList:
    """Approve by an order, after the discussion's term and when everybody is answered (rule R24).

    A list that this one names is replaced in the same moment. Raises Invalid, NotPermitted or TransitionNotAllowed.
    """
    found = lock(DirectionList, found.pk)
    rules.check_can_run(by, found.body)
    step, now = DIRECTION_LIST.step("approve", found.status), clock.now()
    faults = [*rules.approval_faults(found, now), *_order_faults(found, number, order_on, local_date(now))]
    if faults:
        raise Invalid(*faults, message=_("The list cannot be approved yet."))
    _replace(found, by)
    found.status, found.approved_at, found.approved_by = step.target, now, by
    found.order_number, found.order_on = number.strip(), order_on
    found.order_document = documents.store(upload=order, by=by, accept=(PDF,))
    found.save()
    changes = {
        "order_number": ["", found.order_number],
        "order_on": [None, order_on],
        "sha256": ["", found.order_document.sha256],
        "directions": [None, _words(found)],
    }
    record(step.verb, found, by=by, changes=changes)
    return found


def _order_faults(found: DirectionList, number: str, order_on: dt.date, today: dt.date) -> list[Fault]:
    faults = []
    if not number.strip():
        faults.append(Fault(_("Enter the number of the order."), "order_number"))
    if order_on > today:
        faults.append(Fault(_("The order cannot be of a day that has not come."), "order_on"))
    elif found.discussed_until and order_on <= found.discussed_until:
        faults.append(Fault(_("The order comes after the last day of the discussion."), "order_on", "R23"))
    return faults


def _replace(found: DirectionList, by: Any) -> None:
    """The list that this one names ends in this moment. Raises Conflict when another one has come between."""
    approved = DirectionList.objects.filter(body=found.body_id, year=found.year, status=ListStatus.APPROVED).first()
    if (approved.pk if approved else None) != found.replaces_id:
        raise Conflict(_("Another list of this year has been approved meanwhile."))
    if approved is None:
        return
    old = lock(DirectionList, approved.pk)
    step = DIRECTION_LIST.step("replace", old.status)
    old.status = step.target
    old.save(update_fields=["status"])
    record(step.verb, old, by=by, changes={"replaced_by": [None, found.pk]}, reason=found.replacement_reason)


@transaction.atomic(durable=True)
def cancel(*, found: DirectionList, reason: str, by: Any) -> DirectionList:
    """Give a list up before it is approved. Raises Invalid, NotPermitted or TransitionNotAllowed."""
    found = lock(DirectionList, found.pk)
    rules.check_can_run(by, found.body)
    step = DIRECTION_LIST.step("cancel", found.status)
    before, found.status, found.cancel_reason = found.status, step.target, _reason(reason)
    found.save(update_fields=["status", "cancel_reason"])
    record(step.verb, found, by=by, changes={"status": [before, found.status]}, reason=found.cancel_reason)
    return found


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid(Fault(_("Say why: everybody reads it."), "reason"))
    return reason.strip()


def _words(found: DirectionList) -> list[dict[str, Any]]:
    """The directions as they stand, for the trace."""
    rows = ListedDirection.objects.filter(list=found).select_related("direction")
    return [{"code": row.direction.code} | {name: getattr(row, name) for name in WORDS} for row in rows]


def facts_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Of ``values`` what a direction of a list consists of."""
    return {name: values.get(name, "") for name in WORDS} | {name: values.get(name) for name in ("sphere", "region")}

"""A public control from its plan to its end, with its people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import work_notices as notices
from councils.actions.work import locked, next_number, wait_until
from councils.models import Control, Council, Participant
from councils.rules import control as rules
from councils.rules import terms
from councils.rules.councils import check_serves
from councils.workflow import CONTROL
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from registry.models import Body

PLAN = ("form", "title", "task", "programme", "place", "starts_at")


@transaction.atomic(durable=True)
def plan(*, council: Council, body: Body, values: Mapping[str, Any], by: Any) -> Control:
    """Plan a control of ``body``: ``PLAN``. Raises NotPermitted, or Invalid with every fault."""
    council = lock(Council, council.pk)
    check_serves(by, council)
    refuse(rules.plan_faults(values))
    control = Control.objects.create(
        council=council,
        body=body,
        number=next_number(Control, council),
        created_by=by,
        **{name: values[name] for name in PLAN},
    )
    record("councils.control.planned", control, by=by, changes={"form": control.form, "title": control.title})
    return control


@transaction.atomic(durable=True)
def change(*, control: Control, body: Body, values: Mapping[str, Any], by: Any) -> Control:
    """Change a plan that is not announced. Raises NotPermitted, Conflict or Invalid."""
    control = locked(control)
    rules.check_can_change(by, control)
    refuse(rules.plan_faults(values))
    changes = {name: [getattr(control, name), values[name]] for name in PLAN if getattr(control, name) != values[name]}
    control.body = body
    for name in PLAN:
        setattr(control, name, values[name])
    control.save(update_fields=["body", *PLAN])
    record("councils.control.changed", control, by=by, changes=changes)
    return control


@transaction.atomic(durable=True)
def announce(*, control: Control, by: Any) -> Control:
    """Make the plan public and freeze what was checked of each participant.

    Raises NotPermitted, TransitionNotAllowed, or Invalid (rule R62, participants who do not fit).
    """
    control = locked(control)
    check_serves(by, control.council)
    step = CONTROL.step("announce", control.status)
    now = clock.now()
    refuse(rules.announce_faults(control, now))
    for person in rules.people_of(control, local_date(now)):
        person.participant.compliance = [[check.code, check.is_met] for check in person.checks]
        person.participant.save(update_fields=["compliance"])
    control.status, control.announced_at = step.target, now
    control.save(update_fields=["status", "announced_at"])
    record(step.verb, control, by=by, changes={"starts_at": control.starts_at})
    notices.tell_body(control, control.body, notices.CONTROL_ANNOUNCED)
    notices.tell_members(control, notices.CONTROL_ANNOUNCED)
    return control


@transaction.atomic(durable=True)
def start(*, control: Control, by: Any) -> Control:
    """It begins."""
    control = locked(control)
    check_serves(by, control.council)
    step = CONTROL.step("start", control.status)
    control.status = step.target
    control.save(update_fields=["status"])
    record(step.verb, control, by=by)
    return control


@transaction.atomic(durable=True)
def end(*, control: Control, by: Any) -> Control:
    """It is over: the final document is due seven working days later (rule R60)."""
    control = locked(control)
    check_serves(by, control.council)
    step = CONTROL.step("end", control.status)
    control.status, control.ended_at = step.target, clock.now()
    control.document_due_on = terms.working_days_after(local_date(control.ended_at), terms.DOCUMENT_WORKING_DAYS)
    turn = wait_until(control, control.document_due_on)
    control.save(update_fields=["status", "ended_at", "document_due_on", *turn])
    record(step.verb, control, by=by, changes={"document_due_on": control.document_due_on})
    return control


@transaction.atomic(durable=True)
def cancel(*, control: Control, reason: str, by: Any) -> Control:
    """Give it up before it begins, with a reason. Raises NotPermitted or Invalid."""
    control = locked(control)
    check_serves(by, control.council)
    step = CONTROL.step("cancel", control.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    control.status, control.cancel_reason = step.target, reason.strip()
    control.save(update_fields=["status", "cancel_reason"])
    record(step.verb, control, by=by, reason=control.cancel_reason)
    return control


@transaction.atomic(durable=True)
def add_participant(*, control: Control, values: Mapping[str, Any], by: Any) -> Participant:
    """Name a participant: ``full_name``, ``part``, ``seat``, ``organisation``, ``user``, ``has_declared``, ``conflict``.

    A member of the council is named by the seat; name, organisation and account come from there.
    """
    control = locked(control)
    rules.check_can_change(by, control)
    facts = dict(values)
    if seat := facts.get("seat"):
        facts |= {"full_name": seat.full_name, "organisation": seat.organisation, "user": seat.user}
    facts["full_name"] = facts["full_name"].strip()
    if facts["conflict"].strip():
        facts["has_declared"] = False
    if not facts["full_name"]:
        raise Invalid(Fault(_("Choose a member or enter the full name."), "full_name"))
    if control.participants.filter(full_name=facts["full_name"]).exists():
        raise Invalid(Fault(_("This person takes part already."), "full_name"))
    person = Participant.objects.create(control=control, **facts)
    record("councils.participant.added", control, by=by, changes={"name": person.full_name, "part": person.part})
    return person


@transaction.atomic(durable=True)
def remove_participant(*, participant: Participant, by: Any) -> None:
    """Take somebody out before the announcement."""
    control = locked(participant.control)
    rules.check_can_change(by, control)
    record("councils.participant.removed", control, by=by, changes={"name": participant.full_name})
    lock(Participant, participant.pk).delete()


@transaction.atomic(durable=True)
def dismiss_sign(*, participant: Participant, reason: str, by: Any) -> Participant:
    """Say why a sign of a conflict that the portal has found does not stand in the way; everybody reads it."""
    control = locked(participant.control)
    rules.check_can_change(by, control)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason. Everybody reads it."), "reason"))
    participant = lock(Participant, participant.pk)
    participant.dismissed_reason = reason.strip()
    participant.save(update_fields=["dismissed_reason"])
    record("councils.participant.dismissed", control, by=by, reason=participant.dismissed_reason)
    return participant

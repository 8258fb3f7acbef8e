"""A body looks for partners: the call, its announcement, the pool published at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.actions import partner_notices as notices
from grants.choices.partnership import PartnerApplicationStatus
from grants.models import PartnerCall
from grants.rules import partnership as rules
from grants.workflow.partnership import PARTNER_APPLICATION, PARTNER_CALL
from registry.models import Body

FACTS = (
    "title_kk",
    "title_ru",
    "title_en",
    "terms_kk",
    "terms_ru",
    "terms_en",
    "eligibility",
    "months",
    "opens_at",
    "closes_at",
    "is_invented",
)


@transaction.atomic(durable=True)
def create(*, body: Body, facts: Mapping[str, Any], by: Any) -> PartnerCall:
    """A call for partners in preparation. Raises NotPermitted."""
    rules.check_can_run(by, body)
    call = PartnerCall(body=body, created_at=clock.now())
    _write(call, facts)
    record("grants.partner_call.created", call, by=by, changes=_facts(call))
    return call


@transaction.atomic(durable=True)
def edit(*, call: PartnerCall, facts: Mapping[str, Any], by: Any) -> PartnerCall:
    """Change it before it is announced. Raises NotPermitted or Conflict."""
    call = lock(PartnerCall, call.pk)
    rules.check_can_edit_call(by, call)
    _write(call, facts)
    record("grants.partner_call.edited", call, by=by, changes=_facts(call))
    return call


def _write(call: PartnerCall, facts: Mapping[str, Any]) -> None:
    for name in FACTS:
        if name in facts:
            setattr(call, name, facts[name])
    call.save()
    if "spheres" in facts:
        call.spheres.set(facts["spheres"])


def _facts(call: PartnerCall) -> dict[str, Any]:
    return {name: [None, getattr(call, name)] for name in FACTS}


@transaction.atomic(durable=True)
def announce(*, call: PartnerCall, by: Any) -> PartnerCall:
    """Freeze the terms and make the call public. Raises Invalid, NotPermitted or TransitionNotAllowed."""
    call = lock(PartnerCall, call.pk)
    rules.check_can_run(by, call.body)
    step, now = PARTNER_CALL.step("announce", call.status), clock.now()
    faults = list(rules.announcement_faults(call, now))
    if faults:
        raise Invalid(*faults, message=_("The call for partners cannot be announced yet."))
    call.status, call.announced_at = step.target, now
    call.save(update_fields=["status", "announced_at"])
    record(step.verb, call, by=by, changes=_facts(call))
    return call


@transaction.atomic(durable=True)
def decide(*, call: PartnerCall, by: Any) -> PartnerCall:
    """Publish the pool: every prepared decision takes effect at once, and every NGO is told.

    Raises Invalid while an application has no decision, NotPermitted, Conflict or TransitionNotAllowed.
    """
    call = lock(PartnerCall, call.pk)
    rules.check_can_run(by, call.body)
    step, now = PARTNER_CALL.step("decide", call.status), clock.now()
    if now <= call.closes_at:
        raise Conflict(_("The pool is published after the window has closed."))
    sent = list(call.applications.select_for_update().filter(status=PartnerApplicationStatus.SUBMITTED).order_by("pk"))
    waiting = sum(not application.verdict for application in sent)
    if waiting:
        text = ngettext_lazy(
            "%(count)d application has no decision yet.", "%(count)d applications have no decision yet.", waiting
        )
        raise Invalid(Fault(text % {"count": waiting}))
    for application in sent:
        outcome = PARTNER_APPLICATION.step(application.verdict, application.status)
        application.status = outcome.target
        application.save(update_fields=["status"])
        record(outcome.verb, application, by=by, changes={"status": outcome.target}, reason=application.reason)
        notices.tell_judged(application)
    call.status, call.decided_at = step.target, now
    call.save(update_fields=["status", "decided_at"])
    record(step.verb, call, by=by, changes={"chosen": sum(one.verdict == "accept" for one in sent)})
    return call


@transaction.atomic(durable=True)
def cancel(*, call: PartnerCall, reason: str, by: Any) -> PartnerCall:
    """Give the call up. Raises Invalid, NotPermitted or TransitionNotAllowed."""
    call = lock(PartnerCall, call.pk)
    rules.check_can_run(by, call.body)
    step = PARTNER_CALL.step("cancel", call.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say why: everybody reads it."), "reason"))
    call.status, call.cancel_reason = step.target, reason.strip()
    call.save(update_fields=["status", "cancel_reason"])
    record(step.verb, call, by=by, changes={"status": step.target}, reason=call.cancel_reason)
    return call

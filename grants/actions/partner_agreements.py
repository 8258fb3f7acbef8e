"""Agreements with partners: prepared by the body, signed by the NGO, then by the body; ended by date or with a reason."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.esignature import Position
from foundation.accounts.esignature.requests import Examined, accept
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.actions import partner_notices as notices
from grants.choices.partnership import PartnerAgreementStatus
from grants.models import PartnerAgreement, PartnerApplication
from grants.queries.partnership import PURPOSE, end_of, signing_subject
from grants.rules import partnership as rules
from grants.workflow.partnership import PARTNER_AGREEMENT


@transaction.atomic(durable=True)
def prepare(
    *, application: PartnerApplication, number: str, text: str, starts_on: dt.date, months: int, by: Any
) -> PartnerAgreement:
    """An agreement for the NGO to sign, not longer than the call has said. Raises Invalid, NotPermitted or Conflict."""
    application = lock(PartnerApplication, application.pk)
    rules.check_can_prepare(by, application)
    if not 1 <= months <= application.call.months:
        message = _("By its call the agreement takes at most so many months: %(months)s.")
        raise Invalid(Fault(message % {"months": application.call.months}, "months"))
    agreement = PartnerAgreement.objects.create(
        application=application,
        number=number.strip(),
        text=text.strip(),
        starts_on=starts_on,
        ends_on=end_of(starts_on, months),
        created_at=clock.now(),
    )
    changes = {"number": agreement.number, "starts_on": starts_on, "ends_on": agreement.ends_on, "text": agreement.text}
    record("grants.partner_agreement.prepared", agreement, by=by, changes=changes)
    notices.tell_to_sign(agreement)
    return agreement


@transaction.atomic(durable=True)
def sign(*, agreement: PartnerAgreement, examined: Examined, by: Any) -> PartnerAgreement:
    """The signature of the side whose turn it is; the second one brings the agreement into force.

    Raises NotPermitted, Conflict, Invalid or SignatureRefused.
    """
    agreement = lock(PartnerAgreement, agreement.pk)
    rules.check_can_sign(by, agreement)
    is_ngo = agreement.status == PartnerAgreementStatus.SENT
    step = PARTNER_AGREEMENT.step("sign" if is_ngo else "countersign", agreement.status)
    if examined.signer.position == Position.EMPLOYEE:
        sentence = _("This certificate is of an employee without the right to sign.")
        raise Invalid(Fault(sentence, "signature"))
    signature = accept(examined=examined, purpose=PURPOSE, subject=signing_subject(agreement), by=by)
    agreement.status = step.target
    if is_ngo:
        agreement.ngo_signature = signature
    else:
        agreement.body_signature, agreement.effective_at = signature, clock.now()
    agreement.save()
    record(step.verb, agreement, by=by, changes={"sha256": ["", signature.sha256]})
    tell = notices.tell_to_sign if is_ngo else notices.tell_in_force
    tell(agreement)
    return agreement


@transaction.atomic(durable=True)
def cancel(*, agreement: PartnerAgreement, reason: str, by: Any) -> PartnerAgreement:
    """Take an agreement back that is not in force. Raises Invalid, NotPermitted or TransitionNotAllowed."""
    return _end(agreement, "cancel", by, reason=reason)


@transaction.atomic(durable=True)
def terminate(*, agreement: PartnerAgreement, reason: str, by: Any) -> PartnerAgreement:
    """End an agreement early. Raises Invalid, NotPermitted or TransitionNotAllowed."""
    return _end(agreement, "terminate", by, reason=reason, ended_on=local_date(clock.now()))


@transaction.atomic(durable=True)
def close(*, agreement: PartnerAgreement, by: Any) -> PartnerAgreement:
    """The agreement has come to its last day. Raises NotPermitted, Conflict or TransitionNotAllowed."""
    if local_date(clock.now()) <= agreement.ends_on:
        raise Conflict(_("The agreement has not come to its last day. It can be ended early, with a reason."))
    return _end(agreement, "close", by, ended_on=agreement.ends_on)


def _end(
    agreement: PartnerAgreement, name: str, by: Any, *, reason: str = "", ended_on: dt.date | None = None
) -> PartnerAgreement:
    agreement = lock(PartnerAgreement, agreement.pk)
    rules.check_can_run(by, agreement.application.call.body)
    step = PARTNER_AGREEMENT.step(name, agreement.status)
    if step.needs_reason and not reason.strip():
        raise Invalid(Fault(_("Say why: everybody reads it."), "reason"))
    before, agreement.status = agreement.status, step.target
    agreement.end_reason, agreement.ended_on = reason.strip(), ended_on
    agreement.save()
    changes = {"status": [before, step.target], "ended_on": [None, ended_on]}
    record(step.verb, agreement, by=by, changes=changes, reason=agreement.end_reason)
    return agreement

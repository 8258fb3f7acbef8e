"""An NGO asks to be a partner; officers prepare the decision; partners stand behind proposals of the public."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.choices.partnership import PartnerApplicationStatus
from grants.models import DirectionProposal, PartnerApplication, PartnerCall, ProposalEndorsement
from grants.queries.partnership import facts_of
from grants.rules import partnership as rules
from grants.workflow.partnership import PARTNER_APPLICATION
from registry.models import Organisation
from registry.rules import eligibility


@transaction.atomic(durable=True)
def submit(
    *, call: PartnerCall, organisation: Organisation, motivation: str, experience: str, by: Any
) -> PartnerApplication:
    """Apply; the facts of the registry and the answers of the rules are kept as they are now.

    Raises NotPermitted, Conflict, DeadlinePassed, or Invalid with the rules that say no.
    """
    call, now = lock(PartnerCall, call.pk), clock.now()
    rules.check_can_apply(by, organisation)
    rules.check_takes_applications(call, now)
    sent = call.applications.filter(organisation=organisation).exclude(status=PartnerApplicationStatus.WITHDRAWN)
    if sent.exists():
        raise Conflict(_("This NGO has applied already."))
    answers = eligibility.check(organisation, call.eligibility, on=local_date(now))
    refused = rules.refusals(answers)
    if refused:
        raise Invalid(*refused, message=_("This NGO cannot apply yet."))
    application = PartnerApplication.objects.create(
        call=call,
        organisation=organisation,
        motivation=motivation.strip(),
        experience=experience.strip(),
        facts=facts_of(organisation),
        answers=[asdict(answer) for answer in answers],
        sent_at=now,
        sent_by=by,
    )
    record("grants.partner_application.submitted", application, by=by, changes={"bin": ["", organisation.bin]})
    return application


@transaction.atomic(durable=True)
def withdraw(*, application: PartnerApplication, by: Any) -> PartnerApplication:
    """Take the application back until the window closes. Raises NotPermitted, Conflict or DeadlinePassed."""
    call = lock(PartnerCall, application.call_id)
    application = lock(PartnerApplication, application.pk)
    rules.check_can_apply(by, application.organisation)
    rules.check_takes_applications(call, clock.now())
    step = PARTNER_APPLICATION.step("withdraw", application.status)
    application.status = step.target
    application.save(update_fields=["status"])
    record(step.verb, application, by=by, changes={"status": step.target})
    return application


@transaction.atomic(durable=True)
def judge(*, application: PartnerApplication, verdict: str, reason: str, by: Any) -> PartnerApplication:
    """Prepare the decision, with its reason; it can be changed until the pool is published.

    Raises Invalid, NotPermitted or Conflict.
    """
    lock(PartnerCall, application.call_id)
    application = lock(PartnerApplication, application.pk)
    rules.check_can_judge(by, application, clock.now())
    PARTNER_APPLICATION.step(verdict, application.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say why: the NGO and everybody else read it."), "reason"))
    before = application.verdict
    application.verdict, application.reason, application.decided_by = verdict, reason.strip(), by
    application.save(update_fields=["verdict", "reason", "decided_by"])
    record(
        "grants.partner_application.judged",
        application,
        by=by,
        changes={"verdict": [before, verdict]},
        reason=application.reason,
    )
    return application


@transaction.atomic(durable=True)
def endorse(*, proposal: DirectionProposal, organisation: Organisation, text: str, by: Any) -> ProposalEndorsement:
    """A partner NGO stands behind a proposal of the public and may add to it. Raises NotPermitted or Conflict."""
    proposal = lock(DirectionProposal, proposal.pk)
    rules.check_can_endorse(by, proposal, organisation)
    if ProposalEndorsement.objects.filter(proposal=proposal, organisation=organisation).exists():
        raise Conflict(_("This NGO stands behind the proposal already."))
    endorsement = ProposalEndorsement.objects.create(
        proposal=proposal, organisation=organisation, author=by, text=text.strip(), made_at=clock.now()
    )
    record("grants.direction_proposal.endorsed", proposal, by=by, changes={"bin": ["", organisation.bin]})
    return endorsement

"""Who may do what in strategic partnership, and when. Terms that no act was read for are dated parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from grants.choices.partnership import PartnerAgreementStatus, PartnerApplicationStatus, PartnerCallStatus
from grants.models import DirectionProposal, PartnerAgreement, PartnerApplication, PartnerCall
from grants.rules.directions import check_can_run
from registry.choices import Role
from registry.models import Body, Organisation
from registry.queries import parameters
from registry.queries.ties import organisations_tied_to
from registry.rules import eligibility, roles

OPEN = (PartnerAgreementStatus.SENT, PartnerAgreementStatus.SIGNED, PartnerAgreementStatus.EFFECTIVE)
REPORTED = (PartnerAgreementStatus.EFFECTIVE, PartnerAgreementStatus.EXPIRED, PartnerAgreementStatus.TERMINATED)


def check_can_edit_call(user: Any, call: PartnerCall) -> None:
    """Officers, until it is announced; raises NotPermitted or Conflict."""
    check_can_run(user, call.body)
    if call.status != PartnerCallStatus.DRAFT:
        raise Conflict(_("The call for partners has been announced: its terms are frozen."))


def announcement_faults(call: PartnerCall, now: dt.datetime) -> Iterator[Fault]:
    """What stands in the way of announcing."""
    today = local_date(now)
    months = parameters.number(parameters.PARTNERSHIP, "months", today)
    days = parameters.number(parameters.PARTNERSHIP, "window_days", today)
    if call.closes_at <= now:
        yield Fault(_("The last moment for applications is in the past"), "closes_at")
    elif days is not None and call.closes_at - max(call.opens_at, now) < dt.timedelta(days=int(days)):
        text = ngettext_lazy(
            "The window takes at least %(days)d day", "The window takes at least %(days)d days", int(days)
        )
        yield Fault(text % {"days": int(days)}, "closes_at")
    if months is not None and call.months > months:
        text = ngettext_lazy(
            "An agreement takes %(months)d month at most", "An agreement takes %(months)d months at most", int(months)
        )
        yield Fault(text % {"months": int(months)}, "months")


def check_takes_applications(call: PartnerCall, now: dt.datetime) -> None:
    """Inside of the window; raises Conflict or DeadlinePassed."""
    if call.status != PartnerCallStatus.ANNOUNCED or now < call.opens_at:
        raise Conflict(_("No applications are taken now."))
    if now > call.closes_at:
        until = presentation.moment(call.closes_at, with_zone=True)
        raise DeadlinePassed(_("Applications were taken until %(until)s.") % {"until": until})


def check_can_apply(user: Any, organisation: Organisation) -> None:
    """Head or editor; raises NotPermitted."""
    if not roles.has_role(user, roles.EDITORS, organisation=organisation):
        raise NotPermitted(_("Only its head or an editor can apply for an NGO."))


def refusals(answers: list[eligibility.Answer]) -> list[Fault]:
    """Rules that say no, each with what to do about it."""
    return [
        Fault(f"{answer.fact} {answer.remedy}".strip(), rule=answer.code, url=answer.url)
        for answer in answers
        if answer.verdict == eligibility.FAIL
    ]


def check_can_judge(user: Any, application: PartnerApplication, now: dt.datetime) -> None:
    """Officers without a tie to the NGO, after the window; raises NotPermitted or Conflict."""
    check_can_run(user, application.call.body)
    if application.call.status != PartnerCallStatus.ANNOUNCED or now <= application.call.closes_at:
        raise Conflict(_("Applications are judged after the window has closed, until the pool is published."))
    if application.status != PartnerApplicationStatus.SUBMITTED:
        raise Conflict(_("This application has been withdrawn."))
    if organisations_tied_to(user.pk).filter(pk=application.organisation_id).exists():
        raise NotPermitted(_("You have a tie to this NGO, so another officer judges it."))


def check_can_prepare(user: Any, application: PartnerApplication) -> None:
    """Officers, with an NGO of the pool that has no agreement yet; raises NotPermitted or Conflict."""
    check_can_run(user, application.call.body)
    if application.status != PartnerApplicationStatus.ACCEPTED:
        raise Conflict(_("Agreements are made with NGOs of the pool."))
    if application.agreements.filter(status__in=OPEN).exists():
        raise Conflict(_("This partner has an agreement already."))


def check_heads(user: Any, organisation: Organisation) -> None:
    """The head signs; raises NotPermitted."""
    if not roles.has_role(user, Role.NGO_HEAD, organisation=organisation):
        raise NotPermitted(_("Only the head of the NGO signs for it."))


def check_can_sign(user: Any, agreement: PartnerAgreement) -> None:
    """The side whose signature is missing; raises NotPermitted or Conflict."""
    if agreement.status == PartnerAgreementStatus.SENT:
        check_heads(user, agreement.application.organisation)
    elif agreement.status == PartnerAgreementStatus.SIGNED:
        check_can_run(user, agreement.application.call.body)
    else:
        raise Conflict(_("No signature is missing."))


def check_can_report(user: Any, agreement: PartnerAgreement) -> None:
    """Head or editor, for an agreement that came into force; raises NotPermitted or Conflict."""
    check_can_apply(user, agreement.application.organisation)
    if agreement.status not in REPORTED:
        raise Conflict(_("A report is for an agreement that came into force."))


def years_of(agreement: PartnerAgreement, today: dt.date) -> list[int]:
    """Years about which the partner reports by now."""
    last = min(agreement.ended_on or agreement.ends_on, today)
    return list(range(agreement.starts_on.year, last.year + 1))


def is_partner(organisation: Organisation, body: Body) -> bool:
    """Whether the NGO has an agreement in force with the body."""
    running = PartnerAgreement.objects.filter(status=PartnerAgreementStatus.EFFECTIVE)
    return running.filter(application__organisation=organisation, application__call__body=body).exists()


def check_can_endorse(user: Any, proposal: DirectionProposal, organisation: Organisation) -> None:
    """People who write for a partner NGO of the body; raises NotPermitted."""
    check_can_apply(user, organisation)
    if not is_partner(organisation, proposal.list.body):
        raise NotPermitted(_("Only a partner NGO of this body can stand behind a proposal."))

"""Who may do what with an application, and everything that keeps it from being sent.

Head and editor of the NGO write, send, open again and withdraw; a viewer reads. The editor may send too: the NGO's
head names its editors, and on the last day of a window the one who typed the application is the one who is there.
Every sending is audited with its name and the head gets the receipt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from grants.choices import ApplicationStatus, CallStatus, PartnerStatus, SectionName
from grants.models.applications import Application
from grants.models.calls import Call
from grants.querysets import CO_APPLICANT
from grants.rules import checks, sections
from grants.rules.calls import check_window
from registry.choices import NGO_ROLES, Role
from registry.models import Organisation
from registry.rules import eligibility, roles

WRITERS = (Role.NGO_HEAD, Role.NGO_EDITOR)
EDITABLE = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED)
FILES_MAX = 40
OPERATOR_RULE = "operator"


def check_can_write(user: Any, organisation: Organisation) -> None:
    """Head or editor of the NGO; raises NotPermitted."""
    if not roles.has_role(user, WRITERS, organisation=organisation):
        raise NotPermitted(_("You can read this, but not change it. The head of the NGO can make you an editor."))


def check_can_read_draft(user: Any, application: Application) -> None:
    """People of the NGO and of its co-applicants; raises NotPermitted."""
    is_own = roles.has_role(user, NGO_ROLES, organisation=application.organisation)
    if not is_own and not _is_of_co_applicant(user, application, NGO_ROLES):
        raise NotPermitted(_("Only people of the NGO can read what has not been sent."))


def check_can_start(user: Any, call: Call, organisation: Organisation, now: dt.datetime) -> None:
    """Head or editor, while the window is open. Raises NotPermitted, Conflict or DeadlinePassed.

    An NGO that is not eligible yet may start: what is wrong is often mended before the window closes.
    """
    check_can_write(user, organisation)
    check_window(call, now)


def check_may_have_another(call: Call, running: int) -> None:
    """Raises Conflict when the NGO has as many applications as the call takes of one NGO (rule R29)."""
    if call.applications_max is not None and running >= call.applications_max:
        message = ngettext_lazy(
            "This call takes %(count)d application of one NGO at most.",
            "This call takes %(count)d applications of one NGO at most.",
            "count",
        )
        raise Conflict(message % {"count": call.applications_max})


def check_can_edit(user: Any, application: Application, now: dt.datetime) -> None:
    """Head or editor, of a draft while the window is open, or of one that was returned.

    Also of a co-applicant that has consented and may edit.
    """
    is_own = roles.has_role(user, WRITERS, organisation=application.organisation)
    if not is_own and not _is_of_co_applicant(user, application, WRITERS, may_edit=True):
        raise NotPermitted(_("You can read this, but not change it. The head of the NGO can make you an editor."))
    if application.status not in EDITABLE:
        raise Conflict(
            _("This application has been sent, so it cannot be changed. What you typed just now was not saved.")
            if application.status != ApplicationStatus.WITHDRAWN
            else _("This application was withdrawn, so it cannot be changed.")
        )
    check_time(application, now)


def _is_of_co_applicant(user: Any, application: Application, held: Sequence[str], **more: bool) -> bool:
    """Whether ``user`` has one of the roles in an NGO that has consented to be a co-applicant."""
    partners = application.partners.filter(**CO_APPLICANT, **more)
    organisations = roles.memberships(user).filter(role__in=held).values("organisation")
    return partners.filter(organisation__in=organisations).exists()


def check_time(application: Application, now: dt.datetime) -> None:
    """A draft lives by the window of its call; one that was returned, by the formal check."""
    if application.status != ApplicationStatus.RETURNED:
        check_window(application.call, now)
        return
    if application.call.status not in (CallStatus.ANNOUNCED, CallStatus.CHECKING):
        raise Conflict(_("The formal check is over, so the application cannot be corrected any more."))
    until = checks.correction_until(application)
    if until is not None and now > until:
        message = _("The application could be corrected until %(deadline)s.")
        raise DeadlinePassed(message % {"deadline": presentation.moment(until, with_zone=True)})


def check_can_reopen(user: Any, application: Application, now: dt.datetime) -> None:
    """Head or editor, of a sent application, while the window is open."""
    check_can_write(user, application.organisation)
    check_window(application.call, now)


def check_can_withdraw(user: Any, application: Application) -> None:
    """Head or editor, until the formal check has spoken."""
    check_can_write(user, application.organisation)


def rules_of(call: Call) -> list[dict[str, Any]]:
    """The rules of the call; where an NGO runs it, also that it gives nothing to itself or its own people."""
    own = [rule for rule in call.eligibility if rule["code"] != OPERATOR_RULE]
    if call.operator.organisation_id is None:
        return own
    return [*own, {"code": OPERATOR_RULE, "parameters": {"organisation": call.operator.organisation_id}}]


def eligibility_answers(
    call: Call, organisation: Organisation, on: dt.date, draft: sections.Draft | None = None, *, if_filed: bool = False
) -> list[eligibility.Answer]:
    """One answer per rule of the call: what the applicant is shown before is what decides at submission.

    With ``draft``, rules about the sum and the term are answered by what has been typed; ``if_filed`` answers as if the
    NGO filed its annual information today.
    """
    facts: dict[str, Any] = {"if_filed": if_filed}
    if draft:
        facts |= {"amount": sections.requested(draft), "months": sections.project_months(draft)}
    return eligibility.check(organisation, rules_of(call), on=on, facts=facts)


def submission_faults(application: Application, now: dt.datetime) -> list[Fault]:
    """All faults of an application at once: eligibility first, then each section in order."""
    draft = sections.draft_of(application)
    found = eligibility_faults(application, draft, now)
    for name, listed in sections.faults(draft).items():
        every = [*listed, *sections.copy_faults(draft, name)]
        found += [sections.placed(fault, draft.parts[name]) for fault in every]
    return found + consent_faults(application)


def consent_faults(application: Application) -> list[Fault]:
    """Partners that are named and have not consented."""
    page = reverse("grants:partner-list", args=[application.number])
    sentences = {
        PartnerStatus.ASKED: _("%(name)s has not consented yet: remind its head, or take it out"),
        PartnerStatus.REFUSED: _("%(name)s does not consent: take it out"),
    }
    waiting = application.partners.filter(status__in=sentences).select_related("organisation")
    return [
        Fault(f"{SectionName.PARTNERS.label}: {sentences[PartnerStatus(one.status)] % {'name': one}}", url=page)
        for one in waiting
    ]


def eligibility_faults(application: Application, draft: sections.Draft, now: dt.datetime) -> list[Fault]:
    """The rules of the call that the NGO does not meet, each with its fact, its remedy and where to mend it."""
    page = f"{reverse('grants:call-detail', args=[application.call.slug])}#eligibility"
    answers = eligibility_answers(application.call, application.organisation, local_date(now), draft)
    return [
        Fault(f"{answer.title}: {answer.fact} {answer.remedy}", rule=answer.code, url=answer.url or page)
        for answer in answers
        if answer.verdict == eligibility.FAIL
    ]


def eligibility_at_check(application: Application) -> list[Fault]:
    """What the same rules say in the formal check: by the facts of now, and by the day on which it was sent."""
    sent = application.submitted_at or application.created_at
    draft = sections.draft_of(application)
    answers = eligibility_answers(application.call, application.organisation, local_date(sent), draft)
    message = _("«%(rule)s» is not met: %(fact)s An application like this cannot be admitted.")
    return [
        Fault(message % {"rule": answer.title, "fact": answer.fact}, "conclusion", answer.code)
        for answer in answers
        if answer.verdict == eligibility.FAIL
    ]


def eligibility_snapshot(application: Application, now: dt.datetime) -> list[dict[str, str]]:
    """The answers with the facts they stand on, in the application's language: kept with what is sent."""
    draft = sections.draft_of(application)
    with translation.override(application.language):
        answers = eligibility_answers(application.call, application.organisation, local_date(now), draft)
    return [
        {
            "code": answer.code,
            "title": answer.title,
            "verdict": answer.verdict,
            "fact": answer.fact,
            "legal_basis": answer.legal_basis,
            "known_on": answer.known_on,
            "mender": answer.mender,
        }
        for answer in answers
    ]

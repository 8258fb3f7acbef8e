"""Who may do what with an application, and everything that keeps it from being sent.

Head and editor of the NGO write, send, open again and withdraw; a viewer reads. The editor may send too: the NGO's
head names its editors, and on the last day of a window the one who typed the application is the one who is there.
Every sending is audited with its name and the head gets the receipt.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from grants.choices import ApplicationStatus, CallStatus
from grants.models.applications import Application
from grants.models.calls import Call
from grants.rules import checks, sections
from grants.rules.calls import check_window
from registry.choices import NGO_ROLES, Role
from registry.models import Organisation
from registry.rules import eligibility, roles

WRITERS = (Role.NGO_HEAD, Role.NGO_EDITOR)
EDITABLE = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED)
FILES_MAX = 10


def check_can_write(user: Any, organisation: Organisation) -> None:
    """Head or editor of the NGO; raises NotPermitted."""
    if not roles.has_role(user, WRITERS, organisation=organisation):
        raise NotPermitted(_("You can read this, but not change it. The head of the NGO can make you an editor."))


def check_can_read_draft(user: Any, application: Application) -> None:
    """People of the NGO; raises NotPermitted."""
    if not roles.has_role(user, NGO_ROLES, organisation=application.organisation):
        raise NotPermitted(_("Only people of the NGO can read what has not been sent."))


def check_can_start(user: Any, call: Call, organisation: Organisation, now: dt.datetime) -> None:
    """Head or editor, while the window is open. Raises NotPermitted, Conflict or DeadlinePassed.

    An NGO that is not eligible yet may start: what is wrong is often mended before the window closes.
    """
    check_can_write(user, organisation)
    check_window(call, now)


def check_can_edit(user: Any, application: Application, now: dt.datetime) -> None:
    """Head or editor, of a draft while the window is open, or of one that was returned."""
    check_can_write(user, application.organisation)
    if application.status not in EDITABLE:
        raise Conflict(
            _("This application has been sent, so it cannot be changed. What you typed just now was not saved.")
            if application.status != ApplicationStatus.WITHDRAWN
            else _("This application was withdrawn, so it cannot be changed.")
        )
    check_time(application, now)


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


def eligibility_answers(
    call: Call, organisation: Organisation, on: dt.date, draft: sections.Draft | None = None
) -> list[eligibility.Answer]:
    """One answer per rule of the call: what the applicant is shown before is what decides at submission.

    With ``draft``, rules about the sum and the term are answered by what has been typed.
    """
    facts = {"amount": sections.requested(draft), "months": sections.project_months(draft)} if draft else None
    return eligibility.check(organisation, call.eligibility, on=on, facts=facts)


def submission_faults(application: Application, now: dt.datetime) -> list[Fault]:
    """All faults of an application at once: eligibility first, then each section in order."""
    draft = sections.draft_of(application)
    found = eligibility_faults(application, draft, now)
    for name, listed in sections.faults(draft).items():
        found += [sections.placed(fault, draft.parts[name]) for fault in listed]
    return found


def eligibility_faults(application: Application, draft: sections.Draft, now: dt.datetime) -> list[Fault]:
    """The rules of the call that the NGO does not meet, each with its fact, its remedy and where to mend it."""
    page = f"{reverse('grants:call-detail', args=[application.call.slug])}#eligibility"
    answers = eligibility_answers(application.call, application.organisation, local_date(now), draft)
    return [
        Fault(f"{answer.title}: {answer.fact} {answer.remedy}", rule=answer.code, url=answer.url or page)
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
        }
        for answer in answers
    ]

"""Background work of the registry."""

from __future__ import annotations

from celery import shared_task
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from foundation.core import jobs
from foundation.notifications import outside
from registry.actions import (
    annual_imports,
    annual_reminders,
    duplicates,
    imports,
    invitations,
    notices,
    papers,
    signals,
    suppliers,
    taken_files,
)
from registry.choices import FileContent
from registry.models import AnnualImport, TakenFile
from registry.models.imports import OrganisationImport


@jobs.handler("registry.import_organisations")
def import_organisations(progress: jobs.Progress, *, import_id: int) -> dict[str, object]:
    """Load the file; the result has the counts and the page's address."""
    load = OrganisationImport.objects.select_related("document", "requested_by").get(pk=import_id)
    load = imports.run(load=load, report=progress.report)
    return {"url": load.get_absolute_url(), **load.outcome}


@jobs.handler("registry.find_duplicates", label=_("Looking for duplicate records"))
def find_duplicates(progress: jobs.Progress) -> dict[str, object]:
    """Look for records that may be one organisation; the result has the counts and the list's address."""
    counts = duplicates.find()
    progress.report(1, 1)
    return {"url": reverse("registry:duplicate-list"), **counts}


@shared_task(name="registry.look_for_duplicates")
def look_for_duplicates() -> None:
    """By the clock: want duplicates looked for, unless that is under way."""
    duplicates.want_search()


@jobs.handler("registry.mail_invitation", label=_("Sending an invitation"))
def mail_invitation(progress: jobs.Progress, *, invitation_id: int, nonce: str) -> dict[str, object]:
    """Send the letter of one link, once; a mail server that is not reached is tried again."""
    invitation = invitations.claim_mail(invitation_id=invitation_id, nonce=nonce)
    if invitation is None:
        return {"sent": 0}
    with translation.override(invitation.language):
        path = invitation.get_absolute_url()
    try:
        outside.send(
            to=invitation.email,
            language=invitation.language,
            letter=notices.letter_of(invitation),
            context=notices.context_of(invitation),
            path=path,
        )
    except ConnectionError:
        invitations.give_mail_back(invitation=invitation)
        raise
    return {"sent": 1}


@jobs.handler("registry.take_file", label=_("Taking a file in"))
def take_file(progress: jobs.Progress, *, file_id: int) -> dict[str, object]:
    """Take the file in; the result leads to where its rows are seen."""
    file = TakenFile.objects.select_related("wanted_by").get(pk=file_id)
    progress.report(0, 1)
    file = taken_files.take(file=file)
    progress.report(1, 1)
    page = "registry:award-import" if file.what == FileContent.AWARDS else "registry:match-list"
    return {"rows": file.row_count, "url": reverse(page)}


@jobs.handler("registry.compute_signals_job", label=_("Comparing awards of public money"))
def compute_signals_job(progress: jobs.Progress) -> dict[str, object]:
    """Look at the whole ledger; the result has the counts and the list's address."""
    computed = signals.compute()
    progress.report(1, 1)
    return {"url": reverse("registry:signal-list"), **computed.counts}


@shared_task(name="registry.compute_signals", ignore_result=True)
def compute_signals() -> None:
    """By the clock: want the ledger compared, unless that is under way."""
    signals.want()


@shared_task(name="registry.search_unreliable", ignore_result=True)
def search_unreliable() -> None:
    """By the clock: organisations registered or renamed since the list was taken in."""
    suppliers.search()


@shared_task(name="registry.remind_papers", ignore_result=True)
def remind_papers() -> None:
    """By the clock: documents that run out."""
    papers.remind()


@jobs.handler("registry.import_annual", label=_("Annual information from a file"))
def import_annual(progress: jobs.Progress, *, import_id: int) -> dict[str, object]:
    """Enter information that came on paper; the result has the counts and the page's address."""
    load = AnnualImport.objects.select_related("document", "requested_by").get(pk=import_id)
    load = annual_imports.run(load=load, report=progress.report)
    return {"url": load.get_absolute_url(), **load.outcome}


@jobs.handler("registry.remind_annual", label=_("Reminder of annual information"))
def remind_annual(progress: jobs.Progress, *, year: int, round_key: str, region: str) -> dict[str, int]:
    """Write the letters of one round; started again it writes the rest."""
    wanted = annual_reminders.Round(year, round_key, region)
    return {"written": annual_reminders.carry_out(wanted, progress.report)}


@shared_task(name="registry.remind_of_annual", ignore_result=True)
def remind_of_annual() -> None:
    """Want the reminders that the calendar asks for today."""
    annual_reminders.want_todays()

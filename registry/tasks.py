"""Background work of the registry."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from foundation.core import jobs
from foundation.notifications import outside
from registry.actions import duplicates, imports, invitations, notices
from registry.models.imports import OrganisationImport


@jobs.handler("registry.import_organisations")
def import_organisations(progress: jobs.Progress, *, import_id: int) -> dict[str, object]:
    """Load the file in the language of the person who asked; the result has the counts and the page's address."""
    load = OrganisationImport.objects.select_related("document", "requested_by").get(pk=import_id)
    language = load.requested_by.language if load.requested_by else settings.LANGUAGE_CODE
    with translation.override(language):
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

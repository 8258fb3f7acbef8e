"""Background work of the registry."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from foundation.core import jobs
from registry.actions import annual_imports, annual_reminders, duplicates, imports
from registry.models import AnnualImport
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


@jobs.handler("registry.import_annual", label=_("Annual information from a file"))
def import_annual(progress: jobs.Progress, *, import_id: int) -> dict[str, object]:
    """Enter information that came on paper, in the language of the person who asked."""
    load = AnnualImport.objects.select_related("document", "requested_by").get(pk=import_id)
    language = load.requested_by.language if load.requested_by else settings.LANGUAGE_CODE
    with translation.override(language):
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

"""Background work of the registry."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation

from foundation.core import jobs
from registry.actions import imports
from registry.models.imports import OrganisationImport


@jobs.handler("registry.import_organisations")
def import_organisations(progress: jobs.Progress, *, import_id: int) -> dict[str, object]:
    """Load the file in the language of the person who asked; the result has the counts and the page's address."""
    load = OrganisationImport.objects.select_related("document", "requested_by").get(pk=import_id)
    language = load.requested_by.language if load.requested_by else settings.LANGUAGE_CODE
    with translation.override(language):
        load = imports.run(load=load, report=progress.report)
        return {"url": load.get_absolute_url(), **load.outcome}

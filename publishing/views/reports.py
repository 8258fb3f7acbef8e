"""Reports: ask, wait, download."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.models import User
from foundation.accounts.typed import signed_in
from foundation.core.presentation import language
from foundation.documents.serving import serve
from grants.models import Call
from publishing import actions, queries
from publishing.choices import ReportKind


@require_POST
@signed_in
def report_request(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Have a report of a call made, in the language of the page, and go to the page with the bar."""
    call = Call.objects.visible_to(request.user).filter(slug=slug).first()
    if call is None or kind not in queries.KINDS_OF_SUBJECT[queries.CALL]:
        raise Http404
    report = actions.request(call=call, kind=kind, language=language(), by=cast("User", request.user))
    return redirect("jobs:job-detail", report.job_id)


@require_POST
@signed_in
def registry_request(request: HttpRequest) -> HttpResponse:
    """Have the whole registry made into a table."""
    person = cast("User", request.user)
    report = actions.request(call=None, kind=ReportKind.REGISTRY, language=language(), by=person)
    return redirect("jobs:job-detail", report.job_id)


@require_safe
def report_download(request: HttpRequest, pk: UUID) -> FileResponse:
    """The file of a report; for people who may not have it there is no such page."""
    report = queries.downloadable(request.user, pk)
    if report is None or report.document is None:
        raise Http404
    return serve(report.document)

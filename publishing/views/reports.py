"""Reports: ask, wait, download."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.models import User
from foundation.accounts.typed import signed_in
from foundation.core.presentation import language
from foundation.documents.serving import serve
from grants.models import Call
from publishing import actions, queries, registry_files
from publishing.choices import ReportKind
from publishing.reports import registry_list

REGISTRY_FORMS = {"xlsx": ReportKind.REGISTRY, "csv": ReportKind.REGISTRY_CSV}
QUERY_MAX = 4_000


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
    """Have the registry, or what the search in ``query`` finds, made into a table."""
    kind = REGISTRY_FORMS.get(request.POST.get("form", "xlsx"), ReportKind.REGISTRY)
    query = registry_list.cleaned(QueryDict(request.POST.get("query", "")[:QUERY_MAX]))
    person = cast("User", request.user)
    report = actions.request(call=None, kind=kind, language=language(), by=person, query=query)
    return redirect("jobs:job-detail", report.job_id)


@require_safe
def registry_found(request: HttpRequest, form: str) -> HttpResponseBase:
    """What a search finds as a file, at once when it is short; else the page that has it made in the background."""
    if form not in REGISTRY_FORMS:
        raise Http404
    found, total = registry_list.found(QueryDict(registry_list.cleaned(request.GET)))
    if total <= registry_files.AT_ONCE:
        return registry_files.response(form, registry_list.sheets(found), with_body=request.method == "GET")
    context = {"total": total, "form": form, "query": registry_list.cleaned(request.GET), "label": form.upper()}
    return render(request, "publishing/registry_found.html", context)


@require_safe
def report_download(request: HttpRequest, pk: UUID) -> FileResponse:
    """The file of a report; for people who may not have it there is no such page."""
    report = queries.downloadable(request.user, pk)
    if report is None or report.document is None:
        raise Http404
    return serve(report.document)

"""Pages of officers about the filing of a year: how far it is, who is missing, reminders, information on paper."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core import clock, presentation
from foundation.core.calendar import local_date
from foundation.documents.refusals import FileRefused
from foundation.documents.serving import serve
from registry.actions import annual_imports, annual_reminders
from registry.exports import campaign as exports
from registry.forms import AnnualImportForm, RegionForm
from registry.models import AnnualImport
from registry.queries import annual as annual_queries
from registry.queries import campaign
from registry.rules import roles
from registry.rules.annual import check_year


def _may(request: HttpRequest, year: int | None = None) -> None:
    roles.check_can_accept_annual_information(request.user)
    if year is not None:
        check_year(year, local_date(clock.now()))


def _region(request: HttpRequest, data: Any) -> tuple[RegionForm, str]:
    form = RegionForm(data, regions=annual_queries.region_choices())
    return form, form.cleaned_data["region"] if form.is_valid() else ""


@signed_in
@require_safe
def campaign_detail(request: HttpRequest, year: int) -> HttpResponse:
    """The filing of a year by region, over time, and who is missing."""
    _may(request, year)
    form, region = _region(request, request.GET)
    due = annual_queries.due(year)
    counted = campaign.campaign(year, due.on)
    context = {
        "year": year,
        "due": due,
        "campaign": counted,
        "shares": [(str(place), row.percent, f"{row.percent} %") for place, row in counted.rows],
        "weeks": [(presentation.day(monday), count) for monday, count in campaign.weeks(year)],
        "missing": campaign.missing(year, region, request.GET.get("after", "")),
        "form": form,
        "region": region,
        "has_workbook": not campaign.owes_more_than(exports.XLSX_ROWS, year, region),
        "years": [one for one in range(year - 1, year + 2) if 2016 <= one < local_date(clock.now()).year],
    }
    return render(request, "registry/annual_campaign.html", context)


@login_required
@require_safe
def missing_file(request: HttpRequest, year: int, ending: str) -> HttpResponseBase:
    """Who has not filed, as CSV or XLSX, in public columns; written while it is read."""
    _may(request, year)
    if ending not in exports.MISSING:
        raise Http404
    _form, region = _region(request, request.GET)
    return exports.MISSING[ending](year, region)


@signed_in
@require_POST
def remind(request: HttpRequest, year: int) -> HttpResponse:
    """Remind those of a region who have not filed; the job's page follows."""
    _form, region = _region(request, request.POST)
    job = annual_reminders.ask(year=year, region=region, by=request.user)  # type: ignore[arg-type]
    return redirect("jobs:job-detail", job.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def import_create(request: HttpRequest) -> HttpResponse:
    """Choose a file with information that came on paper; the job's page follows."""
    _may(request)
    form = AnnualImportForm(request.POST, request.FILES) if request.method == "POST" else AnnualImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            load = annual_imports.request(upload=form.cleaned_data["file"], by=request.user)
        except FileRefused as refusal:
            form.add_error("file", str(refusal.message))
        else:
            return redirect("jobs:job-detail", load.job_id)
    context = {"form": form, "required": annual_imports.REQUIRED, "headings": annual_imports.HEADINGS}
    return render(request, "registry/annual_import_create.html", context)


@signed_in
@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a file."""
    _may(request)
    load = get_object_or_404(AnnualImport.objects.select_related("document", "errors"), pk=pk)
    return render(request, "registry/annual_import_detail.html", {"load": load})


@login_required
@require_safe
def import_errors(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All rows that were not taken, as a file."""
    _may(request)
    load = get_object_or_404(AnnualImport.objects.exclude(errors=None).select_related("errors"), pk=pk)
    return serve(load.errors)  # type: ignore[arg-type]

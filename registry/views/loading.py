"""Loading the registry from a file: for officers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.presentation import language
from foundation.documents.refusals import FileRefused
from foundation.documents.serving import serve
from registry.actions import imports
from registry.actions.imports.values import HEADINGS
from registry.forms import ImportForm
from registry.models.imports import OrganisationImport
from registry.queries import loads
from registry.rules import roles


@signed_in
@require_http_methods(["GET", "POST"])
def import_create(request: HttpRequest) -> HttpResponse:
    """Choose a file; the job's page follows."""
    roles.check_can_import_organisations(request.user)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        try:
            load = imports.request(
                upload=form.cleaned_data["file"], is_dry_run=form.cleaned_data["is_dry_run"], by=request.user
            )
        except FileRefused as refusal:
            form.add_error("file", str(refusal.message))
        else:
            return redirect("jobs:job-detail", load.job_id)
    context = {"form": form, "headings": HEADINGS, "loads": loads.latest()}
    return render(request, "registry/import_create.html", context)


@signed_in
@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a file, or would come of it."""
    roles.check_can_import_organisations(request.user)
    load = get_object_or_404(OrganisationImport.objects.select_related("document", "errors"), pk=pk)
    context = {
        "load": load,
        "new": loads.rows(load, "first_new", language()),
        "changed": loads.rows(load, "first_changed", language()),
    }
    return render(request, "registry/import_detail.html", context)


@signed_in
@require_POST
def import_load(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the file of a check; the job's page follows."""
    roles.check_can_import_organisations(request.user)
    load = imports.carry_out(check=get_object_or_404(OrganisationImport, pk=pk), by=request.user)
    return redirect("jobs:job-detail", load.job_id)


@login_required
@require_safe
def import_errors(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All rows that were not taken, as a file."""
    roles.check_can_import_organisations(request.user)
    load = get_object_or_404(OrganisationImport.objects.exclude(errors=None).select_related("errors"), pk=pk)
    return serve(load.errors)  # type: ignore[arg-type]

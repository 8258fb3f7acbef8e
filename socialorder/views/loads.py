"""Files with orders of the national procurement portal: for officers."""

from __future__ import annotations

import csv
import io

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.documents.refusals import FileRefused
from foundation.documents.serving import serve
from socialorder.actions.placed import loads
from socialorder.actions.placed.columns import COLUMNS, REQUIRED
from socialorder.forms.placed import OrderFileForm
from socialorder.models import OrderLoad
from socialorder.queries import placed as queries
from socialorder.rules import placed as rules
from socialorder.views.shared import READ_AND_WRITE


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def load_create(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is checked first, and the job's page follows."""
    rules.check_can_load(request.user)
    form = OrderFileForm(request.POST, request.FILES) if request.method == "POST" else OrderFileForm()
    if request.method == "POST" and form.is_valid():
        try:
            load = loads.receive(upload=form.cleaned_data["file"], by=request.user)
        except FileRefused as refusal:
            form.add_error("file", str(refusal.message))
        else:
            return redirect("jobs:job-detail", load.job_id)
    labels = [(name, queries.LABELS.get(name, ""), name in REQUIRED) for name in COLUMNS]
    context = {"form": form, "columns": labels, "loads": queries.latest_loads(request.user)}
    return render(request, "socialorder/load_create.html", context)


@require_safe
@signed_in
def load_sample(request: HttpRequest) -> HttpResponse:
    """A file with every column and one row, to be filled in."""
    rules.check_can_load(request.user)
    text = io.StringIO(newline="")
    csv.writer(text).writerows(zip(*queries.SAMPLE, strict=True))
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="orders-sample.csv"'
    return response


@never_cache
@require_safe
@signed_in
def load_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would change, or has changed."""
    rules.check_can_load(request.user)
    load = get_object_or_404(OrderLoad.objects.visible_to(request.user), pk=pk)
    context = {"load": load, "new": queries.rows_of(load, "first_new")}
    context["changed"] = queries.rows_of(load, "first_changed")
    return render(request, "socialorder/load_detail.html", context)


@require_POST
@signed_in
def load_want(request: HttpRequest, pk: int) -> HttpResponse:
    """Load a checked file; the job's page follows."""
    rules.check_can_load(request.user)
    load = get_object_or_404(OrderLoad.objects.visible_to(request.user), pk=pk)
    return redirect("jobs:job-detail", loads.want(load=load, by=request.user).job_id)


@login_required
@require_safe
def load_errors(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All rows that were not taken, as a file."""
    rules.check_can_load(request.user)
    load = get_object_or_404(OrderLoad.objects.visible_to(request.user).exclude(errors=None), pk=pk)
    return serve(load.errors)  # type: ignore[arg-type]  # excluded when there is none

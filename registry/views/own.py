"""Pages of an organisation's own people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.core import clock, presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from registry import queries
from registry.actions import annual, organisations
from registry.forms import AnnualForm, OwnFactsForm
from registry.forms.record import add_faults
from registry.models import Organisation
from registry.rules import roles
from registry.rules.annual import check_year


@typed.signed_in
@require_http_methods(["GET", "POST"])
def ngo_edit(request: HttpRequest, number: str) -> HttpResponse:
    """What the organisation says about itself."""
    organisation = get_object_or_404(queries.cards(), bin=number)
    roles.check_can_edit_organisation(request.user, organisation)
    data = request.POST if request.method == "POST" else typed.take(request)
    form = OwnFactsForm(data, initial=OwnFactsForm.initial_of(organisation))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        spheres = values.pop("spheres")
        try:
            organisations.update(organisation=organisation, values=values, spheres=spheres, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(organisation)
    context = {"ngo": organisation, "form": form, "completeness": queries.completeness(organisation)}
    return render(request, "registry/ngo_edit.html", context)


@typed.signed_in
@require_http_methods(["GET", "POST"])
def annual_edit(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """The information about one year: saved by itself while typing, submitted by the button."""
    organisation = get_object_or_404(queries.cards(), bin=number)
    roles.check_can_edit_organisation(request.user, organisation)
    check_year(year, local_date(clock.now()))
    if request.headers.get("X-Autosave"):
        return _autosave(request, organisation, year)
    row = next((one for one in organisation.annual_information.all() if one.year == year), None)
    data = request.POST if request.method == "POST" else typed.take(request)
    form = AnnualForm(data, initial=row.content if row else {})
    if request.method == "POST" and form.is_valid():
        annual.submit(organisation=organisation, year=year, content=form.content(), by=request.user)
        messages.success(request, _("The information is submitted."))
        return redirect(organisation)
    context = {"ngo": organisation, "year": year, "row": row, "form": form, "due_on": queries.annual_due_on(year)}
    return render(request, "registry/annual_edit.html", context)


def _autosave(request: HttpRequest, organisation: Organisation, year: int) -> JsonResponse:
    content: dict[str, Any] = {name: request.POST.get(name, "") for name in AnnualForm.base_fields}
    annual.save_draft(organisation=organisation, year=year, content=content, by=request.user)
    return JsonResponse({"saved_at": f"{presentation.local(clock.now()):%H:%M}"})

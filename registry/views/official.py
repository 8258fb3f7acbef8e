"""What the state says about an organisation: for officers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from registry.actions import organisations
from registry.forms.record import NewOrganisationForm, OfficialFactsForm
from registry.rules import roles
from registry.views.found import record_of


@typed.signed_in
@require_http_methods(["GET", "POST"])
def ngo_create(request: HttpRequest) -> HttpResponse:
    """Enter one organisation; many come by a file."""
    roles.check_can_register_organisation(request.user)
    form = NewOrganisationForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        spheres = values.pop("spheres")
        try:
            entered = organisations.register(values=values, spheres=spheres, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The organisation is in the registry."))
            return redirect(entered)
    return render(request, "registry/ngo_create.html", {"form": form})


@typed.signed_in
@require_http_methods(["GET", "POST"])
def ngo_official(request: HttpRequest, **which: Any) -> HttpResponse:
    """Change official facts, with a reason that everybody can read in the history."""
    organisation = record_of(**which)
    roles.check_can_edit_official_facts(request.user)
    data = typed.posted(request)
    form = OfficialFactsForm(data, initial=OfficialFactsForm.initial_of(organisation))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        reason = values.pop("reason")
        try:
            changed = organisations.update(organisation=organisation, values=values, by=request.user, reason=reason)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(changed)
    return render(request, "registry/ngo_official.html", {"ngo": organisation, "form": form})

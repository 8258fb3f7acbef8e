"""Founders and logo: for an organisation's head and editors, and for officers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts import typed
from foundation.core.errors import Invalid
from foundation.documents.refusals import FileRefused
from registry.actions import founders, logos
from registry.forms.record import FounderForm, FounderFormSet, LogoForm
from registry.models import Organisation
from registry.rules import roles
from registry.views.found import record_of


@typed.signed_in
@require_http_methods(["GET", "POST"])
def ngo_founders(request: HttpRequest, number: str) -> HttpResponse:
    """The whole list of founders at once."""
    organisation = record_of(number)
    roles.check_can_edit_own_facts(request.user, organisation)
    data = typed.posted(request)
    known = [FounderForm.initial_of(founder) for founder in organisation.founders.all()]
    rows = FounderFormSet(data, initial=known or [{}], prefix="founders")
    if request.method == "POST" and rows.is_valid() and _replaced(request, organisation, rows):
        messages.success(request, _("The changes are saved."))
        return redirect(organisation)
    return render(request, "registry/ngo_founders.html", {"ngo": organisation, "rows": rows})


def _replaced(request: HttpRequest, organisation: Organisation, rows: Any) -> bool:
    """Save; a refusal is told at the fields («founders-0-bin») and gives False."""
    try:
        founders.replace(organisation=organisation, founders=[row.facts() for row in rows.forms], by=request.user)
    except Invalid as refusal:
        for fault in refusal.faults:
            _prefix, place, name = fault.field.split("-")
            rows.forms[int(place)].add_error(name, str(fault.message))
        return False
    return True


@typed.signed_in
@require_http_methods(["GET", "POST"])
def ngo_logo_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Show the logo that there is, take another."""
    organisation = record_of(number)
    roles.check_can_edit_own_facts(request.user, organisation)
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if request.method == "POST" and form.is_valid():
        try:
            logos.put(organisation=organisation, upload=form.cleaned_data["file"], by=request.user)
        except FileRefused as refusal:
            form.add_error("file", str(refusal.message))
        else:
            messages.success(request, _("The logo is on the card."))
            return redirect(organisation)
    return render(request, "registry/ngo_logo_edit.html", {"ngo": organisation, "form": form})


@typed.signed_in
@require_POST
def ngo_logo_remove(request: HttpRequest, number: str) -> HttpResponse:
    """Show no logo."""
    organisation = record_of(number)
    logos.remove(organisation=organisation, by=request.user)
    messages.success(request, _("The logo is removed."))
    return redirect(organisation)

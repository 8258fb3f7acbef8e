"""Pages of an organisation's own people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from registry import queries
from registry.actions import organisations
from registry.forms import OwnFactsForm
from registry.rules import roles


@typed.signed_in
@require_http_methods(["GET", "POST"])
def ngo_edit(request: HttpRequest, number: str) -> HttpResponse:
    """What the organisation says about itself."""
    organisation = get_object_or_404(queries.cards(), bin=number)
    roles.check_can_edit_organisation(request.user, organisation)
    data = typed.posted(request)
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

"""Taking sections over from an earlier application of the same NGO, or from its record."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.core import clock
from grants.actions import copying as actions
from grants.forms.partners import CopyForm
from grants.models.parts import parts_of
from grants.queries import applications as queries
from grants.rules import applications as rules
from grants.views.applications import own_application

RECORD = "record"


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def application_copy(request: HttpRequest, number: str) -> HttpResponse:
    """Choose where from and which sections; amounts and dates wait to be looked through."""
    application = own_application(request, number)
    if request.method != "POST":
        rules.check_can_edit(request.user, application, clock.now())
    earlier = queries.earlier_applications(application)
    sources = [(RECORD, _("The record of the NGO in the registry")), *((one.number, str(one)) for one in earlier)]
    names = [(name, part.label) for name, part in parts_of(application.call).items()]
    data = request.POST if request.method == "POST" else None
    form = CopyForm(data, sources=sources, names=names, initial={"source": sources[-1][0]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        source = next((one for one in earlier if one.number == said["source"]), None)
        changed = actions.copy(application=application, source=source, names=said["sections"], by=request.user)
        told = ngettext("%(count)s section is taken over.", "%(count)s sections are taken over.", len(changed))
        messages.success(request, told % {"count": len(changed)})
        return redirect(application)
    return render(request, "grants/application_copy.html", {"application": application, "form": form})

"""The page on which an officer declares the quotas of a call."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.core.errors import Invalid
from grants.actions import call_quotas as actions
from grants.forms.call_quotas import PREFIX, QuotaFormSet, initial_rows
from grants.models import Call
from grants.models.quotas import kinds_of
from grants.rules import calls as rules
from grants.views.calls import visible_call


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def call_quotas(request: HttpRequest, slug: str) -> HttpResponse:
    """How much goes to which region, direction or group, of a call in preparation."""
    call, status = visible_call(request, slug), 200
    rules.check_can_edit(request.user, call)
    rows = _rows(request, call)
    if request.method == "POST" and rows.is_valid():
        try:
            actions.write(call=call, quotas=rows.quotas(), by=request.user)
        except Invalid as refusal:
            rows.add_faults(refusal.faults)
            status = refusal.status_code
        else:
            messages.success(request, _("The quotas are saved."))
            return redirect("grants:call-preview", slug)
    return render(request, "grants/call_quotas.html", {"rows": rows, "call": call}, status=status)


def _rows(request: HttpRequest, call: Call) -> Any:
    data = typed.posted(request)
    initial = None if data else initial_rows(call.quotas)
    return QuotaFormSet(data, prefix=PREFIX, initial=initial, form_kwargs={"kinds": kinds_of(call)})

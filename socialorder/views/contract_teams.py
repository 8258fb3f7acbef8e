"""The team of a contract, named by the supplier."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from socialorder.actions.contracts import teams as actions
from socialorder.forms.contract_teams import PersonFormSet
from socialorder.queries.contract_teams import team_of
from socialorder.rules.contracts import contracts as rules
from socialorder.views.contracts import visible_contract
from socialorder.views.shared import READ_AND_WRITE


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def contract_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Name everybody who works on it."""
    contract = visible_contract(request, pk)
    rules.check_can_write(request.user, contract)
    initial = [{"name": one.name, "workload": one.workload} for one in team_of(contract)]
    typed_rows = typed.posted(request)
    rows: Any = PersonFormSet(typed_rows, initial=None if typed_rows else initial, prefix="team")
    if request.method == "POST" and rows.is_valid():
        people = [(form.cleaned_data["name"], form.cleaned_data["workload"]) for form in rows.forms]
        actions.name(contract=contract, people=people, by=request.user)
        messages.success(request, _("The team is kept."))
        return redirect(contract)
    is_refused = request.method == "POST" and not rows.rows_changed
    context = {"contract": contract, "rows": rows}
    return render(request, "socialorder/contract_team.html", context, status=422 if is_refused else 200)

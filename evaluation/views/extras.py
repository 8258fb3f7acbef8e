"""One more expert where marks diverge: the officer's pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from evaluation import queries, reports
from evaluation.actions import extras
from evaluation.forms import ExtraForm, add_faults
from evaluation.models import Round
from evaluation.rules.extras import check_can_call_extra, check_can_see_divergence
from evaluation.views.assignments import own_round
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, Invalid
from foundation.core.permissions import allowed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def divergence_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Entries over the threshold with their spread, who was called, and the form that calls. No single mark is shown."""
    round_ = own_round(request, pk)
    check_can_see_divergence(request.user, round_)
    form = ExtraForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            extras.call(round=round_, by=request.user, **form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        except Conflict as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Experts of the reserve are called."))
            return redirect("evaluation:divergence-list", pk)
    status = 422 if form.errors else 200
    return render(request, "evaluation/divergence_list.html", _context(request, round_) | {"form": form}, status=status)


def _context(request: HttpRequest, round_: Round) -> dict[str, Any]:
    rows = queries.divergent(round_)
    return {
        "round": round_,
        "rows": rows,
        "calls": [(call, reports.assignment_figures(call.document)) for call in queries.extra_assignments(round_)],
        "can_call": allowed(check_can_call_extra, request.user, round_) and not all(row.experts for row in rows),
    }

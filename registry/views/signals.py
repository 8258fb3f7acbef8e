"""Signals in public money: for officers and for the people of the organisation that is asked."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.typed import signed_in
from registry import queries
from registry.actions import signals
from registry.forms.oversight import SignalFilterForm
from registry.models import Signal
from registry.queries.oversight import signal_pages, signals_page
from registry.rules.oversight import standing, steps
from registry.rules.signals import WHY, explained, in_force_since
from registry.views.steps import is_done, step_form
from registry.workflow import SIGNAL


@require_safe
@signed_in
def signal_list(request: HttpRequest) -> HttpResponse:
    """All that the reader may see, by rule, region and state."""
    filters = SignalFilterForm(request.GET.dict(), queries.regions())
    page = signals_page(request.user, filters.chosen, request.GET.get("after", ""))
    return render(request, "registry/signal_list.html", {"page": page, "filters": filters})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def signal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What it stands on; the organisation answers, an officer keeps or dismisses it."""
    signal = get_object_or_404(signal_pages(request.user), pk=pk)
    form = step_form(request, steps(SIGNAL, signal.status, standing(request.user, signal.organisation)))
    if is_done(request, form, partial(_act, request, signal)):
        return redirect(signal)
    context = {"signal": signal, "form": form, "why": WHY[signal.rule], "lines": explained(signal)}
    context["since"] = in_force_since(signal)
    return render(request, "registry/signal_detail.html", context)


def _act(request: HttpRequest, signal: Signal, step: str, text: str) -> None:
    if step == "answer":
        signals.answer(signal=signal, text=text, by=request.user)
    else:
        signals.decide(signal=signal, step=step, reason=text, by=request.user)

"""Officers: phases of a call, list of applications, formal check of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed
from grants.actions import checks as actions
from grants.actions import phases
from grants.forms.checks import CheckFilterForm, CheckForm, ReasonForm
from grants.models import Application, Call
from grants.queries import checks as queries
from grants.queries import phases as phase_queries
from grants.rules.answers import check_can_ask
from grants.rules.checks import check_can_check
from grants.rules.phases import obstacles
from registry.choices import Role

ADVANCE = {
    "start_check": phases.start_check,
    "start_scoring": phases.start_scoring,
    "start_decision": phases.start_decision,
}


def _call(request: HttpRequest, slug: str) -> Call:
    calls = Call.objects.run_by(request.user, Role.OFFICER).select_related("operator", "round")
    return get_object_or_404(calls, slug=slug)


@never_cache
@require_safe
@signed_in
def phase_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the call stands, who waits for whom, and the buttons of the transition table."""
    call = _call(request, slug)
    steps = [(step, obstacles(call, step.name)) for step in phase_queries.next_steps(call)]
    context = {
        "call": call,
        "steps": steps,
        "phases": phase_queries.phases_of(call),
        "standing": phase_queries.standing(call, request.user),
        "can_ask": allowed(check_can_ask, request.user, call),
        "can_be_cancelled": phase_queries.can_be_cancelled(call),
    }
    return render(request, "grants/phase_detail.html", context)


@require_POST
@signed_in
def phase_advance(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Take one step of the call."""
    if step not in ADVANCE:
        raise Http404
    call = ADVANCE[step](call=_call(request, slug), by=request.user)
    messages.success(request, _("The call is now in the phase «%(phase)s».") % {"phase": call.get_status_display()})
    return redirect("grants:phase-detail", slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def phase_cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Cancel the call, with a reason."""
    call = _call(request, slug)
    form = ReasonForm(request.POST if request.method == "POST" else typed.take(request))
    if request.method == "POST" and form.is_valid():
        phases.cancel(call=call, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The call is cancelled."))
        return redirect("grants:phase-detail", slug)
    return render(request, "grants/phase_cancel.html", {"call": call, "form": form})


@never_cache
@require_safe
@signed_in
def check_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Applications of a call with how far the formal check is."""
    call = _call(request, slug)
    form = CheckFilterForm(request.GET)
    seen = Application.objects.to_officer(request.user)
    page = queries.check_page(call, seen, after=request.GET.get("after", ""), **form.narrowing())
    context = {"call": call, "form": form, "page": page, "progress": queries.progress(call)}
    return render(request, "grants/check_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_detail(request: HttpRequest, number: str) -> HttpResponse:
    """What was sent, the facts beside it, and the eight answers."""
    seen = Application.objects.to_officer(request.user).select_related("call__operator", "organisation__region")
    application = get_object_or_404(seen, number=number)
    reading = queries.reading(application)
    data = request.POST if request.method == "POST" else typed.take(request)
    form = CheckForm(data, application=application, initial={"version": reading.version.number})
    if request.method == "POST" and form.is_valid():
        check = actions.conclude(application=application, by=request.user, **form.values())
        messages.success(request, f"{number}: {check.get_conclusion_display()}")
        return redirect(queries.after_check(application))
    can_check = allowed(check_can_check, request.user, application)
    context = {"reading": reading, "form": form, "rows": form.rows(reading.facts), "can_check": can_check}
    return render(request, "grants/check_detail.html", context)

"""Officers: phases of a call, list of applications, formal check of one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import DomainError
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from grants.actions import checks as actions
from grants.actions import phases
from grants.forms.checks import CheckFilterForm, CheckForm, SendBackForm
from grants.models import Application, Call, FormalCheck
from grants.queries import checks as queries
from grants.queries import phases as phase_queries
from grants.queries.conclusions import conclusions
from grants.rules.answers import check_can_ask
from grants.rules.checks import check_can_check, check_can_review
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
    form = ReasonForm(typed.posted(request))
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
    data = typed.posted(request)
    form = CheckForm(data, application=application, initial={"version": reading.version.number})
    if request.method == "POST" and form.is_valid():
        check = actions.conclude(application=application, by=request.user, **form.values())
        messages.success(request, f"{number}: {check.get_conclusion_display()}. {check.get_stage_display()}")
        return redirect(queries.after_check(application))
    can_check = allowed(check_can_check, request.user, application)
    context = {"reading": reading, "form": form, "rows": form.rows(reading.facts), "can_check": can_check}
    return render(request, "grants/check_detail.html", context | _review(request, reading))


def _review(request: HttpRequest, reading: queries.Reading) -> dict[str, Any]:
    """What this officer can say to the conclusion that waits, and if nothing, why."""
    waiting = reading.waiting
    if waiting is None:
        return {"waiting": None}
    waiting.application = reading.application
    try:
        check_can_review(request.user, waiting)
    except DomainError as refusal:
        return {"waiting": waiting, "why_not": refusal.message}
    return {"waiting": waiting, "can_review": True}


def _waiting(request: HttpRequest, number: str) -> FormalCheck:
    """The newest conclusion on an application that the reader may check."""
    seen = Application.objects.to_officer(request.user)
    checks = FormalCheck.objects.filter(application__in=seen, application__number=number)
    found = checks.select_related("application__call__operator", "checked_by").order_by("-number").first()
    if found is None:
        raise Http404
    return found


@require_POST
@signed_in
def check_confirm(request: HttpRequest, number: str) -> HttpResponse:
    """The second officer agrees."""
    check = actions.confirm(check=_waiting(request, number), by=request.user)
    messages.success(request, f"{number}: {check.get_conclusion_display()}. {check.get_stage_display()}")
    return redirect(queries.after_review(check))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_send_back(request: HttpRequest, number: str) -> HttpResponse:
    """The second officer sends the conclusion back to the first, with a remark."""
    check = _waiting(request, number)
    form = SendBackForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        check = actions.send_back(check=check, remark=form.cleaned_data["remark"], by=request.user)
        messages.success(request, _("The conclusion is sent back to %(person)s.") % {"person": check.checked_by})
        return redirect(queries.after_review(check))
    check_can_review(request.user, check)
    return render(request, "grants/check_send_back.html", {"check": check, "form": form})


@require_safe
def check_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Conclusions of the formal check with their reasons, for everybody once the phase is over (rule R41)."""
    call = get_object_or_404(Call.objects.public().select_related("operator"), slug=slug)
    outcome = conclusions(call)
    if outcome is None:
        return render(request, "grants/check_results_pending.html", {"call": call}, status=404)
    return render(request, "grants/check_results.html", {"call": call, "outcome": outcome})

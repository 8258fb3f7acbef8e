"""Calls: the public list and page, and the operator's desk for preparing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.permissions import allowed
from grants.actions import calls as actions
from grants.forms.calls import CallForm, initial_of
from grants.forms.catalogue import FilterForm
from grants.models import Application, Call
from grants.queries import calls as queries
from grants.queries.phase_terms import terms_of
from grants.rules import applications as application_rules
from grants.rules import calls as rules
from grants.rules import windows
from grants.rules.amendments import check_can_amend
from registry.models import Organisation
from registry.rules.eligibility import FAIL
from registry.rules.roles import offices_of, organisations_of


def visible_call(request: HttpRequest, slug: str) -> Call:
    """The call, if this reader may see it."""
    return get_object_or_404(Call.objects.visible_to(request.user).with_conditions(), slug=slug)


@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """Calls that are open, come, are over, or (for officers) are being prepared; ``show`` leafs through one kind."""
    is_officer, form = offices_of(request.user).exists(), FilterForm(request.GET)
    kind, after, now, wanted = request.GET.get("show", ""), request.GET.get("after", ""), clock.now(), form.wanted()
    kinds = [kind] if kind in queries.SHOWN else [one for one in queries.SHOWN if one != "draft" or is_officer]
    pages = {
        one: queries.calls_page(user=request.user, shown=one, now=now, after=after, wanted=wanted) for one in kinds
    }
    context = {"pages": pages, "is_officer": is_officer, "shown": kind, "form": form}
    return render(request, "grants/call_list.html", context | {"is_narrowed": wanted != queries.ALL})


@require_safe
def call_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a call, and for an NGO's people whether their NGO is eligible, rule by rule."""
    call = visible_call(request, slug)
    return render(request, "grants/call_detail.html", _conditions(call) | _applicants(request, call))


def _conditions(call: Call) -> dict[str, Any]:
    now = clock.now()
    return {
        "call": call,
        "criteria": queries.criteria(call),
        "rules": rules.eligibility_rules(call),
        "now": now,
        "is_open": rules.is_open(call, now),
        "time_left": queries.time_left(call, now),
        "terms": terms_of(call),
        "own_questions": queries.own_questions(call),
        "quotas": queries.quota_lines(call),
    }


def _applicants(request: HttpRequest, call: Call) -> dict[str, Any]:
    """Each NGO of the person with its answers, whether it may start, and the application that it has."""
    running = queries.running_applications(call, request.user)
    organisations = organisations_of(request.user)[: queries.APPLICANTS_SHOWN]
    return _kin(request, call) | {
        "can_edit": allowed(rules.check_can_edit, request.user, call),
        "is_officer": allowed(rules.check_can_create, request.user, call.operator),
        "applicants": [_applicant(request, call, one, running.get(one.pk)) for one in organisations],
    }


def _kin(request: HttpRequest, call: Call) -> dict[str, Any]:
    """The call that repeats this one, its newest version, its answers, and what an officer may make of it."""
    repeat = rules.repeat_of(call)
    return {
        "repeated_by": repeat if repeat and repeat.announced_at else None,
        "nominations": queries.accepted_nominations(call),
        "can_amend": allowed(check_can_amend, request.user, call, clock.now()),
        "can_repeat": allowed(rules.check_can_repeat, request.user, call),
    }


def _applicant(
    request: HttpRequest, call: Call, organisation: Organisation, application: Application | None
) -> dict[str, Any]:
    now = clock.now()
    answers = application_rules.eligibility_answers(call, organisation, local_date(now))
    return {
        "organisation": organisation,
        "answers": answers,
        "refused": sum(answer.verdict == FAIL for answer in answers),
        "application": application,
        "may_start": allowed(application_rules.check_can_start, request.user, call, organisation, now),
        "may_add": call.applications_max != 1
        and allowed(application_rules.check_can_start, request.user, call, organisation, now),
    }


def _operators(request: HttpRequest) -> Any:
    found = offices_of(request.user)
    if not found.exists():
        raise NotPermitted(_("Only an officer of the body that runs the call can prepare it."))
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def call_create(request: HttpRequest) -> HttpResponse:
    """A new call."""
    data = typed.posted(request)
    opens, closes = windows.proposed(request.GET.get("kind", ""), clock.now())
    initial = {"kind": request.GET.get("kind", ""), "opens_at": opens, "closes_at": closes}
    form = CallForm(data, operators=_operators(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        call = actions.create(operator=form.cleaned_data["operator"], facts=form.facts(), by=request.user)
        messages.success(request, _("The call is saved. Nobody but your body sees it before it is announced."))
        return redirect("grants:call-preview", call.slug)
    return render(request, "grants/call_edit.html", {"form": form, "call": None})


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def call_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a call that is being prepared."""
    call = visible_call(request, slug)
    if request.method == "GET":
        rules.check_can_edit(request.user, call)
    data = typed.posted(request)
    form = CallForm(data, initial=initial_of(call), operators=_operators(request), call=call)
    if request.method == "POST" and form.is_valid():
        call = actions.edit(call=call, facts=form.facts(), by=request.user)
        messages.success(request, _("The call is saved."))
        return redirect("grants:call-preview", call.slug)
    return render(request, "grants/call_edit.html", {"form": form, "call": call})


@never_cache
@require_safe
@typed.signed_in
def call_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The call as everybody will see it, with what still stands in the way of announcing it."""
    call = visible_call(request, slug)
    rules.check_can_edit(request.user, call)
    context = {"faults": rules.announcement_faults(call, clock.now()), "is_preview": True}
    return render(request, "grants/call_preview.html", context | _conditions(call))


@require_POST
@typed.signed_in
def call_announce(request: HttpRequest, slug: str) -> HttpResponse:
    """Freeze the conditions and publish."""
    call = visible_call(request, slug)
    try:
        actions.announce(call=call, by=request.user)
    except Invalid as refusal:
        context = {"faults": refusal.faults, "is_preview": True, "was_sent": True}
        return render(request, "grants/call_preview.html", context | _conditions(call), status=refusal.status_code)
    messages.success(request, _("The call is announced."))
    return redirect(call)

"""Proposing an NGO for a premium, answering for it, and setting a part of a grant aside for small grants."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from grants.actions import nominations as actions
from grants.actions import regranting
from grants.forms.nominations import NominateForm, SetAsideForm
from grants.models import Nomination, Regranting
from grants.rules import nominations as rules
from grants.rules import regranting as regranting_rules
from grants.views.applications import visible_application
from grants.views.calls import visible_call
from grants.workflow import NOMINATION
from registry.rules.roles import EDITORS, organisations_of


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def nomination_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Propose an NGO: it decides whether the proposal counts."""
    call, status = visible_call(request, slug), 200
    rules.check_can_nominate(request.user, call, clock.now())
    data = typed.posted(request)
    form = NominateForm(data, call=call, own=organisations_of(request.user, EDITORS))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("sphere", "reason", "made_for")}
        try:
            made = actions.propose(call=call, organisation=form.found, by=request.user, **said)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
            status = refusal.status_code
        else:
            messages.success(request, _("The NGO has been asked. Its answer comes to you as a message."))
            return redirect(made)
    return render(request, "grants/nomination_create.html", {"form": form, "call": call}, status=status)


def _visible(request: HttpRequest, pk: int) -> Nomination:
    found = Nomination.objects.visible_to(request.user).select_related("call", "organisation", "sphere", "made_for")
    return get_object_or_404(found, pk=pk)


@never_cache
@require_safe
@typed.signed_in
def nomination_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal, with what this person may do about it."""
    nomination = _visible(request, pk)
    steps = {step.name for step in NOMINATION.allowed(nomination.status)}
    context = {
        "nomination": nomination,
        "may_answer": "accept" in steps and allowed(rules.check_can_answer, request.user, nomination, clock.now()),
        "may_withdraw": "withdraw" in steps and allowed(rules.check_can_withdraw, request.user, nomination),
    }
    return render(request, "grants/nomination_detail.html", context)


@require_POST
@typed.signed_in
def nomination_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The NGO takes it up and gets its application."""
    application = actions.accept(nomination=_visible(request, pk), by=request.user)
    messages.success(request, _("The proposal is accepted. Fill in the application and send it in time."))
    return redirect(application)


@require_POST
@typed.signed_in
def nomination_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The NGO does not take part."""
    made = actions.decline(nomination=_visible(request, pk), by=request.user)
    messages.success(request, _("The proposal is declined."))
    return redirect(made)


@require_POST
@typed.signed_in
def nomination_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Who proposed takes it back."""
    made = actions.withdraw(nomination=_visible(request, pk), by=request.user)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect(made)


@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def regranting_edit(request: HttpRequest, number: str) -> HttpResponse:
    """How much of a grant its NGO may give on in small grants."""
    application, status = visible_application(request, number), 200
    regranting_rules.check_can_set(request.user, application)
    standing = Regranting.objects.filter(application=application).first()
    data = typed.posted(request)
    form = SetAsideForm(data, initial={"amount": standing.amount if standing else None})
    if request.method == "POST" and form.is_valid():
        try:
            regranting.set_aside(application=application, amount=form.cleaned_data["amount"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
            status = refusal.status_code
        else:
            messages.success(request, _("The part is set aside: the NGO can prepare calls for small grants."))
            return redirect(application)
    context = {"form": form, "application": application, "standing": standing}
    return render(request, "grants/regranting_edit.html", context, status=status)

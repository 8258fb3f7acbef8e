"""Calls for partners: for everybody to read, for officers to run, for NGOs to apply."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.permissions import allowed
from grants.actions import partner_applications, partner_calls
from grants.forms import partnership as forms_of
from grants.forms.directions import WhyForm, add_faults
from grants.models import DirectionProposal, PartnerApplication, PartnerCall
from grants.queries import partnership as queries
from grants.queries.directions import officers_bodies
from grants.rules import partnership as rules
from registry.queries import parameters
from registry.rules.eligibility import RULES
from registry.rules.roles import EDITORS, organisations_of


def visible_call(request: HttpRequest, pk: int) -> PartnerCall:
    """The call for partners, if this reader may see it."""
    return get_object_or_404(PartnerCall.objects.visible_to(request.user).select_related("body"), pk=pk)


def run_call(request: HttpRequest, pk: int) -> PartnerCall:
    """The call, for an officer of its body; to everybody else it does not exist here."""
    return get_object_or_404(PartnerCall.objects.run_by(request.user).select_related("body"), pk=pk)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Calls for partners and pools."""
    context = {
        "calls": queries.overview(request.user),
        "mine": queries.own_applications(request.user),
        "is_officer": officers_bodies(request.user).exists(),
    }
    return render(request, "grants/partnership_overview.html", context)


@require_safe
def call_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Terms of a call; the pool once it is published; for officers what was sent."""
    call, now = visible_call(request, pk), clock.now()
    can_run = allowed(rules.check_can_run, request.user, call.body)
    is_draft = can_run and call.status == "draft"
    context = {
        "call": call,
        "rules": [RULES[rule["code"]] for rule in call.eligibility if rule["code"] in RULES],
        "pool": queries.pool_of(call) if call.status == "decided" else [],
        "is_open": allowed(rules.check_takes_applications, call, now),
        "can_run": can_run,
        "sent": queries.to_judge(call, request.user) if can_run else [],
        "is_over": now > call.closes_at,
        "faults": list(rules.announcement_faults(call, now)) if is_draft else [],
        "term": parameters.in_force(parameters.PARTNERSHIP, local_date(now)),
    }
    return render(request, "grants/partner_call_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_create(request: HttpRequest) -> HttpResponse:
    """A call for partners in preparation."""
    bodies = officers_bodies(request.user)
    if not bodies.exists():
        raise NotPermitted(_("Only an officer of this body can do this."))
    data = typed.posted(request)
    form = forms_of.PartnerCallForm(data, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        call = partner_calls.create(body=form.cleaned_data["body"], facts=form.facts(), by=request.user)
        messages.success(request, _("The call is saved. Nobody but your body sees it before it is announced."))
        return redirect(call)
    return render(request, "grants/partner_call_edit.html", {"form": form, "call": None})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a call that is not announced."""
    call = run_call(request, pk)
    rules.check_can_edit_call(request.user, call)
    data = typed.posted(request)
    bodies = officers_bodies(request.user).filter(pk=call.body_id)
    form = forms_of.PartnerCallForm(data, bodies=bodies, initial=forms_of.initial_of(call))
    if request.method == "POST" and form.is_valid():
        partner_calls.edit(call=call, facts=form.facts(), by=request.user)
        messages.success(request, _("The call is saved."))
        return redirect(call)
    return render(request, "grants/partner_call_edit.html", {"form": form, "call": call})


@require_POST
@signed_in
def call_announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the terms and publish."""
    call = partner_calls.announce(call=run_call(request, pk), by=request.user)
    messages.success(request, _("The call is announced."))
    return redirect(call)


@require_POST
@signed_in
def call_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the pool."""
    call = partner_calls.decide(call=run_call(request, pk), by=request.user)
    messages.success(request, _("The pool of partners is published, and every NGO is told."))
    return redirect(call)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the call up."""
    call = run_call(request, pk)
    form = WhyForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        partner_calls.cancel(call=call, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The call is cancelled."))
        return redirect("grants:partnership-overview")
    context = {"back": call.get_absolute_url(), "caption": call, "heading": _("Cancel the call"), "form": form}
    return render(request, "grants/partner_form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def call_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply for an NGO."""
    call = visible_call(request, pk)
    rules.check_takes_applications(call, clock.now())
    organisations = organisations_of(request.user, EDITORS)
    if not organisations.exists():
        raise NotPermitted(_("Only its head or an editor can apply for an NGO."))
    data = typed.posted(request)
    form = forms_of.PartnerApplicationForm(data, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            application = partner_applications.submit(call=call, **form.cleaned_data, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The application is sent. You can take it back until the window closes."))
            return redirect(application)
    context = {"back": call.get_absolute_url(), "caption": call, "heading": _("Apply as a partner"), "form": form}
    return render(request, "grants/partner_form.html", context)


def visible_application(request: HttpRequest, pk: int) -> PartnerApplication:
    """The application, for people of the NGO and officers of the body."""
    rows = PartnerApplication.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("call__body", "organisation", "decided_by"), pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What an NGO has sent; an officer prepares the decision here."""
    application, now = visible_application(request, pk), clock.now()
    can_judge = allowed(rules.check_can_judge, request.user, application, now)
    initial = {"verdict": application.verdict, "reason": application.reason}
    form = forms_of.VerdictForm(typed.posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        partner_applications.judge(application=application, **form.cleaned_data, by=request.user)
        messages.success(
            request, _("The decision is prepared. Nobody but your body sees it before the pool is published.")
        )
        return redirect(application.call)
    context = {
        "application": application,
        "form": form if can_judge else None,
        "can_run": allowed(rules.check_can_run, request.user, application.call.body),
        "agreements": queries.agreements_of(application),
        "can_withdraw": _can_withdraw(request.user, application),
    }
    return render(request, "grants/partner_application_detail.html", context)


def _can_withdraw(user: Any, application: PartnerApplication) -> bool:
    return (
        application.status == "submitted"
        and allowed(rules.check_can_apply, user, application.organisation)
        and allowed(rules.check_takes_applications, application.call, clock.now())
    )


@require_POST
@signed_in
def application_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an application back."""
    application = partner_applications.withdraw(application=visible_application(request, pk), by=request.user)
    messages.success(request, _("The application is withdrawn."))
    return redirect(application.call)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal_endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """A partner NGO stands behind a proposal of the public."""
    rows = DirectionProposal.objects.visible_to(request.user).select_related("list__body")
    proposal = get_object_or_404(rows, pk=pk)
    partners = queries.partners_for(request.user, proposal)
    if not partners:
        raise NotPermitted(_("Only a partner NGO of this body can stand behind a proposal."))
    form = forms_of.EndorseForm(request.POST if request.method == "POST" else None, organisations=partners)
    if request.method == "POST" and form.is_valid():
        partner_applications.endorse(proposal=proposal, **form.cleaned_data, by=request.user)
        messages.success(request, _("Your NGO stands behind this proposal now."))
        return redirect(proposal)
    heading = _("Stand behind the proposal")
    context = {"back": proposal.get_absolute_url(), "caption": proposal.title, "heading": heading, "form": form}
    return render(request, "grants/partner_form.html", context)

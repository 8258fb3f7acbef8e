"""Pages of agreements: lists, one agreement, preparing it, its steps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import agreements as actions
from grants.choices import AgreementStatus, Side
from grants.forms import agreements as forms
from grants.models import Agreement, Application
from grants.queries import agreements as queries
from grants.queries import totals
from grants.queries.terms import terms_on
from grants.rules import agreements as rules
from grants.views import agreement_steps
from grants.workflow import AGREEMENT
from registry.models import CalendarDay
from registry.rules import roles

FIRST_DAYS = dt.timedelta(days=14)


def today() -> dt.date:
    """The day in Almaty."""
    return local_date(clock.now())


def visible_agreement(request: HttpRequest, number: str) -> Agreement:
    """The agreement, for its two parties; for others it does not exist."""
    return get_object_or_404(Agreement.objects.visible_to(request.user).with_parties(), number=number)


@never_cache
@require_safe
@signed_in
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Agreements of the bodies in which the person is an officer, with filters, and awards without one."""
    roles.check_is_officer(request.user)
    form = forms.AgreementFilterForm(request.GET or None)
    own = Agreement.objects.run_by(request.user)
    rows = queries.found(own, _wanted(form), today())
    context = {
        "form": form,
        "page": queries.page_of(rows, request.GET.get("after", "")),
        "to_make": queries.to_make(request.user)[:20],
        "figures": queries.money_figures(totals.positions(own.public())),
    }
    return render(request, "grants/agreement_list.html", context)


def _wanted(form: forms.AgreementFilterForm) -> queries.Wanted:
    if not form.is_bound or not form.is_valid():
        return queries.Wanted()
    values = form.cleaned_data
    return queries.Wanted(values["status"], values["sphere"], values["text"].strip(), values["overdue"])


@never_cache
@require_safe
@signed_in
def agreement_own(request: HttpRequest) -> HttpResponse:
    """Agreements of the NGOs in which the person has a role."""
    rows = queries.found(Agreement.objects.of_ngo(request.user), queries.Wanted(), today())
    page = queries.page_of(rows, request.GET.get("after", ""))
    return render(request, "grants/agreement_own.html", {"page": page})


@require_POST
@signed_in
def agreement_start(request: HttpRequest, number: str) -> HttpResponse:
    """Begin the agreement on an award, or go to the one there is."""
    application = get_object_or_404(
        Application.objects.visible_to(request.user).select_related("call__operator", "organisation"), number=number
    )
    return redirect(actions.start(application=application, by=request.user))


@never_cache
@require_safe
@signed_in
def agreement_detail(request: HttpRequest, number: str) -> HttpResponse:
    """The agreement for its two parties."""
    agreement = visible_agreement(request, number)
    whole = queries.whole(agreement, today())
    return render(
        request, "grants/agreement_detail.html", {"whole": whole, "agreement": agreement} | _may(request, whole)
    )


def _may(request: HttpRequest, whole: queries.Whole) -> dict[str, Any]:
    """What this person may do with the agreement now."""
    user, agreement = request.user, whole.agreement
    is_officer = allowed(rules.check_is_officer, user, agreement.application.call)
    is_writer = not is_officer and allowed(rules.check_can_write_for_ngo, user, agreement)
    steps = {step.name for step in AGREEMENT.allowed(agreement.status)}
    side = Side.BODY if is_officer else Side.NGO
    return {
        "is_officer": is_officer,
        "is_writer": is_writer,
        "steps": agreement_steps.offered(steps, agreement, user) if is_officer else [],
        "sides": [side] if whole.open_version and (is_officer or is_writer) else [],
        "can_prepare": is_officer and agreement.status == AgreementStatus.DRAFT,
        "amend_side": side.value if agreement.is_running and (is_officer or is_writer) else "",
        "can_refund": is_officer and whole.position.advance > 0 and (agreement.is_running or agreement.ended_at),
    }


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def agreement_prepare(request: HttpRequest, number: str) -> HttpResponse:
    """Terms, tranches and reports; «Make the schedule anew» fills them in from the kind of grant."""
    agreement = visible_agreement(request, number)
    rules.check_can_prepare(request.user, agreement)
    if request.method != "POST":
        return _prepare_page(request, agreement, forms.PlanForms(initial=_first_plan(agreement)))
    shown = forms.PlanForms(request.POST)
    if "fill" in request.POST and shown.form.is_valid():
        return _prepare_page(
            request, agreement, forms.PlanForms(initial=_suggested(agreement, shown.form.cleaned_data))
        )
    if not shown.is_valid():
        return _prepare_page(request, agreement, shown)
    try:
        actions.prepare(agreement=agreement, plan=shown.plan(), by=request.user)
    except Invalid as refusal:
        shown.add_faults(refusal.faults)
        return _prepare_page(request, agreement, shown, refusal.status_code)
    messages.success(request, _("The terms are saved. Another officer approves the agreement when you send it."))
    return redirect(agreement)


def _prepare_page(
    request: HttpRequest, agreement: Agreement, shown: forms.PlanForms, status: int = 200
) -> HttpResponse:
    context = {"agreement": agreement, "form": shown.form, "tranches": shown.tranches, "reports": shown.reports}
    return render(request, "grants/agreement_prepare.html", context, status=status)


def _first_plan(agreement: Agreement) -> rules.Plan:
    stored = forms.stored_plan(agreement)
    if stored and stored.tranches:
        return stored
    start = (today() + FIRST_DAYS).replace(day=1)
    return _suggested(agreement, {"starts_on": max(start, today()), "months": agreement.months or 12})


def _suggested(agreement: Agreement, values: dict[str, Any]) -> rules.Plan:
    terms = terms_on(agreement.application.call.kind, today())
    overrides = CalendarDay.objects.overrides()
    return forms.suggested_plan(agreement, values["starts_on"], values["months"], terms, overrides)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def agreement_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    """Ask, for a reason where one is needed, then take the step."""
    agreement = visible_agreement(request, number)
    asked = agreement_steps.STEPS.get(step)
    if asked is None:
        raise Http404
    form = asked.form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        asked.act(agreement=agreement, by=request.user, **form.cleaned_data)
        messages.success(request, asked.done)
        return redirect(agreement)
    rules.check_is_officer(request.user, agreement.application.call)
    context = {"agreement": agreement, "step": asked, "form": form, "position": totals.position_of(agreement)}
    return render(request, "grants/agreement_step.html", context)

"""Agreements with partners: prepared, signed by both, ended; and the yearly reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.esignature import views
from foundation.accounts.models import SigningRequest
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import partner_agreements as actions
from grants.actions import partner_reports as report_actions
from grants.forms import partnership as forms_of
from grants.forms.directions import WhyForm, add_faults
from grants.models import PartnerAgreement, PartnerReport
from grants.queries import partnership as queries
from grants.rules import partnership as rules
from grants.views.partnership import visible_application

# Name in the address → words of the page, action.
ENDS: dict[str, tuple[Any, Callable[..., PartnerAgreement]]] = {
    "cancel": (gettext_lazy("Do not conclude the agreement"), actions.cancel),
    "terminate": (gettext_lazy("End the agreement early"), actions.terminate),
}


def visible_agreement(request: HttpRequest, pk: int) -> PartnerAgreement:
    """The agreement: everybody's once it came into force, before that between the two sides."""
    rows = PartnerAgreement.objects.visible_to(request.user)
    related = ("application__call__body", "application__organisation", "ngo_signature", "body_signature")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def run_agreement(request: HttpRequest, pk: int) -> PartnerAgreement:
    """The agreement, for an officer of the body; raises NotPermitted."""
    agreement = visible_agreement(request, pk)
    rules.check_can_run(request.user, agreement.application.call.body)
    return agreement


@require_safe
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement as a document to read and print, with who signed it and its reports."""
    agreement = visible_agreement(request, pk)
    context = {
        "agreement": agreement,
        "reports": queries.reports_of(agreement, request.user),
        "can_sign": allowed(rules.check_can_sign, request.user, agreement),
        "can_report": allowed(rules.check_can_report, request.user, agreement),
        "can_run": allowed(rules.check_can_run, request.user, agreement.application.call.body),
        "is_over": local_date(clock.now()) > agreement.ends_on,
    }
    return render(request, "grants/partner_agreement_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreement_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Prepare the agreement with an NGO of the pool."""
    application = visible_application(request, pk)
    rules.check_can_run(request.user, application.call.body)
    data = typed.posted(request)
    form = forms_of.AgreementForm(data, initial={"months": application.call.months})
    if request.method == "POST" and form.is_valid():
        try:
            agreement = actions.prepare(application=application, **form.cleaned_data, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The agreement waits for the signature of the NGO."))
            return redirect(agreement)
    heading, back = _("Prepare the agreement"), application.get_absolute_url()
    context = {"back": back, "caption": application.organisation, "heading": heading, "form": form}
    return render(request, "grants/partner_form.html", context)


@views.signing_page
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreement_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for the side whose turn it is."""
    agreement = visible_agreement(request, pk)
    rules.check_can_sign(request.user, agreement)
    signing = _document(request, agreement)
    form, is_signed = views.sign(
        request, signing, lambda examined: actions.sign(agreement=agreement, examined=examined, by=request.user)
    )
    if is_signed:
        messages.success(request, _("The agreement is signed."))
        return redirect(agreement)
    context = {"agreement": agreement, "form": form, **views.context(signing, form)}
    return render(request, "grants/partner_agreement_sign.html", context)


def _document(request: HttpRequest, agreement: PartnerAgreement) -> SigningRequest:
    """What the side whose turn it is signs."""
    application = agreement.application
    signer = application.organisation if agreement.status == "sent" else application.call.body
    return views.to_sign(
        request,
        purpose=queries.PURPOSE,
        subject=queries.signing_subject(agreement),
        facts=lambda: queries.signed_facts(agreement),
        bin_=signer.bin or "",
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreement_end(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take an unsigned agreement back, or end one early, with a reason."""
    agreement = run_agreement(request, pk)
    if name not in ENDS:
        raise Http404
    heading, act = ENDS[name]
    form = WhyForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        act(agreement=agreement, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The agreement is ended."))
        return redirect(agreement.application)
    context = {"back": agreement.get_absolute_url(), "caption": agreement, "heading": heading, "form": form}
    return render(request, "grants/partner_form.html", context)


@require_POST
@signed_in
def agreement_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement has come to its last day."""
    agreement = actions.close(agreement=run_agreement(request, pk), by=request.user)
    messages.success(request, _("The agreement is ended."))
    return redirect(agreement)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def report_create(request: HttpRequest, pk: int) -> HttpResponse:
    """The partner reports about a year."""
    agreement = visible_agreement(request, pk)
    rules.check_can_report(request.user, agreement)
    years = rules.years_of(agreement, local_date(clock.now()))
    data = typed.posted(request)
    form = forms_of.ReportForm(data, years=years)
    if request.method == "POST" and form.is_valid():
        report = report_actions.submit(agreement=agreement, **form.cleaned_data, by=request.user)
        messages.success(request, _("The report is sent. An officer reads it, and a message tells you."))
        return redirect(report)
    context = {"back": agreement.get_absolute_url(), "caption": agreement, "heading": _("Yearly report"), "form": form}
    return render(request, "grants/partner_form.html", context)


def visible_report(request: HttpRequest, pk: int) -> PartnerReport:
    """The report: everybody's once accepted, before that between the two sides."""
    related = ("agreement__application__call__body", "agreement__application__organisation")
    return get_object_or_404(PartnerReport.objects.visible_to(request.user).select_related(*related), pk=pk)


@require_safe
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A report."""
    report = visible_report(request, pk)
    can_run = allowed(rules.check_can_run, request.user, report.agreement.application.call.body)
    can_correct = report.status == "returned" and allowed(rules.check_can_report, request.user, report.agreement)
    context = {"report": report, "can_read": can_run and report.status == "submitted", "can_correct": can_correct}
    return render(request, "grants/partner_report_detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def report_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a report that was returned."""
    report = visible_report(request, pk)
    rules.check_can_report(request.user, report.agreement)
    initial = {name: getattr(report, name) for name in ("year", "done", "results", "plans")}
    data = typed.posted(request)
    form = forms_of.ReportForm(data, years=[report.year], initial=initial)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("done", "results", "plans")}
        report_actions.resubmit(report=report, **values, by=request.user)
        messages.success(request, _("The report is sent. An officer reads it, and a message tells you."))
        return redirect(report)
    context = {"back": report.get_absolute_url(), "caption": report, "heading": _("Yearly report"), "form": form}
    return render(request, "grants/partner_form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def report_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer accepts the report or returns it."""
    report = visible_report(request, pk)
    rules.check_can_run(request.user, report.agreement.application.call.body)
    form = forms_of.ReadingForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        act = report_actions.accept if form.cleaned_data["decision"] == "accept" else report_actions.give_back
        try:
            act(report=report, remark=form.cleaned_data["remark"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The decision is saved, and the NGO is told."))
            return redirect(report)
    context = {"back": report.get_absolute_url(), "caption": report, "heading": _("Read the report"), "form": form}
    return render(request, "grants/partner_form.html", context)

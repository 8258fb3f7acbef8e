"""Pages of money: payment orders, payments and returns entered by hand, files of payment confirmations."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.documents.models import Document
from grants.actions import payment_imports as imports
from grants.actions import tranches as actions
from grants.forms.agreements import PaymentFileForm, PaymentForm
from grants.models import Agreement, PaymentImport, Tranche
from grants.queries import totals
from grants.rules import agreements as rules
from grants.rules.payment_imports import operator_of
from grants.views.agreements import visible_agreement

SHOWN_ROWS = 200


def _tranche(agreement: Agreement, place: int) -> Tranche:
    tranche = get_object_or_404(agreement.tranches.all(), number=place)
    tranche.agreement = agreement
    return tranche


@require_POST
@signed_in
def tranche_order(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Order the payment; what hinders it is said on the page of the agreement."""
    agreement = visible_agreement(request, number)
    try:
        actions.order(tranche=_tranche(agreement, place), by=request.user)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The payment is ordered."))
    return redirect(agreement)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tranche_revoke(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Take the order back, saying why."""
    agreement = visible_agreement(request, number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        tranche = _tranche(agreement, place)
        actions.revoke(tranche=tranche, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The payment order is revoked."))
        return redirect(agreement)
    rules.check_is_officer(request.user, agreement.application.call)
    context = {"agreement": agreement, "tranche": _tranche(agreement, place), "form": form}
    return render(request, "grants/tranche_revoke.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def tranche_pay(request: HttpRequest, number: str, place: int) -> HttpResponse:
    """Enter a payment by hand, as the bank confirms it."""
    agreement = visible_agreement(request, number)
    tranche = _tranche(agreement, place)

    def enter(confirmation: actions.Confirmation) -> Any:
        return actions.record_payment(tranche=tranche, confirmation=confirmation, by=request.user)

    context = {
        "heading": _("Payment on tranche %(number)s") % {"number": place},
        "left": tranche.amount - totals.paid_by_tranche(agreement)[tranche.pk],
    }
    return _entered(request, agreement, enter, context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def refund_create(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm that the NGO has returned money."""
    agreement = visible_agreement(request, number)

    def enter(confirmation: actions.Confirmation) -> Any:
        return actions.record_refund(agreement=agreement, confirmation=confirmation, by=request.user)

    context = {"heading": _("Return of money"), "left": totals.position_of(agreement).advance}
    return _entered(request, agreement, enter, context)


def _entered(request: HttpRequest, agreement: Agreement, enter: Any, context: dict[str, Any]) -> HttpResponse:
    rules.check_is_officer(request.user, agreement.application.call)
    form, status = PaymentForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            enter(actions.Confirmation(values["reference"], values["day"], values["amount"]))
        except Invalid as refusal:
            add_faults(form, refusal.faults)
            status = refusal.status_code
        else:
            messages.success(request, _("The money is entered."))
            return redirect(agreement)
    return render(
        request, "grants/payment_create.html", {"agreement": agreement, "form": form, **context}, status=status
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def payment_upload(request: HttpRequest) -> HttpResponse:
    """Choose the file; it is looked at on the next page before anything is entered."""
    operator = operator_of(request.user)
    form = PaymentFileForm(typed.posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = imports.receive(upload=form.cleaned_data["file"], operator=operator, by=request.user)
        except Invalid as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("grants:payment-preview", document.pk)
    return render(request, "grants/payment_upload.html", {"form": form, "operator": operator})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def payment_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What the file says and what is wrong with it; nothing is entered until the button is pressed."""
    operator = operator_of(request.user)
    document = get_object_or_404(
        Document.objects.filter(created_by=request.user.pk, content_type__in=imports.SHEETS), pk=pk
    )
    if request.method == "POST":
        load, job = imports.take_in(document=document, operator=operator, by=request.user)
        return redirect(load) if job is None else redirect("jobs:job-detail", job.pk)
    parsed = imports.look(document, operator)
    context = {"document": document, "parsed": parsed, "shown": parsed.rows[:SHOWN_ROWS]}
    return render(request, "grants/payment_preview.html", context)


@never_cache
@require_safe
@signed_in
def payment_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of a file."""
    operator = operator_of(request.user)
    load = get_object_or_404(PaymentImport.objects.filter(operator=operator).select_related("document"), pk=pk)
    return render(request, "grants/payment_import.html", {"load": load})

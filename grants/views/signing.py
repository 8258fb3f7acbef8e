"""Signing an agreement: electronically or on paper, and what an outsider needs to check the signatures."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.scoring.canonical import canonical
from foundation.accounts import typed
from foundation.accounts.esignature import views
from foundation.accounts.models import SigningRequest, User
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm
from foundation.documents.serving import serve
from grants.actions import signatures as actions
from grants.choices import Side
from grants.forms.agreements import ScanForm
from grants.models import Agreement, AgreementSignature, AgreementVersion
from grants.queries import agreements as queries
from grants.rules import agreements as rules
from grants.views.agreements import visible_agreement


def _version(agreement: Agreement, number: int) -> AgreementVersion:
    version = get_object_or_404(agreement.versions.all(), number=number)
    version.agreement = agreement
    return version


def _side(side: str) -> str:
    if side not in Side.values:
        raise Http404
    return side


@views.signing_page
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def agreement_sign(request: HttpRequest, number: str, version: int, side: str) -> HttpResponse:
    """Sign for one side; the last signature brings the text into force."""
    agreement = visible_agreement(request, number)
    text, user = _version(agreement, version), cast("User", request.user)
    rules.check_can_sign(user, agreement, _side(side))
    signing = _request(request, text, side)
    form, is_signed = views.sign(
        request, signing, lambda examined: actions.sign(version=text, side=side, examined=examined, by=user)
    )
    if is_signed:
        messages.success(request, _("You have signed."))
        return redirect(agreement)
    context = {"agreement": agreement, "version": text, "side": Side(side), "form": form}
    return render(request, "grants/agreement_sign.html", context | views.context(signing, form))


def _request(request: HttpRequest, version: AgreementVersion, side: str) -> SigningRequest:
    return views.to_sign(
        request,
        purpose=actions.PURPOSE,
        subject=actions.subject_of(version, side),
        facts=lambda: actions.facts_of(version, side),
        bin_=actions.bin_of(version.agreement, side),
    )


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def agreement_scan(request: HttpRequest, number: str, version: int, side: str) -> HttpResponse:
    """Send a scan of the paper that was signed."""
    agreement = visible_agreement(request, number)
    text = _version(agreement, version)
    rules.check_can_send_scan(request.user, agreement, _side(side))
    form = ScanForm(typed.posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["scan"]
            actions.add_scan(version=text, side=side, upload=upload, by=cast("User", request.user))
        except Invalid as refusal:
            form.add_error("scan", str(refusal))
        else:
            messages.success(request, _("The scan is sent. It counts when an officer has confirmed it."))
            return redirect(agreement)
    context = {"agreement": agreement, "version": text, "side": Side(side), "form": form}
    return render(request, "grants/agreement_scan.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def signature_check(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """An officer confirms a scan, or refuses it with a reason."""
    agreement = visible_agreement(request, number)
    signature = _signature(agreement, pk)
    rules.check_can_confirm_scan(request.user, signature, agreement)
    form = ReasonForm(request.POST if "refuse" in request.POST else None)
    if request.method == "POST" and "refuse" not in request.POST:
        actions.confirm_scan(signature=signature, by=cast("User", request.user))
        messages.success(request, _("The signature on paper counts now."))
        return redirect(agreement)
    if form.is_valid():
        actions.refuse_scan(signature=signature, reason=form.cleaned_data["reason"], by=cast("User", request.user))
        messages.success(request, _("The scan is refused. Another one can be sent."))
        return redirect(agreement)
    return render(
        request, "grants/signature_check.html", {"agreement": agreement, "signature": signature, "form": form}
    )


def _signature(agreement: Agreement, pk: int) -> AgreementSignature:
    rows = AgreementSignature.objects.filter(version__agreement=agreement).select_related(
        "version", "scan", "signature"
    )
    found = get_object_or_404(rows, pk=pk)
    found.version.agreement = agreement
    return found


@never_cache
@require_safe
@signed_in
def signature_file(request: HttpRequest, number: str, pk: int, what: str) -> HttpResponse:
    """The signature, the very bytes that were signed, or the scan."""
    signature = _signature(visible_agreement(request, number), pk)
    if what == "scan" and signature.scan is not None:
        return cast("HttpResponse", serve(signature.scan))
    if signature.signature is None or what not in ("signature", "document"):
        raise Http404
    kept = signature.signature
    name = f"{signature.version.agreement.number}-{signature.version.number}-{signature.side}"
    if what == "signature":
        return _file(bytes(kept.cms), f"{name}.p7s", "application/pkcs7-signature")
    return _file(kept.request.content, f"{name}.json", "application/json")


@never_cache
@require_safe
@signed_in
def version_document(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """The canonical document, whose SHA-256 both signatures name."""
    text = _version(visible_agreement(request, number), version)
    return _file(canonical(text.document), f"{number}-{version}.json", "application/json")


@never_cache
@require_safe
@signed_in
def version_changes(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """What a text says differently from the one in force before it."""
    agreement = visible_agreement(request, number)
    new = _version(agreement, version)
    old = agreement.versions.filter(number__lt=version, effective_at__isnull=False).last()
    if old is None:
        raise Http404
    changes = queries.version_changes(agreement, old.document, new.document)
    return render(
        request,
        "grants/agreement_changes.html",
        {"agreement": agreement, "new": new, "old": old, "changes": changes},
    )


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

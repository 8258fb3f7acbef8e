"""Signing a text of a contract, and what an outsider needs to check the signatures."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.scoring.canonical import canonical
from foundation.accounts.esignature import views
from foundation.accounts.models import SigningRequest, User
from foundation.accounts.typed import signed_in
from socialorder.actions.contracts import signing as actions
from socialorder.choices import Side
from socialorder.models import Contract, ContractSignature, ContractVersion
from socialorder.rules.contracts import contracts as rules
from socialorder.views.contracts import today, visible_contract
from socialorder.views.shared import READ_AND_WRITE


def _version(contract: Contract, number: int) -> ContractVersion:
    version = get_object_or_404(contract.versions.all(), number=number)
    version.contract = contract
    return version


@views.signing_page
@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def contract_sign(request: HttpRequest, pk: int, version: int, side: str) -> HttpResponse:
    """Sign for one side; the second signature brings the text into force."""
    contract, user = visible_contract(request, pk), cast("User", request.user)
    text = _version(contract, version)
    if side not in Side.values:
        raise Http404
    rules.check_can_sign(user, contract, side, today())
    signing = _request(request, text, side)
    form, is_signed = views.sign(
        request, signing, lambda examined: actions.sign(version=text, side=side, examined=examined, by=user)
    )
    if is_signed:
        messages.success(request, _("You have signed."))
        return redirect(contract)
    context = {"contract": contract, "version": text, "side": Side(side), "form": form}
    context["amount"] = Decimal(text.document["amount"])
    return render(request, "socialorder/contract_sign.html", context | views.context(signing, form))


def _request(request: HttpRequest, version: ContractVersion, side: str) -> SigningRequest:
    return views.to_sign(
        request,
        purpose=actions.PURPOSE,
        subject=actions.subject_of(version, side),
        facts=lambda: actions.facts_of(version, side),
        bin_=actions.bin_of(version.contract, side),
    )


@never_cache
@require_safe
@signed_in
def version_document(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The canonical document, whose SHA-256 both signatures name."""
    text = _version(visible_contract(request, pk), version)
    return file_of(canonical(text.document), f"contract-{pk}-{version}.json", "application/json")


@never_cache
@require_safe
@signed_in
def signature_file(request: HttpRequest, pk: int, signature: int, what: str) -> HttpResponse:
    """The signature, or the very bytes that were signed."""
    rows = ContractSignature.objects.filter(version__contract=visible_contract(request, pk))
    found = get_object_or_404(rows.select_related("signature__request", "version"), pk=signature)
    name = f"contract-{pk}-{found.version.number}-{found.side}"
    if what == "signature":
        return file_of(bytes(found.signature.cms), f"{name}.p7s", "application/pkcs7-signature")
    if what == "document":
        return file_of(found.signature.request.content, f"{name}.json", "application/json")
    raise Http404


def file_of(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Bytes to keep, never a page."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""  # Django's own order
    return response

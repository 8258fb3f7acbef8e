"""Sending an application, signed or not, and what proves it: the receipt, the signed document, the signature."""

from __future__ import annotations

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.accounts.esignature import requests, views
from foundation.accounts.esignature.forms import SignatureForm
from foundation.accounts.models import Signature, SigningRequest, User
from foundation.core import clock
from foundation.core.errors import Invalid
from grants.actions import applications as actions
from grants.models import Application
from grants.rules import applications as rules
from grants.rules import statements
from grants.views.applications import own_application, version_of, visible_application


@views.signing_page
@never_cache
@require_http_methods(["GET", "POST"])
@typed.signed_in
def application_submit(request: HttpRequest, number: str) -> HttpResponse:
    """Everything that is wrong at once, or the button that sends. A second press lands on the receipt."""
    application = own_application(request, number)
    if request.method == "POST":
        return _sent(request, application)
    if application.status not in rules.EDITABLE:
        return redirect(application)
    rules.check_can_edit(request.user, application, clock.now())
    rules.check_can_write(request.user, application.organisation)
    return _page(request, application, rules.submission_faults(application, clock.now()))


def _sent(request: HttpRequest, application: Application) -> HttpResponse:
    """Send it; with a signature where the call asks for one."""
    must_sign = application.call.requires_signature and application.status in rules.EDITABLE
    try:
        examined = _examined(request, application) if must_sign else None
        actions.submit(application=application, by=request.user, examined=examined)
    except Invalid as refusal:
        about_signature = [str(fault.message) for fault in refusal.faults if fault.field == "signature"]
        faults = [] if about_signature else refusal.faults
        return _page(request, application, faults, " ".join(about_signature), status=refusal.status_code)
    return redirect("grants:application-receipt", application.number)


def _examined(request: HttpRequest, application: Application) -> requests.Examined | None:
    """The signature that was sent; None without a readable one, and then the action says that it is missing."""
    form = SignatureForm(request.POST, request.FILES)
    if not form.is_valid():
        return None
    said, user = form.cleaned_data, cast("User", request.user)
    signing = requests.shown(user, said["request"], statements.PURPOSE, application.number)
    signing = signing or _document(request, application)
    return requests.examine(request=signing, signature=said["signature"])


def _document(request: HttpRequest, application: Application) -> SigningRequest:
    """The statement as it would be sent now, to be signed by this person."""
    return requests.open_request(
        user=cast("User", request.user),
        purpose=statements.PURPOSE,
        subject=application.number,
        facts=statements.statement(application, statements.files_of(application)),
        bin_=application.organisation.bin or "",
    )


def _page(
    request: HttpRequest, application: Application, faults: list[Any], refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {"application": application, "faults": faults, "was_sent": request.method == "POST"}
    if application.call.requires_signature and not faults:
        signing = _document(request, application)
        form = SignatureForm({"request": str(signing.pk)})
        form.errors.clear()
        if refusal:
            form.add_error("signature", refusal)
        context |= {"form": form, **views.context(signing, form)}
    return render(request, "grants/application_submit.html", context, status=status)


@never_cache
@require_safe
@typed.signed_in
def application_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The number, the moment and the digest of what was sent last."""
    application = visible_application(request, number)
    context = {"application": application, "version": version_of(application)}
    return render(request, "grants/application_receipt.html", context)


@never_cache
@require_safe
@typed.signed_in
def version_document(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """The very bytes that were signed."""
    signature = _signature(request, number, version)
    return _file(signature.request.content, f"{number}-{version}.json", "application/json")


@never_cache
@require_safe
@typed.signed_in
def version_signature(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """The detached signature over those bytes."""
    signature = _signature(request, number, version)
    return _file(bytes(signature.cms), f"{number}-{version}.p7s", "application/pkcs7-signature")


def _signature(request: HttpRequest, number: str, version: int) -> Signature:
    sent = version_of(visible_application(request, number), version)
    if sent.signature is None:
        raise Http404
    return sent.signature


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

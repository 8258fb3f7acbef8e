"""What pages that sign share: the policy that lets them talk to NCALayer, what is signed and how it is taken in, files."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Mapping
from typing import Any, cast

from csp.decorators import csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from foundation.accounts.esignature import requests, trial
from foundation.accounts.esignature.forms import SignatureForm
from foundation.accounts.esignature.requests import Examined
from foundation.accounts.models import SigningRequest, User
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults

# Where the national signing program listens on the signer's own machine.
NCALAYER = "wss://127.0.0.1:13579"

# For the views whose page signs, and no others.
signing_page = csp_update({"connect-src": [NCALAYER]})


def context(request: SigningRequest, form: SignatureForm) -> dict[str, Any]:
    """What ``accounts/_sign.html`` shows."""
    return {
        "signing": request,
        "signature_form": form,
        "signing_content": base64.b64encode(request.content).decode(),
        "ncalayer": NCALAYER,
        "has_trial": trial.is_allowed(),
    }


def to_sign(
    request: HttpRequest, *, purpose: str, subject: str, facts: Callable[[], Mapping[str, Any]], bin_: str = ""
) -> SigningRequest:
    """The document that was shown when the form was sent; otherwise one to show now, whose ``facts`` are asked for only then."""
    user = cast("User", request.user)
    shown = requests.shown(user, request.POST.get("request", ""), purpose, subject)
    return shown or requests.open_request(user=user, purpose=purpose, subject=subject, facts=facts(), bin_=bin_)


def sign(
    request: HttpRequest, signing: SigningRequest, act: Callable[[Examined], object]
) -> tuple[SignatureForm, bool]:
    """The form of a page that signs ``signing``, and whether ``act`` has taken the signature that was sent.

    What is refused, of the signature or by the action, stands in the form.
    """
    form = SignatureForm(request.POST or None, request.FILES or None, initial={"request": signing.pk})
    if request.method != "POST" or not form.is_valid():
        return form, False
    try:
        act(requests.examine(request=signing, signature=form.cleaned_data["signature"]))
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return form, False
    return form, True


@never_cache
@require_safe
@signed_in
def document(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The very bytes to sign, for a program elsewhere."""
    found = get_object_or_404(SigningRequest.objects.visible_to(request.user), pk=pk)
    return _file(found.content, f"{found.pk}.json", "application/json")


@never_cache
@require_POST
@signed_in
def trial_signature(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """In the demo: a signature with a certificate made up on the spot, as the person's own program would make it."""
    if not trial.is_allowed():
        raise Http404
    found = get_object_or_404(SigningRequest.objects.visible_to(request.user), pk=pk)
    owner = trial.Owner(str(found.user), trial.IIN, found.bin, "Trial")
    key = trial.Authority.of_this_portal().issue(owner, clock.now())
    return _file(key.sign(found.content), f"{found.pk}.p7s", "application/pkcs7-signature")


def _file(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

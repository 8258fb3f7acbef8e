"""«Is this your organisation?»: claiming it, and checking claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.esignature import views
from foundation.accounts.models import SigningRequest, User
from foundation.accounts.typed import posted, signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from foundation.core.text import localized
from foundation.documents.models import Document
from foundation.documents.serving import serve
from registry.actions import claims
from registry.forms.people import DecisionForm, LetterForm
from registry.models import Claim, Organisation
from registry.queries import people as reads
from registry.rules import people

# What an officer chooses → what is done.
DECISIONS: dict[str, Callable[..., Claim]] = {"grant": claims.grant, "decline": claims.decline}


def _claimable(request: HttpRequest, number: str) -> Organisation:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user), bin=number)
    people.check_can_claim(request.user, organisation)
    return organisation


def _claim(request: HttpRequest, pk: int) -> Claim:
    """A claim that the person may see; strangers get 404."""
    is_officer = allowed(people.check_can_list_claims, request.user)
    return get_object_or_404(Claim.objects.visible_to(request.user, is_officer=is_officer), pk=pk)


@never_cache
@require_safe
@signed_in
def claim_start(request: HttpRequest, number: str) -> HttpResponse:
    """The two ways."""
    organisation = _claimable(request, number)
    context = {"ngo": organisation, "has_head": reads.has_head(organisation)}
    return render(request, "registry/claim_start.html", context)


@views.signing_page
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def claim_sign(request: HttpRequest, number: str) -> HttpResponse:
    """Sign a document with the organisation's BIN, and be its head at once."""
    organisation, user = _claimable(request, number), cast("User", request.user)
    signing = _document(request, organisation)
    form, is_signed = views.sign(
        request, signing, lambda examined: claims.confirm(organisation=organisation, examined=examined, by=user)
    )
    if is_signed:
        messages.success(request, _("You are the head of this organisation in the portal now."))
        return redirect("registry:people-list", number)
    context = {"ngo": organisation, "form": form, **views.context(signing, form)}
    return render(request, "registry/claim_sign.html", context)


def _document(request: HttpRequest, organisation: Organisation) -> SigningRequest:
    """What a head signs to act for the organisation."""
    user, number = cast("User", request.user), str(organisation.bin)
    facts = {
        "statement": _("I am the head of this organisation or have the right to sign for it, and I act for it here."),
        "bin": number,
        "organisation": localized(organisation, "name"),
        "person": user.full_name,
    }
    return views.to_sign(request, purpose=claims.PURPOSE, subject=number, facts=lambda: facts, bin_=number)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def claim_letter(request: HttpRequest, number: str) -> HttpResponse:
    """Send a letter that an officer checks."""
    organisation = _claimable(request, number)
    form = LetterForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            claim = claims.submit(
                organisation=organisation,
                explanation=values["explanation"],
                letter=values["letter"],
                by=cast("User", request.user),
            )
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("Your letter is sent. An officer checks it, and a message tells you."))
            return redirect(claim)
    context = {"ngo": organisation, "form": form, "has_head": reads.has_head(organisation)}
    return render(request, "registry/claim_letter.html", context)


@never_cache
@require_safe
@signed_in
def claim_list(request: HttpRequest) -> HttpResponse:
    """The officers' queue."""
    people.check_can_list_claims(request.user)
    return render(request, "registry/claim_list.html", {"claims": reads.claim_queue()})


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A claim; an officer decides it here."""
    claim = _claim(request, pk)
    form = DecisionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        act = DECISIONS[form.cleaned_data["decision"]]
        try:
            act(claim=claim, reason=form.cleaned_data["reason"], by=cast("User", request.user))
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The claim is decided, and the person is told."))
            return redirect("registry:claim-list")
    return render(request, "registry/claim_detail.html", _shown(request, claim, form))


def _shown(request: HttpRequest, claim: Claim, form: DecisionForm) -> dict[str, Any]:
    return {
        "claim": claim,
        "ngo": claim.organisation,
        "form": form,
        "has_head": reads.has_head(claim.organisation),
        "may_decide": allowed(people.check_can_decide_claim, request.user, claim),
        "may_withdraw": allowed(people.check_can_withdraw_claim, request.user, claim),
    }


@require_POST
@signed_in
def claim_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own claim back."""
    claims.withdraw(claim=_claim(request, pk), by=cast("User", request.user))
    messages.success(request, _("The claim is withdrawn."))
    return redirect("registry:own-list")


@require_safe
@signed_in
def claim_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter."""
    claim = get_object_or_404(Claim.objects.filter(document__isnull=False), pk=_claim(request, pk).pk)
    return cast("HttpResponse", serve(cast("Document", claim.document)))  # a stream is a response like any other

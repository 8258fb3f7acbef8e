"""The opening, its protocol, and what officers judge afterwards."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.scoring.canonical import canonical
from foundation.accounts import typed
from foundation.accounts.models import User
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.errors import Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from foundation.documents.serving import serve_bytes
from socialorder.actions.bids import flags, opening
from socialorder.choices import HandoverPurpose
from socialorder.forms.bids import JudgeForm
from socialorder.forms.tenders import PassphraseForm
from socialorder.models import Bid, Flag
from socialorder.models.bids import Opening
from socialorder.queries import bids as queries
from socialorder.queries import protocols
from socialorder.queries.contracts import contracts_of
from socialorder.rules import keys as key_rules
from socialorder.rules.offices import check_serves
from socialorder.views.bids import visible_bid
from socialorder.views.private import kept_nowhere
from socialorder.views.shared import READ_AND_WRITE, step_page
from socialorder.views.tenders import visible_tender


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def tender_open(request: HttpRequest, slug: str) -> HttpResponse:
    """The second holder opens all bids."""
    tender = visible_tender(request, slug)
    share = key_rules.share_of(request.user, tender)
    key_rules.check_can_hand_over(share, tender, HandoverPurpose.OPEN, clock.now())
    form = PassphraseForm(request.POST or None)

    def act() -> Any:
        opening.open_bids(tender=tender, by=cast("User", request.user), **form.cleaned_data)

    context = {"heading": _("Open the bids"), "button": _("Open all bids"), "caption": str(tender)}
    context["back"] = reverse("socialorder:opening-detail", args=[slug])
    return step_page(request, form, act, context=context, done=_("The bids are opened. This is the protocol."))


def _opening(request: HttpRequest, slug: str) -> Opening:
    tender = visible_tender(request, slug)
    found = get_object_or_404(Opening.objects.filter(tender=tender))
    found.tender = tender
    return found


@require_safe
def opening_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The protocol as it was made, with the points of the prices."""
    found = _opening(request, slug)
    context = {"opening": found, "tender": found.tender, "lots": protocols.lots_of(found)}
    context["serves"] = allowed(check_serves, request.user, found.tender.body)
    context["contracts"] = contracts_of(found.tender, request.user)
    return render(request, "socialorder/opening_detail.html", context)


@require_safe
def opening_download(request: HttpRequest, slug: str) -> HttpResponse:
    """The very bytes whose SHA-256 the protocol and the audit log name."""
    found = _opening(request, slug)
    response = HttpResponse(canonical(found.protocol), content_type="application/json")
    response["Content-Disposition"] = content_disposition_header(True, f"{slug}-protocol.json") or ""
    return response


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def bid_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Admit it, or not with a reason."""
    bid = visible_bid(request, pk)
    check_serves(request.user, bid.lot.tender.body)
    form = JudgeForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            opening.judge(bid=bid, admit="admit" in request.POST, reason=reason, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The decision is kept."))
            return redirect(bid)
    return render(request, "socialorder/bid_judge.html", {"form": form, "bid": bid, "tender": bid.lot.tender})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def flag_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Inputs and rule of a flag, and what a person says to it."""
    visible = Flag.objects.filter(bid__in=Bid.objects.visible_to(request.user))
    flag = get_object_or_404(
        visible.select_related("bid__lot__tender__body", "bid__organisation", "other__organisation"), pk=pk
    )
    check_serves(request.user, flag.bid.lot.tender.body)
    form = JudgeForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            flags.decide(flag=flag, uphold="uphold" in request.POST, reason=reason, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The decision is kept."))
            return redirect(flag.bid)
    context = {"form": form, "flag": flag, "bid": flag.bid, "tender": flag.bid.lot.tender}
    context["lines"] = protocols.flag_lines(flag)
    return render(request, "socialorder/flag_decide.html", context)


@never_cache
@require_safe
@kept_nowhere
def bid_file(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """A file of an opened bid, decrypted on its way."""
    bid = visible_bid(request, pk)
    listed = queries.listed_file(bid, number)
    if listed is None:
        raise Http404
    return serve_bytes(queries.file_bytes(bid, listed), name=listed["name"], content_type=listed["type"])

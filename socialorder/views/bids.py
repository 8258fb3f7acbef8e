"""An NGO's own bid: begun, written, sealed, withdrawn."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.esignature import requests, views
from foundation.accounts.esignature.forms import SignatureForm
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DomainError, Fault, Invalid
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from foundation.core.presentation import local
from registry.rules.eligibility import is_eligible
from socialorder.actions.bids import drafts, sealing
from socialorder.forms.bids import BeginForm, BidForm, CodeForm, FileForm
from socialorder.models import Bid
from socialorder.queries import bids as queries
from socialorder.rules import bids as rules
from socialorder.rules.offices import check_serves
from socialorder.scoring import boxes
from socialorder.views.lots import visible_lot
from socialorder.views.private import kept_nowhere, key_of, remember_key
from socialorder.views.shared import READ_AND_WRITE, step_page


def visible_bid(request: HttpRequest, pk: int) -> Bid:
    return get_object_or_404(Bid.objects.visible_to(request.user), pk=pk)


def own_bid(request: HttpRequest, pk: int) -> Bid:
    """A bid that the person may write now. Raises NotPermitted, Conflict or DeadlinePassed."""
    bid = visible_bid(request, pk)
    rules.check_can_write(request.user, bid.organisation)
    rules.check_window(bid.lot.tender, clock.now())
    return bid


@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def bid_begin(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Choose the organisation; the key of the draft is shown next, once."""
    lot = visible_lot(request, slug, number)
    rules.check_window(lot.tender, clock.now())
    form = BeginForm(request.POST or None, organisations=queries.bidders(request.user, lot))
    if request.method == "POST" and form.is_valid():
        bid, key = drafts.begin(lot=lot, organisation=form.cleaned_data["organisation"], by=request.user)
        return remember_key(_key_page(request, bid, key), bid, key)
    return render(request, "socialorder/bid_begin.html", {"form": form, "lot": lot, "tender": lot.tender})


def _key_page(request: HttpRequest, bid: Bid, key: bytes) -> HttpResponse:
    context = {"bid": bid, "code": boxes.as_code(key), "tender": bid.lot.tender}
    return render(request, "socialorder/bid_key.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def bid_begin_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """The key is lost: an empty draft with a new one."""
    bid = own_bid(request, pk)
    if request.method == "POST":
        bid, key = drafts.begin_anew(bid=bid, by=request.user)
        return remember_key(_key_page(request, bid, key), bid, key)
    return render(request, "socialorder/bid_anew.html", {"bid": bid, "tender": bid.lot.tender})


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def bid_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the draft in this browser with the key that a colleague has passed on."""
    bid = own_bid(request, pk)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = boxes.from_code(form.cleaned_data["code"])
            queries.read_draft(bid, key)
        except (boxes.NotOpened, Invalid):
            form.add_error("code", _("This key does not open the draft. Check every sign."))
        else:
            return remember_key(redirect("socialorder:bid-edit", bid.pk), bid, key)
    return render(request, "socialorder/bid_unlock.html", {"form": form, "bid": bid, "tender": bid.lot.tender})


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def bid_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the bid; it is encrypted before anything of it is stored."""
    bid = own_bid(request, pk)
    draft = _draft(request, bid)
    if draft is None:
        return redirect("socialorder:bid-unlock", bid.pk)
    form = BidForm(request.POST or None, initial=BidForm.initial_of(draft.values, bid.version))

    def act() -> Any:
        values, version = form.values(), form.cleaned_data["version"]
        _saved(request, bid, values, version)
        return reverse("socialorder:bid-seal" if "next" in request.POST else "socialorder:bid-edit", args=[bid.pk])

    context = {"bid": bid, "lot": bid.lot, "tender": bid.lot.tender, "files": draft.files, "file_form": FileForm()}
    return step_page(request, form, act, context=context, done=_("Saved."), template="socialorder/bid_edit.html")


def _saved(request: HttpRequest, bid: Bid, values: dict[str, Any], version: int) -> None:
    """Save; what another page has saved meanwhile is said above the form, with everything typed still in it."""
    try:
        drafts.save(bid=bid, key=key_of(request, bid), values=values, version=version, by=request.user)
    except Conflict as refusal:
        raise Invalid(Fault(refusal.message)) from refusal


def _draft(request: HttpRequest, bid: Bid) -> queries.Draft | None:
    key = key_of(request, bid)
    try:
        return queries.read_draft(bid, key) if key else None
    except Invalid:
        return None


@sensitive_post_parameters()
@never_cache
@require_POST
@kept_nowhere
def bid_autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed, half-filled too."""
    visible_bid(request, pk)
    form = BidForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"message": "; ".join(str(error) for one in form.errors.values() for error in one)}, status=422
        )
    try:
        bid = own_bid(request, pk)
        values, version = form.values(), form.cleaned_data["version"]
        bid = drafts.save(bid=bid, key=key_of(request, bid), values=values, version=version, by=request.user)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal)}, status=refusal.status_code)
    return JsonResponse({"saved_at": f"{local(clock.now()):%H:%M}", "version": bid.version})


@sensitive_post_parameters()
@never_cache
@require_POST
@kept_nowhere
def bid_file_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Encrypt a file and keep it."""
    bid, form = own_bid(request, pk), FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            upload = form.cleaned_data["file"]
            drafts.add_file(bid=bid, key=key_of(request, bid), upload=upload, by=request.user)
        except Invalid as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The file is encrypted and kept."))
    else:
        messages.error(request, " ".join(map(str, form.errors.get("file", []))))
    return redirect("socialorder:bid-edit", bid.pk)


@never_cache
@require_POST
@kept_nowhere
def bid_file_remove(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Take a file out."""
    bid = own_bid(request, pk)
    drafts.remove_file(bid=bid, key=key_of(request, bid), number=number, by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect("socialorder:bid-edit", bid.pk)


@views.signing_page
@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def bid_seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is missing at once, or the button that seals."""
    bid = own_bid(request, pk)
    draft = _draft(request, bid)
    if draft is None:
        return redirect("socialorder:bid-unlock", bid.pk)
    if request.method != "POST":
        return _seal_page(request, bid, draft, SignatureForm())
    form = SignatureForm(request.POST, request.FILES)
    try:
        sealing.seal(bid=bid, key=key_of(request, bid), examined=_examined(request, bid, form), by=request.user)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return _seal_page(request, bid, draft, form, status=422)
    messages.success(
        request, _("The bid is sealed. Nobody can read it before the opening; you can replace it until then.")
    )
    return redirect(bid)


def _examined(request: HttpRequest, bid: Bid, form: SignatureForm) -> requests.Examined | None:
    """The signature that was sent; None where none is asked for or none can be read."""
    if not bid.lot.tender.must_sign or not form.is_valid():
        return None
    user, said = cast("User", request.user), form.cleaned_data
    signing = requests.shown(user, said["request"], sealing.PURPOSE, sealing.subject_of(bid))
    return requests.examine(request=signing, signature=said["signature"]) if signing else None


def _seal_page(request: HttpRequest, bid: Bid, draft: queries.Draft, form: Any, status: int = 200) -> HttpResponse:
    faults = rules.content_faults(draft.values, bid.lot)
    faults += rules.eligibility_faults(bid.lot, bid.organisation, local_date(clock.now()))
    digest = queries.commitment(queries.payload(bid, draft))
    context: dict[str, Any] = {
        "bid": bid,
        "lot": bid.lot,
        "tender": bid.lot.tender,
        "faults": faults,
        "digest": digest,
        "files": draft.files,
        "values": BidForm.initial_of(draft.values, bid.version),
    }
    if bid.lot.tender.must_sign and not faults:
        context |= {"form": form, **_signing(request, bid, digest, form)}
    return render(request, "socialorder/bid_seal.html", context, status=status)


def _signing(request: HttpRequest, bid: Bid, digest: str, form: Any) -> dict[str, Any]:
    """The document to sign: whose bid for what, and its digest alone."""
    signing = requests.open_request(
        user=cast("User", request.user),
        purpose=sealing.PURPOSE,
        subject=sealing.subject_of(bid),
        facts=sealing.facts_of(bid, digest),
        bin_=bid.organisation.bin or "",
    )
    form.fields["request"].initial = signing.pk
    return views.context(signing, form)


@never_cache
@require_POST
@kept_nowhere
def bid_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the bid back before the window closes."""
    bid = sealing.withdraw(bid=own_bid(request, pk), by=request.user)
    messages.success(request, _("The bid is withdrawn. Nobody will open it; it can be sealed again."))
    return redirect(bid)


@never_cache
@require_safe
@kept_nowhere
def bid_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The state of a bid; what is in it, once it was opened."""
    bid = visible_bid(request, pk)
    tender, now = bid.lot.tender, clock.now()
    answers = rules.eligibility_answers(bid.lot, bid.organisation, local_date(now))
    context = {
        "bid": bid,
        "lot": bid.lot,
        "tender": tender,
        "content": (bid.content or {}).get("values", {}),
        "files": (bid.content or {}).get("files", []),
        "flags": list(bid.flags.select_related("other__organisation")),
        "answers": answers,
        "is_eligible": is_eligible(answers),
        "may_write": allowed(rules.check_can_write, request.user, bid.organisation) and tender.is_taking_bids(now),
        "serves": allowed(check_serves, request.user, tender.body),
    }
    return render(request, "socialorder/bid_detail.html", context)

"""Keys: a person's own, and the key of a tender with its shares. Passphrases are taken, used and forgotten."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.permissions import allowed
from socialorder.actions.keys import keys as actions
from socialorder.choices import HandoverPurpose
from socialorder.forms.tenders import HolderKeyForm, HoldersForm, PassphraseForm, ReplaceForm
from socialorder.models import Handover, HolderKey, Tender
from socialorder.models.keys import Share
from socialorder.rules import keys as rules
from socialorder.rules.offices import check_serves
from socialorder.rules.tenders import check_is_draft
from socialorder.views.private import kept_nowhere
from socialorder.views.shared import READ_AND_WRITE, step_page
from socialorder.views.tenders import served_tender, visible_tender


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def holder_key(request: HttpRequest) -> HttpResponse:
    """Make one's own key, or a new one when the passphrase is forgotten."""
    user = cast("User", request.user)
    form = HolderKeyForm(request.POST or None)

    def act() -> Any:
        actions.enrol(by=user, **form.cleaned_data)
        return reverse("socialorder:holder-key")

    context = {
        "own": HolderKey.objects.filter(holder=user).first(),
        "shares": list(Share.objects.filter(holder=user).select_related("key__tender").order_by("-pk")),
    }
    done = _("Your key is made. Keep the passphrase: nobody can tell it to you or change it.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/holder_key.html")


@never_cache
@require_safe
@kept_nowhere
def tender_key(request: HttpRequest, slug: str) -> HttpResponse:
    """Who holds the shares of a tender's key, and what a holder can do."""
    tender = visible_tender(request, slug)
    own = Share.objects.filter(key__tender=tender, holder=request.user.pk).first()
    serves = allowed(check_serves, request.user, tender.body)
    if own is None and not serves:
        raise Http404
    now = clock.now()
    context = {
        "tender": tender,
        "shares": list(Share.objects.filter(key__tender=tender).select_related("holder")),
        "own": own,
        "serves": serves,
        "handed": list(Handover.objects.filter(share__key__tender=tender).select_related("share", "to")),
        "received": {one.purpose for one in Handover.objects.filter(to=own)} if own else set(),
        "may": {
            purpose.value: own is not None and allowed(rules.check_can_hand_over, own, tender, purpose, now)
            for purpose in HandoverPurpose
        },
    }
    return render(request, "socialorder/tender_key.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def key_make(request: HttpRequest, slug: str) -> HttpResponse:
    """Name three holders and make the key."""
    tender = served_tender(request, slug)
    check_is_draft(tender)
    form = HoldersForm(request.POST or None)

    def act() -> Any:
        actions.make(tender=tender, holders=form.holders(), by=cast("User", request.user))
        return tender

    context = {"heading": _("Name the key holders"), "button": _("Make the key"), "caption": str(tender)}
    context["note"] = _("Any two of the three open the bids together; nobody can alone.")
    return step_page(request, form, act, context=context, done=_("The key is made and divided among the three."))


def _own_share(request: HttpRequest, slug: str) -> tuple[Tender, Share]:
    tender = visible_tender(request, slug)
    return tender, rules.share_of(request.user, tender)


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def share_hand_over(request: HttpRequest, slug: str, purpose: str) -> HttpResponse:
    """Agree to the opening, or to the replacement of a lost share."""
    tender, share = _own_share(request, slug)
    if purpose not in HandoverPurpose.values:
        raise Http404
    rules.check_can_hand_over(share, tender, purpose, clock.now())
    form = PassphraseForm(request.POST or None)

    def act() -> Any:
        user = cast("User", request.user)
        actions.hand_over(tender=tender, purpose=purpose, by=user, **form.cleaned_data)

    context = {"heading": HandoverPurpose(purpose).label, "button": _("Agree"), "caption": str(tender)}
    context["back"] = reverse("socialorder:tender-key", args=[slug])
    context["note"] = _("Your share is sealed to the keys of the other holders. One of them can act then.")
    return step_page(request, form, act, context=context, done=_("You have agreed. Another holder can act now."))


@sensitive_post_parameters()
@never_cache
@require_http_methods(READ_AND_WRITE)
@kept_nowhere
def share_replace(request: HttpRequest, slug: str) -> HttpResponse:
    """Divide the secret anew with another holder in place of the lost share."""
    tender, share = _own_share(request, slug)
    rules.check_can_hand_over(share, tender, HandoverPurpose.REPLACE, clock.now())
    form = ReplaceForm(request.POST or None)

    def act() -> Any:
        actions.replace_lost(tender=tender, by=cast("User", request.user), **form.cleaned_data)

    context = {"heading": _("Replace the lost share"), "button": _("Divide anew"), "caption": str(tender)}
    context["back"] = reverse("socialorder:tender-key", args=[slug])
    return step_page(request, form, act, context=context, done=_("The shares are divided anew."))


@require_POST
@kept_nowhere
def share_lost(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Report a share lost."""
    tender = visible_tender(request, slug)
    share = get_object_or_404(Share.objects.filter(key__tender=tender).select_related("key"), number=number)
    actions.report_lost(share=share, by=cast("User", request.user))
    messages.success(request, _("The share is reported lost. The other two holders can replace it."))
    return redirect("socialorder:tender-key", slug)

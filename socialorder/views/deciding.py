"""From opened bids to a decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.permissions import allowed
from socialorder.actions.bids import deciding as actions
from socialorder.actions.tenders import tenders as tender_actions
from socialorder.choices import SittingStatus
from socialorder.forms.commission import DecideForm
from socialorder.forms.tenders import CloneForm, PanelForm
from socialorder.models import Lot, Opening
from socialorder.queries import complaints as complaint_queries
from socialorder.queries import outcome as queries
from socialorder.rules import complaints as complaint_rules
from socialorder.rules import deciding as rules
from socialorder.rules import tenders as tender_rules
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.views.tenders import served_tender, visible_tender
from socialorder.workflow import TENDER


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def lot_evaluate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the admitted bids to experts."""
    tender = served_tender(request, slug)
    lot = get_object_or_404(Lot.objects.with_topic().filter(tender=tender), number=number)
    form = PanelForm(typed.posted(request))

    def act() -> Any:
        round_ = actions.begin_evaluation(lot=lot, by=request.user, **form.cleaned_data)
        return reverse("evaluation:round-detail", args=[round_.pk])

    context = {"heading": _("Give the bids to experts"), "button": _("Begin"), "caption": str(lot.topic)}
    context["note"] = _("Experts read the technical part alone, without the bidders' names and prices.")
    return step_page(request, form, act, context=context, done=_("The round is announced. Draw its experts."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_decide(request: HttpRequest, slug: str) -> HttpResponse:
    """The arithmetic of every lot, and the decision with its reason."""
    tender = served_tender(request, slug)
    TENDER.step("decide", tender.status)
    rules.check_has_no_commission(tender)
    found = queries.outcomes(tender)
    form = typed_form(request, DecideForm, outcomes=found)

    def act() -> Any:
        reason = form.cleaned_data["reason"]
        actions.decide(tender=tender, reason=reason, reasons=form.reasons(), by=request.user)

    context = {"tender": tender, "outcomes": found, "back": reverse("socialorder:tender-results", args=[slug])}
    done = _("The tender is decided; the bidders are told.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/tender_decide.html")


@require_safe
def tender_results(request: HttpRequest, slug: str) -> HttpResponse:
    """What came of each lot: points, reasons, reserve, complaints."""
    tender = visible_tender(request, slug)
    get_object_or_404(Opening.objects.filter(tender=tender))
    context = {
        "tender": tender,
        "results": queries.results_of(tender),
        "sittings": list(tender.sittings.filter(status=SittingStatus.CONCLUDED)),
        "complaints": complaint_queries.of_tender(tender),
        "may_complain": bool(complaint_rules.matters(request.user, tender, clock.now())),
        "may_repeat": allowed(tender_rules.check_can_repeat, request.user, tender),
    }
    return render(request, "socialorder/tender_results.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_repeat(request: HttpRequest, slug: str) -> HttpResponse:
    """A new draft of the lots without a winner."""
    tender = served_tender(request, slug)
    tender_rules.check_can_repeat(request.user, tender)
    form = typed_form(request, CloneForm)

    def act() -> Any:
        given = form.cleaned_data
        window = (given["opens_at"], given["closes_at"], given["questions_until"])
        return tender_actions.clone(tender=tender, slug=given["slug"], window=window, is_repeat=True, by=request.user)

    context = {"heading": _("Repeat the lots without a winner"), "button": _("Begin"), "caption": str(tender)}
    return step_page(request, form, act, context=context, done=_("The draft is there. Look through its lots."))

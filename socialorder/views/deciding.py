"""From opened bids to a decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.accounts.typed import signed_in
from foundation.core.forms import ReasonForm
from socialorder.actions.bids import deciding as actions
from socialorder.forms.tenders import PanelForm
from socialorder.models import Lot
from socialorder.queries import outcome as queries
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.views.tenders import served_tender
from socialorder.workflow import TENDER


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def lot_evaluate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the admitted bids to experts."""
    tender = served_tender(request, slug)
    lot = get_object_or_404(Lot.objects.with_topic().filter(tender=tender), number=number)
    form = PanelForm(request.POST or None)

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
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        actions.decide(tender=tender, by=request.user, **form.cleaned_data)

    context = {"tender": tender, "outcomes": queries.outcomes(tender)}
    context["back"] = reverse("socialorder:opening-detail", args=[slug])
    done = _("The tender is decided; the bidders are told.")
    return step_page(request, form, act, context=context, done=done, template="socialorder/tender_decide.html")

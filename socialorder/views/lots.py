"""Lots of a tender."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.permissions import allowed
from registry.rules import roles
from socialorder.actions.tenders import lots as actions
from socialorder.forms.tenders import LotForm, SpecForm
from socialorder.models import Lot, Tender, Topic
from socialorder.queries import bids as bid_queries
from socialorder.queries import tenders as queries
from socialorder.rules import bids as bid_rules
from socialorder.rules.offices import check_serves
from socialorder.rules.tenders import check_is_draft
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.views.tenders import served_tender, visible_tender

NGOS_SHOWN = 3


def visible_lot(request: HttpRequest, slug: str, number: int) -> Lot:
    return _lot(visible_tender(request, slug), number)


def _lot(tender: Tender, number: int) -> Lot:
    lot = get_object_or_404(Lot.objects.with_topic().filter(tender=tender).prefetch_related("parts"), number=number)
    lot.tender = tender
    return lot


@never_cache
@require_safe
def lot_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One lot: its specification, the grounds of its sum, whether my NGO can bid and why."""
    lot = visible_lot(request, slug, number)
    now = clock.now()
    mine = roles.organisations_of(request.user, roles.EDITORS)[:NGOS_SHOWN]
    serves = allowed(check_serves, request.user, lot.tender.body)
    context = {
        "tender": lot.tender,
        "lot": lot,
        "parts": [part for part in lot.parts.all() if part.text_kk or part.text_ru],
        "indicators": list(lot.topic.indicators.all()),
        "criteria": list(lot.topic.standard.criteria.all()) if lot.topic.standard else [],
        "alike": queries.alike(lot) if serves else [],
        "answers": [(one, bid_rules.eligibility_answers(lot, one, local_date(now))) for one in mine],
        "may_begin": lot.tender.is_taking_bids(now) and bid_queries.bidders(request.user, lot),
        "serves": serves,
    }
    return render(request, "socialorder/lot_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def lot_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new lot from a topic of the plan."""
    tender = served_tender(request, slug)
    check_is_draft(tender)
    form = typed_form(request, LotForm, topics=queries.topics_for(tender))

    def act() -> Any:
        topic = form.cleaned_data["topic"]
        actions.add(tender=tender, topic=topic, values=form.values(), parts=form.parts(), by=request.user)
        return tender

    context = {"heading": _("Add a lot"), "button": _("Save"), "caption": str(tender), "tender": tender}
    return step_page(request, form, act, context=context, done=_("The lot is saved."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def lot_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change a lot of a draft."""
    tender = served_tender(request, slug)
    check_is_draft(tender)
    lot = _lot(tender, number)
    facts = {"topic": lot.topic, "volume": lot.volume, "months": lot.months, "alike_reason": lot.alike_reason}
    own = Topic.objects.filter(pk=lot.topic_id)
    form = typed_form(request, LotForm, topics=own, initial=facts | SpecForm.parts_initial(lot))

    def act() -> Any:
        actions.change(lot=lot, values=form.values(), parts=form.parts(), by=request.user)
        return tender

    context = {"heading": _("Change the lot"), "button": _("Save"), "caption": str(tender), "tender": tender}
    return step_page(request, form, act, context=context, done=_("The lot is saved."))


@require_POST
@signed_in
def lot_remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take it out of the draft."""
    tender = served_tender(request, slug)
    actions.remove(lot=_lot(tender, number), by=request.user)
    messages.success(request, _("The lot is removed."))
    return redirect(tender)

"""Tenders: the list, one tender, its draft."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from evaluation.models import Rubric
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.permissions import allowed
from registry.rules import roles
from socialorder.actions.tenders import tenders as actions
from socialorder.choices.tenders import TenderStatus
from socialorder.forms.shared import number_of
from socialorder.forms.tenders import NewTenderForm, QuestionForm, TenderFilterForm, TenderForm
from socialorder.models import Tender
from socialorder.queries import complaints as complaint_queries
from socialorder.queries import tenders as queries
from socialorder.rules import complaints as complaint_rules
from socialorder.rules import tenders as rules
from socialorder.rules.offices import check_serves
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import TENDER


def visible_tender(request: HttpRequest, slug: str) -> Tender:
    found = Tender.objects.visible_to(request.user).select_related(
        "body__region", "key", "rubric", "opening", "copied_from"
    )
    return get_object_or_404(found, slug=slug)


def served_tender(request: HttpRequest, slug: str) -> Tender:
    """The tender of a body that the person serves; raises NotPermitted."""
    tender = visible_tender(request, slug)
    check_serves(request.user, tender.body)
    return tender


@require_safe
def tender_list(request: HttpRequest) -> HttpResponse:
    """Where social orders begin: tenders, and the ways to needs, standards and plans."""
    form = TenderFilterForm(request.GET)
    context = {
        "form": form,
        "now": clock.now(),
        "page": queries.page_of(request.user, form.asked(), number_of(request.GET.get("page", ""))),
        "may_begin": roles.offices_of(request.user).exists(),
    }
    return render(request, "socialorder/tender_list.html", context)


@never_cache
@require_safe
def tender_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A tender with its lots, questions and what may be done."""
    return tender_page(request, visible_tender(request, slug), QuestionForm(typed.take(request)))


def tender_page(request: HttpRequest, tender: Tender, form: Any, status: int = 200) -> HttpResponse:
    serves = allowed(check_serves, request.user, tender.body)
    lots = queries.lots_of(tender)
    context = {
        "tender": tender,
        "lots": lots,
        "alike": queries.alike_lots(lots) if serves and tender.status == TenderStatus.DRAFT else {},
        "questions": list(tender.questions.visible_to(request.user)),
        "versions": list(tender.versions.order_by("-number")),
        "serves": serves,
        "own_bids": queries.own_bids(request.user, tender),
        "told": queries.told(tender) if serves and tender.announced_at else None,
        "repeats": any(lot.repeats_id for lot in lots),
        "complaints": complaint_queries.of_tender(tender),
        "form": form,
    }
    return render(request, "socialorder/tender_detail.html", context | _offered(request, tender), status=status)


def _offered(request: HttpRequest, tender: Tender) -> dict[str, Any]:
    """What can be done with the tender at this moment, and by this person."""
    now = clock.now()
    return {
        "steps": {step.name for step in TENDER.allowed(tender.status)},
        "takes_bids": tender.is_taking_bids(now),
        "is_over": tender.is_over(now),
        "may_ask": allowed(rules.check_can_ask, request.user, tender, now),
        "may_complain": bool(complaint_rules.matters(request.user, tender, now)),
    }


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_create(request: HttpRequest) -> HttpResponse:
    """Begin a tender."""
    roles.check_is_officer(request.user)
    initial = {"qualification": rules.QUALIFICATION, "must_sign": True}
    bodies = roles.offices_of(request.user)
    form = typed_form(request, NewTenderForm, bodies=bodies, rubrics=_rubrics(request), initial=initial)

    def act() -> Any:
        given = form.cleaned_data
        return actions.create(body=given["body"], slug=given["slug"], values=form.values(), by=request.user)

    context = {"heading": _("Begin a tender"), "button": _("Begin")}
    return step_page(request, form, act, context=context, done=_("The tender is begun. Add its lots and key holders."))


def _rubrics(request: HttpRequest) -> Any:
    return Rubric.objects.visible_to(request.user).newest_versions()


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def tender_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a draft."""
    tender = served_tender(request, slug)
    rules.check_is_draft(tender)
    form = typed_form(request, TenderForm, rubrics=_rubrics(request), initial=TenderForm.initial_of(tender))

    def act() -> Any:
        return actions.change(tender=tender, values=form.values(), by=request.user)

    context = {"heading": _("Change the tender"), "button": _("Save"), "caption": str(tender)}
    return step_page(request, form, act, context=context, done=_("The draft is saved."))


@require_safe
def version_list(request: HttpRequest, slug: str) -> HttpResponse:
    """What the tender said at each moment, with the reasons of its amendments."""
    tender = visible_tender(request, slug)
    context = {"tender": tender, "versions": list(tender.versions.order_by("-number"))}
    return render(request, "socialorder/version_list.html", context)

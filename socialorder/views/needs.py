"""Needs: read by everybody, proposed and supported by people, answered by the akimat."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from socialorder.actions.needs import needs as actions
from socialorder.forms.needs import DeclineForm, NeedFilterForm, NeedForm, TakeForm
from socialorder.forms.shared import number_of
from socialorder.models import Need
from socialorder.queries import needs as queries
from socialorder.rules import needs as rules
from socialorder.rules.offices import office_for
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import NEED


def _need(request: HttpRequest, pk: int) -> Need:
    return get_object_or_404(Need.objects.visible_to(request.user).with_support(), pk=pk)


@require_safe
def need_list(request: HttpRequest) -> HttpResponse:
    """A map, two tables and the needs themselves."""
    form = NeedFilterForm(request.GET)
    asked = form.asked()
    context = {
        "form": form,
        "overview": queries.overview(asked),
        "page": queries.page_of(request.user, asked, number_of(request.GET.get("page", ""))),
    }
    return render(request, "socialorder/need_list.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def need_propose(request: HttpRequest) -> HttpResponse:
    """Propose a need."""
    rules.check_can_propose(request.user)
    form = typed_form(request, NeedForm, initial={"region": request.GET.get("region")})

    def act() -> Any:
        given = form.cleaned_data
        return actions.propose(region=given["region"], place=given["place"], values=form.values(), by=request.user)

    done = _("Your need is proposed. You get a message when the akimat answers; others can support it until then.")
    return step_page(request, form, act, context={}, done=done, template="socialorder/need_propose.html")


@require_safe
def need_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One need with its answer."""
    need = queries.with_places([_need(request, pk)])[0]
    context = {
        "need": need,
        "steps": {step.name for step in NEED.allowed(need.status)},
        "answers": need.hidden_at is None and office_for(request.user, need.region) is not None,
        "may_support": allowed(rules.check_can_support, request.user, need),
        "supports": queries.supports(request.user, need),
        "is_own": need.author_id == getattr(request.user, "pk", None),
    }
    return render(request, "socialorder/need_detail.html", context)


@require_POST
@signed_in
def need_support(request: HttpRequest, pk: int) -> HttpResponse:
    """Support it."""
    need = _need(request, pk)
    actions.support(need=need, by=request.user)
    messages.success(request, _("You support this need."))
    return redirect(need)


@require_POST
@signed_in
def need_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Support it no more."""
    need = _need(request, pk)
    actions.take_back(need=need, by=request.user)
    messages.success(request, _("Your support is taken back."))
    return redirect(need)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def need_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Link it to a topic of the plan."""
    need = _need(request, pk)
    office = rules.office_that_answers(request.user, need)
    form = typed_form(request, TakeForm, topics=queries.topics_for(need, office))

    def act() -> Any:
        return actions.take(need=need, by=request.user, **form.cleaned_data)

    context = {"need": need, "heading": _("Take the need into a topic"), "button": _("Take it")}
    return step_page(request, form, act, context=context, done=_("The author and supporters are told."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def need_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why it is not taken."""
    need = _need(request, pk)
    rules.office_that_answers(request.user, need)
    form = typed_form(request, DeclineForm)

    def act() -> Any:
        return actions.decline(need=need, by=request.user, **form.cleaned_data)

    context = {"need": need, "heading": _("Decline the need"), "button": _("Decline it")}
    return step_page(request, form, act, context=context, done=_("The author and supporters are told."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def need_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answer back."""
    need = _need(request, pk)
    rules.office_that_answers(request.user, need)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        return actions.reopen(need=need, by=request.user, **form.cleaned_data)

    context = {"need": need, "heading": _("Take the answer back"), "button": _("Take it back")}
    return step_page(request, form, act, context=context, done=_("The need waits for an answer again."))


@require_POST
@signed_in
def need_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Its author takes it back."""
    actions.withdraw(need=_need(request, pk), by=request.user)
    messages.success(request, _("The need is withdrawn."))
    return redirect("socialorder:need-list")


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def need_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide it from the public."""
    need = _need(request, pk)
    rules.office_that_answers(request.user, need)
    form = typed_form(request, ReasonForm, needed=False)

    def act() -> Any:
        return actions.hide(need=need, by=request.user, **form.cleaned_data)

    context = {"need": need, "heading": _("Hide the need from the public"), "button": _("Hide it")}
    return step_page(request, form, act, context=context, done=_("The need is hidden; its author reads why."))

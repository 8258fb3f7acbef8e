"""Plans of bodies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.typed import signed_in
from foundation.core.permissions import allowed
from registry.rules import roles
from socialorder.actions.plans import plans as actions
from socialorder.forms.plans import AmountForm, DiscussionForm, OrderForm, PlanFilterForm, PlanForm
from socialorder.models import Plan
from socialorder.queries import plans as queries
from socialorder.queries.reviews import with_before
from socialorder.rules.offices import check_serves
from socialorder.views.shared import READ_AND_WRITE, step_page, typed_form
from socialorder.workflow import PLAN


def visible_plan(request: HttpRequest, body: str, year: int) -> Any:
    return get_object_or_404(Plan.objects.visible_to(request.user).with_sums(), body__code=body, year=year)


def served_plan(request: HttpRequest, body: str, year: int) -> Any:
    """The plan of a body that the person serves; raises NotPermitted."""
    plan = visible_plan(request, body, year)
    check_serves(request.user, plan.body)
    return plan


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans by year."""
    form = PlanFilterForm(request.GET)
    context = {
        "form": form,
        "plans": queries.listed(request.user, form.asked()),
        "may_begin": roles.offices_of(request.user).exists(),
    }
    return render(request, "socialorder/plan_list.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def plan_create(request: HttpRequest) -> HttpResponse:
    """Begin a plan."""
    roles.check_is_officer(request.user)
    form = typed_form(request, PlanForm, bodies=roles.offices_of(request.user))

    def act() -> Any:
        return actions.create(by=request.user, **form.cleaned_data)

    context = {"heading": _("Begin a plan"), "button": _("Begin")}
    return step_page(request, form, act, context=context, done=_("The plan is begun. Add its topics."))


@require_safe
def plan_detail(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """A plan with its topics, its money and its changes."""
    plan = visible_plan(request, body, year)
    context = {
        "plan": plan,
        "topics": with_before(queries.topics_of(plan)),
        "changes": list(plan.changes.select_related("topic")),
        "serves": allowed(check_serves, request.user, plan.body),
        "steps": {step.name for step in PLAN.allowed(plan.status)},
        "left": plan.amount - plan.topics_sum,
    }
    return render(request, "socialorder/plan_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def plan_discuss(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """Open the discussion."""
    plan = served_plan(request, body, year)
    form = typed_form(request, DiscussionForm)

    def act() -> Any:
        return actions.discuss(plan=plan, by=request.user, **form.cleaned_data)

    context = {"heading": _("Open the public discussion"), "button": _("Open it"), "caption": str(plan)}
    return step_page(request, form, act, context=context, done=_("Everybody can read the topics and comment now."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def plan_approve(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """Approve it by an order."""
    plan = served_plan(request, body, year)
    form = typed_form(request, OrderForm)

    def act() -> Any:
        return actions.approve(plan=plan, by=request.user, **form.cleaned_data)

    context = {"heading": _("Approve the plan"), "button": _("Approve"), "caption": str(plan)}
    return step_page(request, form, act, context=context, done=_("The plan is approved."))


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def plan_amount(request: HttpRequest, body: str, year: int) -> HttpResponse:
    """Another sum, with a reason."""
    plan = served_plan(request, body, year)
    form = typed_form(request, AmountForm, initial={"amount": plan.amount})

    def act() -> Any:
        return actions.change_amount(plan=plan, by=request.user, **form.cleaned_data)

    context = {"heading": _("Change the money of the plan"), "button": _("Change"), "caption": str(plan)}
    return step_page(request, form, act, context=context, done=_("The change and its reason are published."))

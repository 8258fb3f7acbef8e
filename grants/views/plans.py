"""The plan of a year: public once approved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Invalid
from foundation.core.permissions import allowed
from grants.actions import year_plans as actions
from grants.forms.directions import add_faults
from grants.forms.plans import PlanForm, initial_of
from grants.models import YearPlan
from grants.queries import plans as queries
from grants.rules import plans as rules
from grants.views.directions import run_list


def visible_plan(request: HttpRequest, pk: int) -> YearPlan:
    """The plan, if this reader may see it."""
    rows = YearPlan.objects.visible_to(request.user).select_related("list__body")
    return get_object_or_404(rows, pk=pk)


@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Money by direction, with how each sum comes about."""
    plan = visible_plan(request, pk)
    can_edit = allowed(rules.check_can_edit, request.user, plan)
    return render(
        request, "grants/plan_detail.html", {"plan": plan, "money": queries.money_of(plan), "can_edit": can_edit}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plan_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the plan of a list's year."""
    found = run_list(request, pk)
    rules.check_can_plan(request.user, found)
    data = typed.posted(request)
    form = PlanForm(data, found=found, initial=queries.last_plan(found))
    if request.method == "POST" and form.is_valid():
        try:
            plan = actions.create(found=found, **form.values(), by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The plan is saved. Nobody but your body sees it before it is approved."))
            return redirect(plan)
    context = {"list": found, "form": form, "plan": None, "index": rules.index_of(found.year)}
    return render(request, "grants/plan_edit.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan that is not approved."""
    plan = visible_plan(request, pk)
    rules.check_can_edit(request.user, plan)
    data = typed.posted(request)
    form = PlanForm(data, found=plan.list, initial=initial_of(plan))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit(plan=plan, **form.values(), by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The plan is saved."))
            return redirect(plan)
    context = {"list": plan.list, "form": form, "plan": plan, "index": rules.index_of(plan.list.year)}
    return render(request, "grants/plan_edit.html", context)


@require_POST
@signed_in
def plan_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze and publish."""
    plan = actions.approve(plan=visible_plan(request, pk), by=request.user)
    messages.success(request, _("The plan is approved. Everybody sees it now."))
    return redirect(plan)

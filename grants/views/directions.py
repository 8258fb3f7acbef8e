"""Lists of priority directions: for everybody to read, for officers to run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts import typed
from foundation.accounts.typed import posted, signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.permissions import allowed
from foundation.documents.serving import serve
from grants.actions import direction_lists, listed_directions
from grants.choices import ListStatus
from grants.forms import directions as forms_of
from grants.models import DirectionList, ListedDirection
from grants.queries import directions as queries
from grants.rules import directions as rules
from registry.queries import parameters

Text = Any


@dataclass(frozen=True)
class Step:
    """A step of a list with a form of its own: its words, its form and the action that takes the form's values."""

    form: type[forms.Form]
    act: Callable[..., DirectionList]
    heading: Text
    done: Text
    kind: str = ""


STEPS: dict[str, Step] = {
    "term": Step(
        forms_of.ProposalsUntilForm,
        direction_lists.edit,
        gettext_lazy("Another last day for proposals"),
        gettext_lazy("The last day is changed."),
    ),
    "discuss": Step(
        forms_of.LastDayForm,
        direction_lists.open_discussion,
        gettext_lazy("Open the public discussion"),
        gettext_lazy("The public discussion is open."),
    ),
    "extend": Step(
        forms_of.ExtendForm,
        direction_lists.extend,
        gettext_lazy("Extend the public discussion"),
        gettext_lazy("The public discussion runs longer."),
    ),
    "collect": Step(
        forms_of.CollectForm,
        direction_lists.collect_again,
        gettext_lazy("Collect proposals again"),
        gettext_lazy("Proposals are taken again."),
    ),
    "cancel": Step(
        forms_of.WhyForm,
        direction_lists.cancel,
        gettext_lazy("Cancel the list"),
        gettext_lazy("The list is cancelled."),
        "danger",
    ),
}


def visible_list(request: HttpRequest, pk: int) -> DirectionList:
    """The list, if this reader may see it."""
    shown = DirectionList.objects.visible_to(request.user).select_related("body", "replaces", "order_document")
    return get_object_or_404(shown, pk=pk)


def run_list(request: HttpRequest, pk: int) -> DirectionList:
    """The list, for an officer of its body; to everybody else it does not exist here."""
    runs = DirectionList.objects.run_by(request.user).select_related("body", "replaces")
    return get_object_or_404(runs, pk=pk)


@require_safe
def direction_overview(request: HttpRequest) -> HttpResponse:
    """Lists that take proposals, are discussed and are approved."""
    context = {"lists": queries.overview(request.user), "is_officer": queries.officers_bodies(request.user).exists()}
    return render(request, "grants/direction_overview.html", context)


@require_safe
def list_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A list with its directions, its term, its order and its plans."""
    found, now = visible_list(request, pk), clock.now()
    context = {
        "list": found,
        "shown": queries.shown_directions(found),
        "last_year": queries.last_year(found) if found.status == ListStatus.COLLECTING else [],
        "plans": queries.plans_of(found, request.user),
        "takes_proposals": allowed(rules.check_takes_proposals, found, now),
        "is_discussed": allowed(rules.check_is_discussed, found, now),
        "can_run": allowed(rules.check_can_run, request.user, found.body),
        "term": parameters.in_force(parameters.DISCUSSION, local_date(found.discussed_from or now)),
        "replacement": found.replacements.exclude(status="cancelled").first(),
    }
    return render(request, "grants/list_detail.html", context | _officers(request, found))


def _officers(request: HttpRequest, found: DirectionList) -> dict[str, Any]:
    """What waits for the officer and stands in the way of the order."""
    if not allowed(rules.check_can_run, request.user, found.body) or found.status not in ("collecting", "discussing"):
        return {}
    is_discussed = found.status == "discussing"
    return {"faults": rules.approval_faults(found, clock.now()) if is_discussed else [], "is_open": True}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def list_create(request: HttpRequest) -> HttpResponse:
    """Begin the list of a year."""
    bodies = queries.officers_bodies(request.user)
    if not bodies.exists():
        raise NotPermitted(_("Only an officer of this body can do this."))
    data = typed.posted(request)
    form = forms_of.ListForm(data, bodies=bodies, initial={"year": local_date(clock.now()).year + 1})
    if request.method == "POST" and form.is_valid():
        try:
            found = direction_lists.create(**form.cleaned_data, by=request.user)
        except Invalid as refusal:
            forms_of.add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The list is begun. Everybody can propose directions now."))
            return redirect(found)
    return render(request, "grants/list_create.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def list_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A step that an officer takes with the list."""
    found, step = run_list(request, pk), STEPS.get(name)
    if step is None:
        raise Http404
    data = typed.posted(request)
    form = step.form(data, initial={"proposals_until": found.proposals_until})
    if request.method == "POST" and form.is_valid():
        try:
            step.act(found=found, **form.cleaned_data, by=request.user)
        except Invalid as refusal:
            forms_of.add_faults(form, refusal.faults)
        else:
            messages.success(request, step.done)
            return redirect(found)
    least = rules.least_last_day(local_date(clock.now())) if name == "discuss" else None
    return render(request, "grants/list_step.html", {"list": found, "form": form, "step": step, "least": least})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def list_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The order: number, date, file."""
    found = run_list(request, pk)
    form = forms_of.OrderForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            direction_lists.approve(
                found=found,
                number=values["order_number"],
                order_on=values["order_on"],
                order=values["order"],
                by=request.user,
            )
        except Invalid as refusal:
            forms_of.add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The list is approved and frozen."))
            return redirect(found)
    context = {"list": found, "form": form, "faults": rules.approval_faults(found, clock.now())}
    return render(request, "grants/list_approve.html", context)


@require_safe
def list_order(request: HttpRequest, pk: int) -> HttpResponse:
    """The order as a file."""
    found = visible_list(request, pk)
    if found.order_document is None:
        raise Http404
    return cast("HttpResponse", serve(found.order_document))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def direction_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A direction more."""
    found = run_list(request, pk)
    rules.check_can_write_directions(request.user, found)
    data = typed.posted(request)
    form = forms_of.DirectionForm(data, continued=queries.continued(found))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        listed_directions.add(found=found, direction=values["direction"], values=values, by=request.user)
        messages.success(request, _("The direction is in the list."))
        return redirect(found)
    return render(request, "grants/direction_edit.html", {"list": found, "form": form, "listed": None})


def run_direction(request: HttpRequest, pk: int) -> ListedDirection:
    """A direction of a list, for an officer of its body."""
    runs = DirectionList.objects.run_by(request.user)
    rows = ListedDirection.objects.filter(list__in=runs).select_related("list__body", "direction")
    return get_object_or_404(rows, pk=pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def direction_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for a direction."""
    listed = run_direction(request, pk)
    rules.check_can_write_directions(request.user, listed.list)
    data = typed.posted(request)
    form = forms_of.DirectionForm(data, initial=forms_of.words_of(listed))
    if request.method == "POST" and form.is_valid():
        listed_directions.edit(listed=listed, values=form.cleaned_data, by=request.user)
        messages.success(request, _("The direction is changed."))
        return redirect(listed.list)
    return render(request, "grants/direction_edit.html", {"list": listed.list, "form": form, "listed": listed})


@require_POST
@signed_in
def direction_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a direction off the list."""
    listed = run_direction(request, pk)
    listed_directions.remove(listed=listed, by=request.user)
    messages.success(request, _("The direction is off the list."))
    return redirect(listed.list)

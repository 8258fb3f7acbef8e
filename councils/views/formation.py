"""The competition for seats: what everybody reads, and what the secretariat and the working group do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions.formation import competitions as actions
from councils.actions.formation import selecting
from councils.forms.formation import (
    DelegateFormSet,
    ExtendForm,
    GroupFormSet,
    GroupMemberForm,
    GroupVoteForm,
    OrderForm,
    StartForm,
    TermsForm,
)
from councils.models import Formation
from councils.queries import formation as queries
from councils.queries.formation_votes import barred_pairs, counted
from councils.rules import candidates as candidate_rules
from councils.rules import councils as council_rules
from councils.rules import formation as rules
from councils.rules.formation_numbers import numbers
from councils.views.acting import done, stepped
from councils.views.councils import READ_AND_WRITE, council_of, served_council
from councils.workflow import FORMATION
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from registry.rules import roles

STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "announce": (actions.announce, gettext_lazy("The competition is announced: nominations are taken.")),
    "close": (actions.close, gettext_lazy("Nominations are closed. Check the candidates now.")),
    "publish-list": (selecting.publish_list, gettext_lazy("The list is published; the working group votes now.")),
    "count": (selecting.count, gettext_lazy("The vote is counted. Enter the order now.")),
}


def formation_of(request: HttpRequest, slug: str, number: int) -> Formation:
    """The competition, for those who may see it."""
    return get_object_or_404(Formation.objects.visible_to(request.user), council__slug=slug, number=number)


def served_formation(request: HttpRequest, slug: str, number: int) -> Formation:
    """The competition, for the secretariat of its council; NotPermitted for everybody else."""
    formation = formation_of(request, slug, number)
    council_rules.check_serves(request.user, formation.council)
    return formation


@require_safe
def formation_all(request: HttpRequest) -> HttpResponse:
    """Competitions of all councils; those that take nominations first."""
    page = queries.formation_page(request.user, before=request.GET.get("before", ""))
    return render(request, "councils/formation_list.html", {"page": page, "open": queries.open_now()})


@require_safe
def formation_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Competitions of one council."""
    council = council_of(request, slug)
    page = queries.formation_page(request.user, council, request.GET.get("before", ""))
    context = {"council": council, "page": page, "serves": allowed(council_rules.check_serves, request.user, council)}
    return render(request, "councils/formation_list.html", context)


@require_safe
def formation_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Announcement, working group, numbers, candidates with each criterion, the vote, the order."""
    formation = formation_of(request, slug, number)
    sight = queries.sight(formation, request.user)
    serves = allowed(council_rules.check_serves, request.user, formation.council)
    context = {
        "formation": formation,
        "council": formation.council,
        "sight": sight,
        "numbers": numbers(formation, sight.group, sight.candidates),
        "votes": queries.named_votes(formation),
        "own": {one.pk for one in sight.own},
        "serves": serves,
        "is_open": allowed(candidate_rules.check_open, formation, clock.now()),
        "steps": [step.name for step in FORMATION.allowed(formation.status)] if serves else [],
        "may_name_group": allowed(rules.check_can_name_group, request.user, formation),
    }
    return render(request, "councils/formation_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def formation_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a competition; the page says when the law wants it to begin."""
    council = served_council(request, slug)
    sitting = council.terms.filter(status="sitting").first()
    form = StartForm(typed.posted(request), initial={"kind": request.GET.get("kind")})
    if done(
        request,
        form,
        lambda: actions.start(council=council, values=form.cleaned_data, by=request.user),
        _("Write the announcement and name the working group now."),
    ):
        return redirect(council.formations.earliest("-number"))
    context = {"form": form, "council": council, "term": sitting, "sizes": council_rules.SIZES.get(council.level)}
    context["due_on"] = rules.renewal_due_on(sitting) if sitting else None
    context["vacancies"] = rules.vacancies(sitting) if sitting else 0
    return render(request, "councils/formation_start.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def formation_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The announcement, before it is made."""
    formation = served_formation(request, slug, number)
    rules.check_can_change(request.user, formation)
    form = TermsForm(typed.posted(request), initial=TermsForm.initial_of(formation))
    if done(
        request,
        form,
        lambda: actions.change(formation=formation, values=form.cleaned_data, by=request.user),
        _("The changes are saved."),
    ):
        return redirect(formation)
    context = {"form": form, "formation": formation, "council": formation.council}
    context |= {"heading": _("Announcement"), "least": rules.nominations_least(local_date(clock.now()))}
    return render(request, "councils/formation_form.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def group_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The working group, row by row."""
    formation = served_formation(request, slug, number)
    rules.check_can_name_group(request.user, formation)
    held = formation.group.select_related("user", "organisation")
    initial = [GroupMemberForm.initial_of(one) for one in held]
    rows = GroupFormSet(typed.posted(request), prefix="group", initial=initial)
    if request.method == "POST" and rows.is_valid():
        try:
            members = [row.member() for row in rows.forms]
            actions.name_group(formation=formation, members=members, by=request.user)
        except Invalid as refusal:
            show_row_faults(rows, refusal)
        else:
            return redirect(formation)
    context = {"rows": rows, "formation": formation, "council": formation.council, "heading": _("Working group")}
    return render(request, "councils/group_edit.html", context)


def show_row_faults(rows: Any, refusal: Invalid) -> None:
    """A fault of a row stands at its row, everything else at the first one."""
    for fault in refusal.faults:
        _name, _dash, place = fault.field.partition("group-")
        rows.forms[int(place) if place.isdecimal() else 0].add_error(None, str(fault.message))


@require_POST
@signed_in
def formation_step(request: HttpRequest, slug: str, number: int, step: str) -> HttpResponse:
    """Announce, close, publish the list, count."""
    if step not in STEPS:
        raise Http404
    formation = served_formation(request, slug, number)
    action, told = STEPS[step]
    stepped(request, lambda: action(formation=formation, by=request.user), told)
    return redirect(formation)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def formation_extend(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take nominations again."""
    formation = served_formation(request, slug, number)
    form = ExtendForm(typed.posted(request))
    if done(
        request,
        form,
        lambda: actions.extend(formation=formation, by=request.user, **form.cleaned_data),
        _("Nominations are taken again."),
    ):
        return redirect(formation)
    context = {"form": form, "formation": formation, "council": formation.council}
    return render(request, "councils/formation_form.html", context | {"heading": _("Open nominations again")})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def formation_cancel(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """End the competition without members."""
    formation = served_formation(request, slug, number)
    form = ReasonForm(typed.posted(request), needed=False)
    if done(
        request,
        form,
        lambda: actions.cancel(formation=formation, by=request.user, **form.cleaned_data),
        _("The competition is cancelled."),
    ):
        return redirect(formation.council)
    context = {"form": form, "formation": formation, "council": formation.council}
    return render(request, "councils/formation_form.html", context | {"heading": _("Cancel the competition")})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def formation_vote(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A member of the working group votes on each candidate."""
    formation = formation_of(request, slug, number)
    rules.check_in_group(request.user, formation)
    candidate_rules.check_can_vote(formation)
    sight = queries.sight(formation, request.user)
    barred = {pk for member, pk in barred_pairs(formation) if sight.in_group and member == sight.in_group.pk}
    open_to = [one for one in sight.candidates if one.status == "admitted" and one.pk not in barred]
    form = GroupVoteForm(typed.posted(request), candidates=open_to, held=queries.choices_of(sight.in_group))
    if done(
        request,
        form,
        lambda: selecting.vote(formation=formation, choices=form.choices(), by=request.user),
        _("Your votes are kept. You can change them until they are counted."),
    ):
        return redirect(formation)
    barred_from = [one for one in sight.candidates if one.pk in barred]
    context = {"form": form, "formation": formation, "council": formation.council, "barred": barred_from}
    return render(request, "councils/formation_vote.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def formation_approve(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The order, and the people whom the state names."""
    formation = served_formation(request, slug, number)
    form, rows = order_forms(request, formation)
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        try:
            delegates = [row.seat() for row in rows.forms]
            selecting.approve(formation=formation, act=form.act(), delegates=delegates, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            return redirect(formation)
    context = {"form": form, "rows": rows, "formation": formation, "council": formation.council}
    context["result"] = counted(formation)
    return render(request, "councils/formation_approve.html", context)


def order_forms(request: HttpRequest, formation: Formation) -> tuple[Any, Any]:
    """The form of the order and the rows of delegates; a by-election has neither a last day nor delegates."""
    today = local_date(clock.now())
    initial = {"decided_on": today, "starts_on": today, "ends_on": rules.last_day_of_term(today)}
    data = typed.posted(request)
    return OrderForm(data, initial=initial, formation=formation), DelegateFormSet(data, prefix="delegates")


def may_speak_for(request: HttpRequest) -> Any:
    """Organisations for which the reader may act."""
    return roles.organisations_of(request.user, roles.EDITORS)

"""Councils and their members."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from councils.actions import councils as actions
from councils.actions import seats as seat_actions
from councils.forms.councils import (
    AddSeatForm,
    ApproveForm,
    CouncilChangeForm,
    CouncilFilterForm,
    CouncilForm,
    EndSeatForm,
    LinkForm,
    NewCouncilForm,
    PostForm,
    SeatFormSet,
    TermForm,
)
from councils.models import Council, Seat
from councils.queries import councils as queries
from councils.queries.life import presidium_of
from councils.queries.living import life
from councils.queries.seats import numbers, seats_now
from councils.rules import councils as rules
from foundation.accounts.typed import posted, signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.forms import add_faults
from foundation.core.permissions import allowed
from registry.choices import Role
from registry.models import Body
from registry.rules import roles

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def council_of(request: HttpRequest, slug: str) -> Council:
    """The council, for everybody."""
    return get_object_or_404(Council.objects.visible_to(request.user), slug=slug)


def served_council(request: HttpRequest, slug: str) -> Council:
    """The council, for its secretariat; NotPermitted for everybody else."""
    council = council_of(request, slug)
    rules.check_serves(request.user, council)
    return council


def _own_bodies(request: HttpRequest):
    if roles.is_admin(request.user):
        return Body.objects.order_by("name_ru")
    return roles.bodies_of(request.user, Role.OFFICER)


@require_safe
def council_list(request: HttpRequest) -> HttpResponse:
    """All councils; filters are in the address."""
    form = CouncilFilterForm(request.GET)
    after = request.GET.get("after", "")[:320].replace("\0", "")
    context = {
        "form": form,
        "page": queries.council_page(request.user, form.asked(), after),
        "levels": queries.levels(),
        "may_create": request.user.is_authenticated and _own_bodies(request).filter(council=None).exists(),
        "none_at": rules.NONE_AT,
    }
    return render(request, "councils/council_list.html", context)


@require_safe
def council_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Members, calendar, attendance, recommendations and how they were answered."""
    council = council_of(request, slug)
    sight = queries.sight(council, request.user, clock.now())
    context = {
        "council": council,
        "sight": sight,
        "today": local_date(clock.now()),
        "numbers": numbers(sight.seats),
        "attendance": queries.attendance_of(sight.term) if sight.term else {},
        "serves": allowed(rules.check_serves, request.user, council),
        "life": life(council, sight.term, request.user),
        "presidium": presidium_of(sight.seats),
        "is_officer": roles.has_role(request.user, Role.OFFICER),
    }
    return render(request, "councils/council_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def council_create(request: HttpRequest) -> HttpResponse:
    """Enter the council of an own body."""
    bodies = _own_bodies(request)
    if not bodies.exists():
        raise NotPermitted(_("Only an officer of the body, or the administrator, can enter its council."))
    form = NewCouncilForm(posted(request), bodies=bodies)
    if request.method == "POST" and form.is_valid():
        try:
            council = actions.create(values=form.cleaned_data, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The council is entered. Begin to form its composition now."))
            return redirect(council)
    return render(request, "councils/council_form.html", {"form": form})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def council_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change facts of a council."""
    council = served_council(request, slug)
    form = CouncilChangeForm(posted(request), initial=CouncilForm.initial_of(council))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            actions.change(council=council, reason=values.pop("reason"), values=values, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(council)
    return render(request, "councils/council_form.html", {"form": form, "council": council})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def term_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to form the next composition."""
    council = served_council(request, slug)
    form = TermForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_term(council=council, size=form.cleaned_data["size"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The composition can be formed now."))
            return redirect("councils:term-approve", slug)
    context = {"form": form, "council": council, "size": rules.SIZES.get(council.level)}
    return render(request, "councils/term_start.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def term_approve(request: HttpRequest, slug: str) -> HttpResponse:
    """The act of approval and the members that it names."""
    council = served_council(request, slug)
    term = get_object_or_404(council.terms, status="forming")
    data = request.POST if request.method == "POST" else None
    form, rows = ApproveForm(data), SeatFormSet(data, prefix="seats")
    if request.method == "POST" and rows.is_valid() and form.is_valid():
        try:
            actions.approve(term=term, seats=[row.seat() for row in rows.forms], by=request.user, **form.cleaned_data)
        except Invalid as refusal:
            _show_row_faults(form, rows, refusal)
        else:
            messages.success(request, _("The members are seated."))
            return redirect(council)
    return render(request, "councils/term_approve.html", {"form": form, "rows": rows, "council": council, "term": term})


def _show_row_faults(form: ApproveForm, rows, refusal: Invalid) -> None:
    """A fault of a member stands at its row, everything else above the form."""
    for fault in refusal.faults:
        _name, _dash, place = fault.field.partition("seats-")
        if place.isdecimal():
            rows.forms[int(place)].add_error(None, str(fault.message))
        else:
            add_faults(form, [fault])


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def seat_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A member elected later."""
    council = served_council(request, slug)
    term = get_object_or_404(council.terms, status="sitting")
    form = AddSeatForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            day = form.cleaned_data["started_on"]
            seat_actions.add(term=term, seat=form.seat(), started_on=day, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The member is seated."))
            return redirect(council)
    return render(request, "councils/seat_form.html", {"form": form, "council": council})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def seat_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Post, account and end of a seat: three small forms, one of which is sent."""
    council = served_council(request, slug)
    seat = get_object_or_404(seats_now(council), pk=pk)
    step = request.POST.get("step", "")
    forms = {
        "post": PostForm(request.POST if step == "post" else None, initial={"post": seat.post}),
        "link": LinkForm(request.POST if step == "link" else None),
        "end": EndSeatForm(request.POST if step == "end" else None),
    }
    if step in forms and forms[step].is_valid() and _done(request, seat, step, forms[step]):
        return redirect(council)
    return render(request, "councils/seat_detail.html", {"council": council, "seat": seat, "forms": forms})


def _done(request: HttpRequest, seat: Seat, step: str, form) -> bool:
    steps: dict[str, Callable[..., Seat]] = {
        "post": seat_actions.give_post,
        "link": seat_actions.link,
        "end": seat_actions.end,
    }
    try:
        steps[step](seat=seat, by=request.user, **form.cleaned_data)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return False
    messages.success(request, _("The changes are saved."))
    return True

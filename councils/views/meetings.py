"""Meetings: plan, agenda, minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from councils.actions import meetings as actions
from councils.actions import motions
from councils.forms.meetings import (
    AttendanceForm,
    ItemForm,
    MaterialForm,
    MinutesForm,
    MotionForm,
    PlanForm,
    RecordForm,
    VoteForm,
)
from councils.models import AgendaItem, Material, Meeting, Motion
from councils.queries import meetings as queries
from councils.rules import councils as council_rules
from councils.rules import meetings as rules
from councils.views.councils import READ_AND_WRITE, council_of, served_council
from councils.workflow import MEETING
from foundation.accounts.typed import posted, signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.ics import CONTENT_TYPE, calendar
from foundation.core.permissions import allowed
from foundation.documents.serving import serve

Action = Callable[..., Any]
STEPS: dict[str, tuple[Action, Any]] = {
    "announce": (actions.announce, gettext_lazy("The meeting is announced; the members are told.")),
    "open": (actions.open_meeting, gettext_lazy("The meeting is open. Mark who is there.")),
    "close": (actions.close, gettext_lazy("The meeting is over. The draft of the minutes is written: read it.")),
    "publish": (actions.publish, gettext_lazy("The minutes are published.")),
}


def meeting_of(request: HttpRequest, slug: str, pk: int) -> Meeting:
    """The meeting, for those who may see it."""
    return get_object_or_404(Meeting.objects.visible_to(request.user), council__slug=slug, pk=pk)


def served_meeting(request: HttpRequest, slug: str, pk: int) -> Meeting:
    """The meeting, for the secretariat of its council; NotPermitted for everybody else."""
    meeting = meeting_of(request, slug, pk)
    council_rules.check_serves(request.user, meeting.council)
    return meeting


def item_of(meeting: Meeting, position: int) -> AgendaItem:
    """A point of the agenda by its number."""
    item = get_object_or_404(meeting.items, position=position)
    item.meeting = meeting
    return item


def motion_of(meeting: Meeting, pk: int) -> Motion:
    """A motion of the meeting."""
    motion = get_object_or_404(Motion.objects.select_related("item"), item__meeting=meeting, pk=pk)
    motion.item.meeting = meeting
    return motion


@require_safe
def meeting_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All meetings of a council, the newest first."""
    council = council_of(request, slug)
    page = queries.meeting_page(council, request.user, request.GET.get("before", ""))
    return render(request, "councils/meeting_list.html", {"council": council, "page": page})


@require_safe
def meeting_detail(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Agenda, materials, who was there, votes, minutes; for a member the vote, for the secretariat the next step."""
    meeting = meeting_of(request, slug, pk)
    serves = allowed(council_rules.check_serves, request.user, meeting.council)
    sitting = queries.sitting(meeting, request.user)
    context = {
        "minutes_late": meeting.minutes_are_late(local_date(clock.now())),
        "meeting": meeting,
        "council": meeting.council,
        "sitting": sitting,
        "serves": serves,
        "sees_protocol": serves or sitting.seat is not None,
        "may_plan": allowed(rules.check_can_plan, request.user, meeting),
        "may_run": allowed(rules.check_can_run, request.user, meeting),
        "steps": [step.name for step in MEETING.allowed(meeting.status)] if serves else [],
        "vote_form": VoteForm(),
        "attendance": AttendanceForm(attendance=sitting.attendance) if serves else None,
    }
    return render(request, "councils/meeting_detail.html", context)


@require_safe
def meeting_calendar(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The meeting as a calendar file."""
    meeting = meeting_of(request, slug, pk)
    text = calendar(meeting.topic, [queries.calendar_event(meeting)], stamp=clock.now())
    return HttpResponse(text, content_type=CONTENT_TYPE)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a meeting."""
    council = served_council(request, slug)
    form = PlanForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.plan(council=council, values=form.cleaned_data, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The meeting is planned. Write its agenda now."))
            return redirect(meeting)
    return render(request, "councils/meeting_form.html", {"form": form, "council": council})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Change topic, moment or place."""
    meeting = served_meeting(request, slug, pk)
    rules.check_can_plan(request.user, meeting)
    form = PlanForm(posted(request), initial=PlanForm.initial_of(meeting))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(meeting=meeting, values=form.cleaned_data, by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect(meeting)
    return render(request, "councils/meeting_form.html", {"form": form, "council": meeting.council, "meeting": meeting})


@require_POST
@signed_in
def meeting_step(request: HttpRequest, slug: str, pk: int, step: str) -> HttpResponse:
    """Announce, open, close, publish."""
    if step not in STEPS:
        raise Http404
    meeting = served_meeting(request, slug, pk)
    action, told = STEPS[step]
    try:
        action(meeting=meeting, by=request.user)
    except Invalid as refusal:
        for fault in refusal.faults:
            messages.error(request, str(fault.message))
    else:
        messages.success(request, str(told))
    return redirect(meeting)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_cancel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Cancel, with the reason."""
    meeting = served_meeting(request, slug, pk)
    form = ReasonForm(posted(request), needed=False)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(meeting=meeting, reason=form.cleaned_data["reason"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The meeting is cancelled; the members are told."))
            return redirect(meeting)
    context = {"form": form, "council": meeting.council, "meeting": meeting}
    return render(request, "councils/meeting_cancel.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def item_add(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add a point to the agenda."""
    meeting = served_meeting(request, slug, pk)
    form = ItemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        item = actions.add_item(meeting=meeting, values=form.cleaned_data, by=request.user)
        messages.success(request, _("The point is on the agenda."))
        return redirect("councils:item-detail", slug, pk, item.position)
    return render(request, "councils/item_form.html", {"form": form, "council": meeting.council, "meeting": meeting})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def item_detail(request: HttpRequest, slug: str, pk: int, position: int) -> HttpResponse:
    """A point for the secretariat: its files, what was said, motions."""
    meeting = served_meeting(request, slug, pk)
    item = item_of(meeting, position)
    step = request.POST.get("step", "")
    forms = {
        "record": RecordForm(request.POST if step == "record" else None, initial={"text": item.record}),
        "material": MaterialForm(*((request.POST, request.FILES) if step == "material" else ())),
        "motion": MotionForm(request.POST if step == "motion" else None, council=meeting.council),
    }
    if step in forms and forms[step].is_valid() and _item_step(request, item, step, forms[step]):
        return redirect("councils:item-detail", slug, pk, position)
    context = {"meeting": meeting, "council": meeting.council, "item": item, "forms": forms}
    return render(request, "councils/item_detail.html", context)


def _item_step(request: HttpRequest, item: AgendaItem, step: str, form: Any) -> bool:
    given = dict(form.cleaned_data)
    if step == "material":
        given["upload"] = given.pop("file")
    steps: dict[str, Action] = {
        "record": actions.record_words,
        "material": actions.add_material,
        "motion": motions.put,
    }
    try:
        steps[step](item=item, by=request.user, **given)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return False
    messages.success(request, _("The changes are saved."))
    return True


@require_POST
@signed_in
def item_remove(request: HttpRequest, slug: str, pk: int, position: int) -> HttpResponse:
    """Take a point out of an agenda that nobody has read."""
    meeting = served_meeting(request, slug, pk)
    actions.remove_item(item=item_of(meeting, position), by=request.user)
    messages.success(request, _("The point is taken out."))
    return redirect(meeting)


@require_safe
def material_download(request: HttpRequest, slug: str, pk: int, file: int) -> HttpResponse:
    """A file of the agenda, for everybody who sees the meeting."""
    meeting = meeting_of(request, slug, pk)
    material = get_object_or_404(Material.objects.select_related("document"), item__meeting=meeting, pk=file)
    return cast("HttpResponse", serve(material.document))  # a stream of bytes is a response like any other


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def minutes_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The draft of the minutes in both languages."""
    meeting = served_meeting(request, slug, pk)
    initial = {"minutes_kk": meeting.minutes_kk, "minutes_ru": meeting.minutes_ru}
    form = MinutesForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_minutes(meeting=meeting, by=request.user, **form.cleaned_data)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("councils:minutes-edit", slug, pk)
    context = {"form": form, "council": meeting.council, "meeting": meeting}
    return render(request, "councils/minutes_edit.html", context)

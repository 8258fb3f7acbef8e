"""The commission: the secretary prepares and concludes, members vote."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.queries import answers_by_reference
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from grants.actions import decisions, meetings
from grants.forms.decisions import AttendanceForm, PrepareForm, ProposalsForm, VoteForm
from grants.models import Call, Meeting
from grants.queries import decisions as queries
from grants.rules.decisions import check_can_vote, check_is_secretary, is_outdated, roll_faults
from registry.choices import Role

READ_AND_WRITE = ["GET", "HEAD", "POST"]


def _call(request: HttpRequest, slug: str, *roles: Role) -> Call:
    calls = Call.objects.run_by(request.user, *roles).select_related("operator", "round__second_stage")
    return get_object_or_404(calls, slug=slug)


def _meeting(request: HttpRequest, slug: str, *roles: Role) -> Meeting:
    meeting = queries.meeting_of(_call(request, slug, *roles))
    if meeting is None:
        raise Http404
    return meeting


@never_cache
@require_safe
@signed_in
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, who is there, the arithmetic of quorum and majority, and what the reader can do now."""
    call = _call(request, slug, Role.SECRETARY, Role.COMMISSION)
    meeting = queries.meeting_of(call)
    is_secretary = allowed(check_is_secretary, request.user, call)
    if meeting is None:
        return render(request, "grants/meeting_absent.html", {"call": call, "is_secretary": is_secretary})
    sitting = queries.sitting(meeting, request.user)
    context = {
        "call": call,
        "sitting": sitting,
        "answers": answers_by_reference(call.round, request.user),
        "is_secretary": is_secretary,
        "can_vote": allowed(check_can_vote, request.user, meeting),
        "obstacles": roll_faults(sitting.roll),
        "is_outdated": is_outdated(meeting),
        "attendance": AttendanceForm(seats=sitting.seats),
        "vote": VoteForm(initial=sitting.own_vote),
    }
    return render(request, "grants/meeting_detail.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Number and moment of the sitting; the list is filled from the ranking."""
    call = _call(request, slug, Role.SECRETARY)
    form = PrepareForm(request.POST if request.method == "POST" else typed.take(request))
    if request.method == "POST" and form.is_valid():
        meetings.prepare(call=call, by=request.user, **form.cleaned_data)
        messages.success(request, _("The meeting is prepared. Look at the list before you open the vote."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_prepare.html", {"call": call, "form": form})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """The list: outcome, amount and reason of each application, saved all together or not at all."""
    meeting = _meeting(request, slug, Role.SECRETARY)
    sitting = queries.sitting(meeting, request.user)
    data = request.POST if request.method == "POST" else typed.take(request)
    form = ProposalsForm(data, meeting=meeting, proposals=sitting.proposals)
    if request.method == "POST" and form.is_valid():
        meetings.propose(meeting=meeting, rows=form.rows(), by=request.user)
        messages.success(request, _("The list is saved."))
        return redirect("grants:meeting-detail", slug)
    answers = answers_by_reference(meeting.call.round, request.user)
    lines = form.lines(sitting.results)
    context = {"call": meeting.call, "sitting": sitting, "form": form, "lines": lines, "answers": answers}
    return render(request, "grants/meeting_propose.html", context)


@require_POST
@signed_in
def meeting_refill(request: HttpRequest, slug: str) -> HttpResponse:
    """Fill the list again, from the newest ranking."""
    meetings.refill(meeting=_meeting(request, slug, Role.SECRETARY), by=request.user)
    messages.success(request, _("The list is filled from the newest ranking."))
    return redirect("grants:meeting-detail", slug)


@require_POST
@signed_in
def meeting_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the vote."""
    meetings.open_voting(meeting=_meeting(request, slug, Role.SECRETARY), by=request.user)
    messages.success(request, _("The vote is open. Mark who is present."))
    return redirect("grants:meeting-detail", slug)


@require_POST
@signed_in
def meeting_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark who is present."""
    meeting = _meeting(request, slug, Role.SECRETARY)
    form = AttendanceForm(request.POST, seats=list(meeting.attendees.select_related("member")))
    if form.is_valid():
        meetings.mark_attendance(meeting=meeting, present=form.cleaned_data["present"], by=request.user)
        messages.success(request, _("Attendance is marked."))
    return redirect("grants:meeting-detail", slug)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_vote(request: HttpRequest, slug: str) -> HttpResponse:
    """A member's vote on the whole list."""
    meeting = _meeting(request, slug, Role.COMMISSION)
    form = VoteForm(request.POST if request.method == "POST" else typed.take(request))
    if request.method == "POST" and form.is_valid():
        meetings.vote(meeting=meeting, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your vote is recorded. You can change it until the meeting is concluded."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_vote.html", {"call": meeting.call, "form": form})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the vote without a decision, to change the list."""
    meeting = _meeting(request, slug, Role.SECRETARY)
    form = ReasonForm(request.POST if request.method == "POST" else typed.take(request))
    if request.method == "POST" and form.is_valid():
        meetings.revise(meeting=meeting, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The vote is closed without a decision. The list can be changed."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_revise.html", {"call": meeting.call, "form": form})


@require_POST
@signed_in
def meeting_conclude(request: HttpRequest, slug: str) -> HttpResponse:
    """Carry out the list and publish everything."""
    decisions.conclude(meeting=_meeting(request, slug, Role.SECRETARY), by=request.user)
    messages.success(request, _("The call is decided. The results are public now."))
    return redirect("grants:results", slug)

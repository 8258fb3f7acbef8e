"""Attendance and votes of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from councils.actions import attendance, motions
from councils.forms.meetings import AttendanceForm, HandsForm, OpenVoteForm, VoteForm
from councils.queries.votes import roll_now
from councils.rules import meetings as rules
from councils.views.councils import READ_AND_WRITE
from councils.views.meetings import meeting_of, motion_of, served_meeting
from foundation.accounts.typed import posted, signed_in
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm, add_faults


def _posted(request: HttpRequest) -> QueryDict | None:
    """What was sent; a form in which everything may be left empty is sent all the same."""
    return request.POST if request.method == "POST" else None


@require_POST
@signed_in
def attendance_mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who is there, for the secretariat."""
    meeting = served_meeting(request, slug, pk)
    form = AttendanceForm(request.POST, attendance=list(meeting.attendance.select_related("seat")))
    if form.is_valid():
        attendance.mark(meeting=meeting, by=request.user, **form.values())
        messages.success(request, _("Attendance is saved."))
    else:
        messages.error(request, _("Say of each member whether the member is there."))
    return redirect(f"{meeting.get_absolute_url()}#attendance")


@require_POST
@signed_in
def attendance_own(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A member says «I am here»."""
    meeting = meeting_of(request, slug, pk)
    attendance.check_in(meeting=meeting, by_video=request.POST.get("by") == "video", by=request.user)
    messages.success(request, _("You are marked as present."))
    return redirect(meeting)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def vote_open(request: HttpRequest, slug: str, pk: int, motion: int) -> HttpResponse:
    """Who takes part, the arithmetic of the quorum, and the button that opens the vote."""
    meeting = served_meeting(request, slug, pk)
    put = motion_of(meeting, motion)
    rules.check_can_run(request.user, meeting)
    form = OpenVoteForm(_posted(request), attendance=list(meeting.attendance.select_related("seat")))
    if request.method == "POST" and form.is_valid():
        try:
            motions.open_vote(motion=put, conflicts=form.conflicts(), by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("The vote is open."))
            return redirect(f"{meeting.get_absolute_url()}#motion-{motion}")
    roll = roll_now(meeting)
    context = {"meeting": meeting, "council": meeting.council, "motion": put, "form": form, "tally": roll.tally()}
    return render(request, "councils/vote_open.html", context)


@require_POST
@signed_in
def vote_give(request: HttpRequest, slug: str, pk: int, motion: int) -> HttpResponse:
    """A member votes."""
    meeting = meeting_of(request, slug, pk)
    form = VoteForm(request.POST)
    if form.is_valid():
        motions.vote(motion=motion_of(meeting, motion), choice=form.cleaned_data["choice"], by=request.user)
        messages.success(request, _("Your vote is counted."))
    else:
        messages.error(request, _("Choose how you vote."))
    return redirect(f"{meeting.get_absolute_url()}#motion-{motion}")


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def vote_step_back(request: HttpRequest, slug: str, pk: int, motion: int) -> HttpResponse:
    """A member declares a conflict of interest."""
    meeting = meeting_of(request, slug, pk)
    put = motion_of(meeting, motion)
    rules.voter_of(request.user, put)
    form = ReasonForm(posted(request), needed=False)
    if request.method == "POST" and form.is_valid():
        try:
            motions.step_back(motion=put, reason=form.cleaned_data["reason"], by=request.user)
        except Invalid as refusal:
            add_faults(form, refusal.faults)
        else:
            messages.success(request, _("You take no part in this vote."))
            return redirect(meeting)
    context = {"meeting": meeting, "council": meeting.council, "motion": put, "form": form}
    return render(request, "councils/vote_step_back.html", context)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def vote_hands(request: HttpRequest, slug: str, pk: int, motion: int) -> HttpResponse:
    """Raised hands of members without an account."""
    meeting = served_meeting(request, slug, pk)
    put = motion_of(meeting, motion)
    form = HandsForm(_posted(request), voters=list(put.voters.select_related("seat", "vote")))
    if request.method == "POST" and form.is_valid():
        motions.enter_raised_hands(motion=put, choices=form.choices(), by=request.user)
        messages.success(request, _("The votes are written down."))
        return redirect(f"{meeting.get_absolute_url()}#motion-{motion}")
    context = {"meeting": meeting, "council": meeting.council, "motion": put, "form": form}
    return render(request, "councils/vote_hands.html", context)


@require_POST
@signed_in
def vote_close(request: HttpRequest, slug: str, pk: int, motion: int) -> HttpResponse:
    """Count."""
    meeting = served_meeting(request, slug, pk)
    put = motions.close_vote(motion=motion_of(meeting, motion), by=request.user)
    messages.success(request, put.get_status_display())
    return redirect(f"{meeting.get_absolute_url()}#motion-{motion}")

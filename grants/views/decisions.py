"""The commission: the secretary prepares the sitting and its list, opens and closes the vote, concludes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluation.queries import answers_by_reference
from foundation.accounts import typed
from foundation.accounts.typed import signed_in
from foundation.core.errors import Conflict, Invalid
from foundation.core.forms import ReasonForm, add_faults
from foundation.core.permissions import allowed
from grants.actions.commission import decisions, meetings, seats
from grants.forms.commission.meetings import PlanForm
from grants.forms.decisions import AttendanceForm, ProposalsForm
from grants.models import Call
from grants.queries import decisions as queries
from grants.queries.commission.protocol import signatures_of
from grants.queries.commission.votes import state_of
from grants.rules import decisions as rules
from grants.rules.commission import protocol, votes
from grants.rules.commission.sittings import next_of, obstacles
from grants.views.commission.access import call_of, meeting_of
from registry.choices import Role

READ_AND_WRITE = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
@signed_in
def meeting_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Agenda, list, votes, who is there, the arithmetic of quorum and majority, and what the reader can do now."""
    call = call_of(request, slug, Role.SECRETARY, Role.COMMISSION)
    if queries.meeting_of(call) is None:
        is_secretary = allowed(rules.check_is_secretary, request.user, call)
        return render(request, "grants/meeting_absent.html", {"call": call, "is_secretary": is_secretary})
    return _page(request, call)


def _page(request: HttpRequest, call: Call, attendance: AttendanceForm | None = None) -> HttpResponse:
    """The page of the sitting; ``attendance`` is a form that was refused."""
    meeting: Any = queries.meeting_of(call)
    sitting = queries.sitting(meeting, request.user)
    is_secretary = allowed(rules.check_is_secretary, request.user, call)
    context = {
        "call": call,
        "sitting": sitting,
        "answers": {} if sitting.is_partial else answers_by_reference(call.round, request.user),
        "is_secretary": is_secretary,
        "reads_list": is_secretary or not sitting.must_declare,
        "can_vote": allowed(votes.check_can_vote, request.user, meeting) and not is_secretary,
        "obstacles": obstacles(sitting) if is_secretary and sitting.is_voting else [],
        "is_outdated": rules.is_outdated(meeting),
        "attendance": attendance or AttendanceForm(seats=sitting.seats),
        "next": next_of(sitting),
        "state": state_of(meeting) if is_secretary and sitting.is_voting else "",
        "signatures": signatures_of(meeting) if sitting.is_concluded else [],
        "can_sign": allowed(protocol.check_can_sign, request.user, meeting),
    }
    return render(request, "grants/meeting_detail.html", context, status=422 if attendance else 200)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Number, moment and place of the sitting; the list is filled from the ranking."""
    call = call_of(request, slug, Role.SECRETARY)
    form = PlanForm(typed.posted(request), call=call)
    if request.method == "POST" and form.is_valid():
        meetings.prepare(call=call, plan=form.plan(), by=request.user)
        messages.success(request, _("The meeting is prepared. Look at the list before you open the vote."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_prepare.html", {"call": call, "form": form})


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_propose(request: HttpRequest, slug: str) -> HttpResponse:
    """The list: outcome, amount and reasons of each application, saved all together or not at all."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    sitting = queries.sitting(meeting, request.user)
    data = typed.posted(request)
    form = ProposalsForm(data, meeting=meeting, proposals=sitting.proposals)
    if request.method == "POST" and form.is_valid():
        try:
            meetings.propose(meeting=meeting, rows=form.rows(), version=form.cleaned_data["version"], by=request.user)
        except Conflict as refusal:
            form.show_theirs(str(refusal))
        else:
            messages.success(request, _("The list is saved."))
            return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_propose.html", _list_page(request, sitting, form))


def _list_page(request: HttpRequest, sitting: queries.Sitting, form: ProposalsForm) -> dict[str, Any]:
    results = {line.application.number: line.result for line in sitting.lines if line.result}
    call = sitting.meeting.call
    return {
        "call": call,
        "sitting": sitting,
        "form": form,
        "lines": form.lines(results),
        "answers": answers_by_reference(call.round, request.user),
        "next": next_of(sitting),
    }


@require_POST
@signed_in
def meeting_refill(request: HttpRequest, slug: str) -> HttpResponse:
    """Fill the list again, from the newest ranking."""
    meetings.refill(meeting=meeting_of(request, slug, Role.SECRETARY), by=request.user)
    messages.success(request, _("The list is filled from the newest ranking."))
    return redirect("grants:meeting-detail", slug)


@require_POST
@signed_in
def meeting_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the vote."""
    meetings.open_voting(meeting=meeting_of(request, slug, Role.SECRETARY), by=request.user)
    messages.success(request, _("The vote is open. Mark who is present."))
    return redirect("grants:meeting-detail", slug)


@require_POST
@signed_in
def meeting_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark who is present."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    form = AttendanceForm(request.POST, seats=list(meeting.attendees.select_related("member")))
    if not form.is_valid():
        return _page(request, meeting.call, form)
    try:
        seats.mark_attendance(meeting=meeting, by=request.user, **form.cleaned_data)
    except Invalid as refusal:
        add_faults(form, refusal.faults)
        return _page(request, meeting.call, form)
    except Conflict as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Attendance is marked."))
    return redirect("grants:meeting-detail", slug)


@never_cache
@require_http_methods(READ_AND_WRITE)
@signed_in
def meeting_revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the vote without a decision, to change the list."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    form = ReasonForm(typed.posted(request))
    if request.method == "POST" and form.is_valid():
        meetings.revise(meeting=meeting, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("The vote is closed without a decision. The list can be changed."))
        return redirect("grants:meeting-detail", slug)
    return render(request, "grants/meeting_revise.html", {"call": meeting.call, "form": form})


@require_POST
@signed_in
def meeting_conclude(request: HttpRequest, slug: str) -> HttpResponse:
    """Carry out the list and publish everything, as the secretary has read it."""
    meeting = meeting_of(request, slug, Role.SECRETARY)
    try:
        decisions.conclude(meeting=meeting, state=request.POST.get("state"), by=request.user)
    except Conflict as refusal:
        messages.error(request, str(refusal))
        return redirect("grants:meeting-detail", slug)
    messages.success(request, _("The call is decided. The results are public now."))
    return redirect("grants:results", slug)

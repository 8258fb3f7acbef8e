"""The commission's sitting: list, attendance, vote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Result, Run
from evaluation.queries import latest_run
from foundation.audit.record import record
from foundation.core import clock, presentation
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.money import ZERO
from grants.actions import quota_shares
from grants.choices import CallKind, CallStatus, MeetingStatus, Outcome
from grants.models import Application, Attendee, Call, Meeting, Proposal
from grants.models.decisions import results_by_number
from grants.rules import decisions as rules
from grants.rules import premiums
from grants.scoring.budget_line import SERVED, Candidate, Place, Share, reserve_of, share_out
from grants.scoring.premiums import award
from grants.workflow import MEETING
from registry.choices import Role
from registry.models import Membership


@transaction.atomic(durable=True)
def prepare(*, call: Call, protocol_number: str, held_at: dt.datetime, by: Any) -> Meeting:
    """Set up the sitting: members of the commission, and a list filled from the ranking down to the budget line.

    Raises NotPermitted, Conflict when the call is not before the commission, was prepared already, or has no members.
    """
    call = lock(Call, call.pk)
    rules.check_is_secretary(by, call)
    run = latest_run(call.round) if call.round else None
    if call.status != CallStatus.DECIDING or run is None:
        raise Conflict(gettext_lazy("The call is not before the commission yet."))
    if Meeting.objects.filter(call=call).exists():
        raise Conflict(gettext_lazy("The meeting is prepared already."))
    if not protocol_number.strip():
        raise Invalid(Fault(gettext_lazy("Enter the number of the protocol."), "protocol_number"))
    meeting = Meeting.objects.create(
        call=call, run=run, protocol_number=protocol_number.strip(), held_at=held_at, prepared_by=by
    )
    _compose(meeting)
    _propose_from(run, meeting)
    changes = {"protocol": meeting.protocol_number, "held_at": held_at, "run": run.number}
    record("grants.meeting.prepared", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def propose(*, meeting: Meeting, rows: Sequence[rules.Row], by: Any) -> Meeting:
    """Replace the whole list; Invalid with every fault, and then nothing is changed."""
    meeting = _locked(meeting, by)
    if meeting.status != MeetingStatus.PREPARING:
        raise Conflict(gettext_lazy("The list cannot be changed while the vote is open."))
    _check_list(meeting, rows)
    before = {row.number: row for row in rules.rows_of(meeting)}
    changed = {row.number: row for row in rows if before.get(row.number) != row}
    for proposal in meeting.proposals.select_related("application").filter(application__number__in=changed):
        _fill(proposal, changed[proposal.application.number])
        proposal.save(update_fields=["outcome", "amount", "reason"])
    if changed:
        changes = {number: [_told(before[number]), _told(row)] for number, row in changed.items()}
        record("grants.meeting.proposed", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def refill(*, meeting: Meeting, by: Any) -> Meeting:
    """Throw the list away and fill it from the newest ranking; nobody has voted on it yet."""
    meeting = _locked(meeting, by)
    if meeting.status != MeetingStatus.PREPARING:
        raise Conflict(gettext_lazy("The list cannot be changed while the vote is open."))
    before = meeting.run.number
    meeting.run = latest_run(meeting.run.round) or meeting.run
    meeting.save(update_fields=["run"])
    meeting.proposals.all().delete()
    _propose_from(meeting.run, meeting)
    record("grants.meeting.refilled", meeting, by=by, changes={"run": [before, meeting.run.number]})
    return meeting


@transaction.atomic(durable=True)
def open_voting(*, meeting: Meeting, by: Any) -> Meeting:
    """Freeze the list and the members with their conflicts, and let the members vote."""
    meeting = _locked(meeting, by)
    step = MEETING.step("open", meeting.status)
    rules.check_is_newest(meeting)
    _check_list(meeting, rules.rows_of(meeting))
    _compose(meeting)
    meeting.status = step.target
    meeting.save(update_fields=["status"])
    barred = {str(seat.member): seat.conflict for seat in _seats(meeting) if seat.conflict}
    record(step.verb, meeting, by=by, changes={"members": meeting.attendees.count(), "barred": barred})
    return meeting


@transaction.atomic(durable=True)
def mark_attendance(*, meeting: Meeting, present: Collection[int], by: Any) -> Meeting:
    """Say who is there: ``present`` are ids of seats. A member who has voted stays; a barred one is never present."""
    meeting = _locked(meeting, by)
    if meeting.status == MeetingStatus.CONCLUDED:
        raise Conflict(gettext_lazy("The meeting is over."))
    changes = {}
    for seat in _seats(meeting):
        is_present = seat.pk in present
        if seat.conflict and is_present:
            raise Invalid(Fault(gettext_lazy("A member with a conflict of interest cannot take part."), "present"))
        if seat.vote and not is_present:
            raise Invalid(Fault(gettext_lazy("A member who has voted was present."), "present"))
        if seat.is_present != is_present:
            changes[str(seat.member)] = [seat.is_present, is_present]
            seat.is_present = is_present
            seat.save(update_fields=["is_present"])
    if changes:
        record("grants.meeting.attendance_marked", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def vote(*, meeting: Meeting, choice: str, remark: str = "", by: Any) -> Attendee:
    """Vote on the whole list, or change the vote while it is open. A vote against says why."""
    lock(Call, meeting.call_id)
    meeting = lock(Meeting, meeting.pk)
    seat = rules.check_can_vote(by, meeting)
    found = rules.check_vote(choice, remark)
    if found:
        raise Invalid(*found)
    before, seat.vote, seat.remark, seat.voted_at = seat.vote, choice, remark.strip(), clock.now()
    seat.save(update_fields=["vote", "remark", "voted_at"])
    record("grants.meeting.voted", meeting, by=by, changes={"vote": [before, choice]}, reason=seat.remark)
    return seat


@transaction.atomic(durable=True)
def revise(*, meeting: Meeting, reason: str, by: Any) -> Meeting:
    """Close the vote without a decision, so that the list can be changed; the votes given so far do not count."""
    meeting = _locked(meeting, by)
    step = MEETING.step("revise", meeting.status)
    if not reason.strip():
        raise Invalid(Fault(gettext_lazy("Say why the vote is repeated."), "reason"))
    votes = {str(seat.member): [seat.vote, ""] for seat in _seats(meeting) if seat.vote}
    meeting.attendees.update(vote="", remark="", voted_at=None)
    meeting.status = step.target
    meeting.save(update_fields=["status"])
    record(step.verb, meeting, by=by, changes={"votes": votes}, reason=reason.strip())
    return meeting


def _locked(meeting: Meeting, by: Any) -> Meeting:
    """The meeting, locked after its call, for its secretary."""
    call = lock(Call, meeting.call_id)
    rules.check_is_secretary(by, call)
    meeting = lock(Meeting, meeting.pk)
    meeting.call = call
    return meeting


def _seats(meeting: Meeting) -> list[Attendee]:
    return list(meeting.attendees.select_related("member").order_by("pk"))


def _compose(meeting: Meeting) -> None:
    """Seats follow the commission's members of today, and their conflicts those of today."""
    holders = Membership.objects.filter(body=meeting.call.operator, role=Role.COMMISSION, ended_at=None)
    members = list(holders.order_by("user_id").values_list("user_id", flat=True))
    if not members:
        raise Conflict(gettext_lazy("The commission has no members."))
    meeting.attendees.exclude(member__in=members).delete()
    seated = set(meeting.attendees.values_list("member_id", flat=True))
    Attendee.objects.bulk_create(Attendee(meeting=meeting, member_id=pk) for pk in members if pk not in seated)
    barred = rules.conflicts(members, rules.listed(meeting.call))
    for seat in _seats(meeting):
        seat.conflict = barred.get(seat.member_id, "")
        seat.is_present = seat.is_present and not seat.conflict
        seat.save(update_fields=["conflict", "is_present"])


def _check_list(meeting: Meeting, rows: Sequence[rules.Row]) -> None:
    found = rules.list_faults(meeting.call, meeting.run, rows)
    if found:
        raise Invalid(*found)


def _fill(proposal: Proposal, row: rules.Row) -> None:
    proposal.outcome, proposal.amount, proposal.reason = row.outcome, row.amount, row.reason.strip()


def _told(row: rules.Row) -> list[str]:
    return [row.outcome, str(row.amount), row.reason]


def _propose_from(run: Run, meeting: Meeting) -> None:
    call, results = meeting.call, results_by_number(run)
    applications = {application.pk: application for application in rules.listed(call)}
    candidates = [_candidate(call, one, results.get(one.number)) for one in applications.values()]
    shares, moved = quota_shares.applied(share_out(candidates, call.budget), candidates, applications, run)
    if call.kind == CallKind.PREMIUM:
        contenders = premiums.contenders(applications.values(), results)
        shares = award(contenders, call.amount_max, call.budget, is_shared=call.is_shared)
    kept = set(reserve_of(shares, call.reserve_size))
    Proposal.objects.bulk_create(
        Proposal(
            meeting=meeting,
            application=applications[share.key],
            outcome=_outcome(share, kept),
            amount=share.amount,
            reason=moved.get(share.key) or _words(share, results.get(applications[share.key].number), run),
        )
        for share in shares
    )


def _outcome(share: Share, kept: Collection[int]) -> Outcome:
    if share.place in SERVED:
        return Outcome.FUND
    return Outcome.RESERVE if share.key in kept else Outcome.DECLINE


def _candidate(call: Call, application: Application, result: Result | None) -> Candidate:
    amount = min(application.requested or ZERO, call.amount_max)
    rank = result.rank if result else None
    return Candidate(application.pk, rank, amount, rules.is_passing(result) and amount > ZERO)


def _words(share: Share, result: Result | None, run: Run) -> str:
    """The reason that the list starts with; the secretary may write another."""
    if result is None or result.rank is None or result.total is None:
        return _("The experts gave no marks.")
    total = presentation.figure(result.total, 2)
    if share.place is Place.BELOW_MARK:
        return _("The total of %(total)s is below the pass mark.") % {"total": total}
    values = {"rank": result.rank, "total": total}
    if share.place is Place.WITHIN:
        return _("Rank %(rank)s with %(total)s points, within the budget of the call.") % values
    if share.place is Place.OUTDONE:
        return _("Rank %(rank)s with %(total)s points: another application won the nomination.") % values
    if share.place is Place.TIED_AT_LINE:
        return (
            _("Rank %(rank)s with %(total)s points is shared, and the budget is not enough for all who share it.")
            % values
        )
    return _("Rank %(rank)s with %(total)s points: the budget of the call was used up by higher ranks.") % values

"""The commission's sitting: prepared, its list, the vote opened and closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Result, Run
from evaluation.queries import latest_run
from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import presentation
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from grants.actions.commission.agenda import fill_agenda
from grants.actions.commission.notices import tell_moved
from grants.actions.commission.seats import compose, drop_votes
from grants.choices import Outcome
from grants.models import Call, Meeting, Proposal
from grants.models.decisions import results_by_number
from grants.rules import decisions as rules
from grants.rules.commission import line
from grants.rules.commission.quota_line import moved_words
from grants.rules.commission.votes import listed
from grants.scoring.budget_line import SERVED, Place, Share, reserve_of
from grants.workflow import MEETING


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where the commission meets. ``chair_decides``: the chair's vote decides where votes are equal."""

    protocol_number: str
    held_at: dt.datetime
    place: str = ""
    video_url: str = ""
    chair: User | None = None
    chair_decides: bool = False


@transaction.atomic(durable=True)
def prepare(*, call: Call, plan: Plan, by: Any) -> Meeting:
    """Set up the sitting: members of the commission, its agenda, and a list filled from the ranking down to the budget
    line.

    Raises NotPermitted, Invalid, or Conflict when the call is not before the commission, was prepared already, or has
    no members.
    """
    call = lock(Call, call.pk)
    run = rules.check_can_prepare(by, call)
    _check_plan(plan)
    meeting = Meeting(call=call, run=run, prepared_by=by)
    _set(meeting, plan)
    meeting.save()
    compose(meeting)
    _check_chair(meeting)
    fill_agenda(meeting)
    _propose_from(run, meeting)
    changes = {"protocol": meeting.protocol_number, "held_at": plan.held_at, "run": run.number}
    record("grants.meeting.prepared", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def replan(*, meeting: Meeting, plan: Plan, by: Any) -> Meeting:
    """Another number, moment, place, link or chair, before the vote is opened; members who were invited are told."""
    meeting = locked(meeting, by)
    rules.check_can_change_list(by, meeting)
    _check_plan(plan)
    before = {field.name: getattr(meeting, field.name) for field in fields(plan)}
    _set(meeting, plan)
    changed = {
        name: [str(value or ""), str(getattr(meeting, name) or "")]
        for name, value in before.items()
        if value != getattr(meeting, name)
    }
    if not changed:
        return meeting
    meeting.save()
    _check_chair(meeting)
    record("grants.meeting.replanned", meeting, by=by, changes=changed)
    if meeting.invited_at and {"held_at", "place", "video_url"} & set(changed):
        tell_moved(meeting)
    return meeting


@transaction.atomic(durable=True)
def propose(*, meeting: Meeting, rows: Sequence[rules.Row], version: int | None = None, by: Any) -> Meeting:
    """Replace the whole list; Invalid with every fault, and then nothing is changed.

    ``version`` is the list that the secretary began from: Conflict (code «stale») when somebody has changed it since.
    """
    meeting = locked(meeting, by)
    rules.check_can_change_list(by, meeting)
    rules.check_is_current(meeting, version)
    _check_list(meeting, rows)
    departing = _departures(meeting, rows)
    before = {row.number: row for row in rules.rows_of(meeting)}
    cleaned = [row if row.number in departing else replace(row, departure="") for row in rows]
    changed = {row.number: row for row in cleaned if before.get(row.number) != row}
    for proposal in meeting.proposals.select_related("application").filter(application__number__in=changed):
        row = changed[proposal.application.number]
        _fill(proposal, row, departing.get(row.number, ""))
        proposal.save()
    if changed:
        _raise_version(meeting)
        changes = {number: [_told(before[number]), _told(row)] for number, row in changed.items()}
        record("grants.meeting.proposed", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def refill(*, meeting: Meeting, by: Any) -> Meeting:
    """Throw the list away and fill it from the newest ranking; nobody has voted on it yet."""
    meeting = locked(meeting, by)
    rules.check_can_change_list(by, meeting)
    before = meeting.run.number
    meeting.run = latest_run(meeting.run.round) or meeting.run
    meeting.save(update_fields=["run"])
    meeting.proposals.all().delete()
    _propose_from(meeting.run, meeting)
    _raise_version(meeting)
    record("grants.meeting.refilled", meeting, by=by, changes={"run": [before, meeting.run.number]})
    return meeting


@transaction.atomic(durable=True)
def open_voting(*, meeting: Meeting, by: Any) -> Meeting:
    """Freeze the list, note the members and their known conflicts as they are now, and let the members vote."""
    meeting = locked(meeting, by)
    step = MEETING.step("open", meeting.status)
    rules.check_is_newest(meeting)
    _check_list(meeting, rules.rows_of(meeting))
    compose(meeting)
    meeting.status = step.target
    meeting.save(update_fields=["status"])
    barred = {
        f"{seat.member}, {ballot.application.number}": ballot.conflict
        for seat in meeting.attendees.select_related("member")
        for ballot in seat.ballots.exclude(conflict="").select_related("application")
    }
    record(step.verb, meeting, by=by, changes={"members": meeting.attendees.count(), "barred": barred})
    return meeting


@transaction.atomic(durable=True)
def revise(*, meeting: Meeting, reason: str, by: Any) -> Meeting:
    """Close the vote without a decision, so that the list can be changed; the votes given so far do not count."""
    meeting = locked(meeting, by)
    step = MEETING.step("revise", meeting.status)
    if not reason.strip():
        raise Invalid(Fault(gettext_lazy("Say why the vote is repeated."), "reason"))
    votes = drop_votes(meeting)
    meeting.status = step.target
    meeting.save(update_fields=["status"])
    record(step.verb, meeting, by=by, changes={"votes": votes}, reason=reason.strip())
    return meeting


def locked(meeting: Meeting, by: Any) -> Meeting:
    """Step: the meeting, locked after its call, for its secretary."""
    call = lock(Call, meeting.call_id)
    rules.check_is_secretary(by, call)
    meeting = lock(Meeting, meeting.pk)
    meeting.call = call
    return meeting


def _check_plan(plan: Plan) -> None:
    if not plan.protocol_number.strip():
        raise Invalid(Fault(gettext_lazy("Enter the number of the protocol."), "protocol_number"))
    if plan.chair_decides and plan.chair is None:
        raise Invalid(Fault(gettext_lazy("Choose the chair whose vote decides."), "chair"))


def _check_chair(meeting: Meeting) -> None:
    if meeting.chair_id and not meeting.attendees.filter(member=meeting.chair_id).exists():
        raise Invalid(Fault(gettext_lazy("The chair is a member of the commission."), "chair"))


def _set(meeting: Meeting, plan: Plan) -> None:
    for field in fields(plan):
        value = getattr(plan, field.name)
        setattr(meeting, field.name, value.strip() if isinstance(value, str) else value)


def _raise_version(meeting: Meeting) -> None:
    meeting.version += 1
    meeting.save(update_fields=["version"])


def _check_list(meeting: Meeting, rows: Sequence[rules.Row]) -> None:
    found = rules.list_faults(meeting.call, meeting.run, rows)
    if found:
        raise Invalid(*found)


def _departures(meeting: Meeting, rows: Sequence[rules.Row]) -> dict[str, str]:
    return line.departures(meeting.call, listed(meeting.call), results_by_number(meeting.run), meeting.run, rows)


def _fill(proposal: Proposal, row: rules.Row, departure: str) -> None:
    proposal.outcome, proposal.amount, proposal.reason = row.outcome, row.amount, row.reason.strip()
    proposal.departure, proposal.departure_reason = departure, row.departure.strip() if departure else ""


def _told(row: rules.Row) -> list[str]:
    return [row.outcome, str(row.amount), row.reason, *([row.departure] if row.departure else [])]


def _propose_from(run: Run, meeting: Meeting) -> None:
    call, results = meeting.call, results_by_number(run)
    applications = {application.pk: application for application in listed(call)}
    shares = line.line_of(call, list(applications.values()), results, run)
    moved = moved_words(run, list(applications.values()), results)
    kept = set(reserve_of(shares, call.reserve_size))
    Proposal.objects.bulk_create(
        Proposal(
            meeting=meeting,
            application=applications[share.key],
            outcome=_outcome(share, kept),
            amount=share.amount,
            reason=moved.get(share.key) or _words(share, results.get(applications[share.key].number)),
        )
        for share in shares
    )


def _outcome(share: Share, kept: Collection[int]) -> Outcome:
    if share.place in SERVED:
        return Outcome.FUND
    return Outcome.RESERVE if share.key in kept else Outcome.DECLINE


def _words(share: Share, result: Result | None) -> str:
    """The reason that the list starts with; the secretary may write another.

    It names no rank: who reads all reasons but one would learn the rank of the one that is not for this member.
    """
    if result is None or result.rank is None or result.total is None:
        return _("The experts gave no marks.")
    values = {"total": presentation.figure(result.total, 2)}
    texts = {
        Place.BELOW_MARK: _("The total of %(total)s is below the pass mark."),
        Place.WITHIN: _("%(total)s points, within the budget of the call."),
        Place.OUTDONE: _("%(total)s points: another application won the nomination."),
        Place.TIED_AT_LINE: _("%(total)s points: the budget is not enough for all who reached as many."),
    }
    used_up = _("%(total)s points: the budget of the call was used up by higher ranks.")
    return texts.get(share.place, used_up) % values

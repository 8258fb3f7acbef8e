"""The decision: one moment in which everything about a call becomes final and public."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.actions import runs, stages
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Invalid
from grants.actions import ledger
from grants.actions.commission import awards
from grants.actions.commission.notices import tell_to_sign
from grants.actions.notices import tell_decided
from grants.choices import ApplicationStatus, Outcome
from grants.models import Application, Call, Meeting, Proposal
from grants.queries.commission.votes import Tally, seats_of, state_of, tallies
from grants.queries.results import Refusal, refusals
from grants.rules import decisions as rules
from grants.rules.commission.votes import listed, roll_faults
from grants.scoring.roll import Attendance, attendance_of
from grants.visibility import tied
from grants.workflow import APPLICATION, CALL, MEETING

TOLD = (
    ApplicationStatus.FUNDED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.DECLINED,
    ApplicationStatus.NOT_ADMITTED,
)
STEPS = {Outcome.FUND: "fund", Outcome.RESERVE: "reserve", Outcome.DECLINE: "decline"}


@transaction.atomic(durable=True)
def conclude(*, meeting: Meeting, state: str | None = None, by: Any) -> Meeting:
    """Close the vote and carry out the list: grants, refusals, reasons, and the ranking, all at once.

    ``state`` is the digest of what the secretary read (``state_of``): Conflict (code «stale») when a vote, the list or
    the attendance has changed since. Raises NotPermitted, TransitionNotAllowed, Conflict when a member has come into a
    conflict since voting, and Invalid without quorum (⌈2n/3⌉ of all members, rule R37), without the votes of more than
    half of those who may vote on an application, or when the list breaks a rule. Until it commits, nobody but the
    commission has seen any of it.
    """
    call = lock(Call, meeting.call_id)
    meeting = lock(Meeting, meeting.pk)
    meeting.call = call
    rules.check_is_secretary(by, call)
    step, call_step = MEETING.step("conclude", meeting.status), CALL.step("decide", call.status)
    rules.check_is_newest(meeting)
    if state is not None and state != state_of(meeting):
        raise Conflict(rules.MOVED_ON, code="stale")
    attendance, votes = _check_votes(meeting)
    found = rules.list_faults(call, meeting.run, rules.rows_of(meeting))
    if found:
        raise Invalid(*found)
    now = clock.now()
    _carry_out(meeting, by)
    _close(meeting, step.target, now, by)
    record(step.verb, meeting, by=by, changes=_told(attendance, votes))
    before, call.status, call.decided_at = call.status, call_step.target, now
    call.save(update_fields=["status", "decided_at"])
    ledger.enter_call(call=call, by=by)
    verdicts = [_verdict(row) for row in rules.rows_of(meeting)]
    runs.publish(run=meeting.run, by=by, verdicts=verdicts, refused=map(_refused, refusals(call)))
    stages.publish(first=meeting.run.round, by=by)
    record(call_step.verb, call, by=by, changes={"status": [before, call.status], "run": meeting.run.number})
    for application in Application.objects.filter(call=call, status__in=TOLD).select_related("call").order_by("pk"):
        tell_decided(application)
    tell_to_sign(meeting)
    return meeting


def _check_votes(meeting: Meeting) -> tuple[Attendance, dict[str, Tally]]:
    """The votes by number of the application, if all of them are there and adopt the list."""
    seats, applications = seats_of(meeting), listed(meeting.call)
    numbers = {one.pk: one.number for one in applications}
    found = tallies(meeting, seats, list(numbers))
    _check_ties(found, tied([seat.member_id for seat in seats], applications), numbers)
    votes = {number: found[key] for key, number in numbers.items()}
    faults = roll_faults({number: tally.roll for number, tally in votes.items()}, attendance_of(seats))
    if faults:
        raise Invalid(*faults)
    return attendance_of(seats), votes


def _check_ties(votes: dict[int, Tally], ties: dict[tuple[int, int], str], numbers: dict[int, str]) -> None:
    """Nobody has voted, or may still vote, on an application of somebody the registry ties the member to by now."""
    new = [
        f"{voice.seat.member} ({numbers[key]})"
        for key, tally in votes.items()
        for voice in tally.voices
        if (voice.seat.member_id, key) in ties and not voice.is_barred
    ]
    if new:
        text = _(
            "Tied to an applicant since the vote was opened: %(names)s. Close the vote and open it again without them."
        )
        raise Conflict(text % {"names": ", ".join(new)})


def _carry_out(meeting: Meeting, by: Any) -> None:
    """Every listed application moves, in the order of its key, so that two transactions never wait for each other."""
    proposals = {proposal.application_id: proposal for proposal in meeting.proposals.select_related("meeting__call")}
    rows = Application.objects.select_for_update().filter(pk__in=proposals, status=ApplicationStatus.ADMITTED)
    applications = list(rows.order_by("pk"))
    if len(applications) != len(proposals):
        raise Conflict(_("An application on the list has changed meanwhile. Look at the list again."))
    for application in applications:
        _decide(application, proposals[application.pk], by)


def _decide(application: Application, proposal: Proposal, by: Any) -> None:
    is_grant = proposal.outcome == Outcome.FUND
    step = APPLICATION.step(STEPS[Outcome(proposal.outcome)], application.status)
    application.status = step.target
    application.awarded = proposal.amount if is_grant else None
    application.decision_reason = proposal.reason
    application.save(update_fields=["status", "awarded", "decision_reason"])
    changes = {"status": step.target, "awarded": application.awarded}
    record(step.verb, application, by=by, changes=changes, reason=proposal.reason)
    if is_grant:
        application.call = proposal.meeting.call
        awards.enter_offer(application=application, amount=proposal.amount, by=by)


def _verdict(row: rules.Row) -> runs.Decided:
    is_grant = row.outcome == Outcome.FUND
    return runs.Decided(row.number, is_grant, row.amount if is_grant else None, row.reason)


def _refused(refusal: Refusal) -> runs.Refused:
    application, unmet = refusal.application, {item.item: item.reason for item in refusal.unmet}
    return runs.Refused(application.number, application.title, refusal.check.reason, unmet)


def _close(meeting: Meeting, status: str, now: dt.datetime, by: Any) -> None:
    meeting.status, meeting.concluded_at, meeting.concluded_by = status, now, by
    meeting.save(update_fields=["status", "concluded_at", "concluded_by"])


def _told(attendance: Attendance, votes: dict[str, Tally]) -> dict[str, Any]:
    """Quorum and votes as the audit keeps them: for, against, abstained, barred, of how many, by number."""
    rolls = {number: tally.roll for number, tally in votes.items()}
    return {
        "members": attendance.members,
        "quorum": attendance.quorum,
        "present": attendance.present,
        "votes": {
            number: [roll.in_favour, roll.against, roll.abstained, roll.barred, roll.base]
            for number, roll in rolls.items()
        },
    }

"""Who sits in the commission, who is there, and which applications are not for whom (rules R35, R37)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.actions import bars
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from grants.choices import ConflictSource, MeetingStatus
from grants.models import Attendee, Ballot, Call, Meeting
from grants.rules import decisions as rules
from grants.rules.commission.votes import Tie, check_can_declare, declaration_faults, listed
from grants.visibility import tied
from registry.choices import Role
from registry.models import Membership


@transaction.atomic(durable=True)
def mark_attendance(
    *, meeting: Meeting, present: Collection[int], seen: Collection[int] | None = None, by: Any
) -> Meeting:
    """Say who is there: ``present`` are ids of seats; ``seen`` those that stood as present on the page. A member who has
    voted stays.

    Raises NotPermitted, Invalid, or Conflict when the meeting is over or somebody else has marked attendance since.
    """
    call = lock(Call, meeting.call_id)
    meeting = lock(Meeting, meeting.pk)
    meeting.call = call
    rules.check_can_arrange(by, meeting)
    seats = list(meeting.attendees.select_related("member"))
    if seen is not None and set(seen) != {seat.pk for seat in seats if seat.is_present}:
        raise Conflict(
            _("Somebody else has marked attendance since you opened this page. Look at it again."), code="stale"
        )
    voted = set(Ballot.objects.filter(attendee__meeting=meeting, conflict="").values_list("attendee", flat=True))
    if voted - set(present):
        raise Invalid(Fault(_("A member who has voted was present."), "present"))
    changes = {}
    for seat in seats:
        is_present = seat.pk in present
        if seat.is_present != is_present:
            changes[str(seat.member)] = [seat.is_present, is_present]
            seat.is_present = is_present
            seat.save(update_fields=["is_present"])
    if changes:
        record("grants.meeting.attendance_marked", meeting, by=by, changes=changes)
    return meeting


@transaction.atomic(durable=True)
def declare(*, meeting: Meeting, ties: Sequence[Tie], by: Any) -> Attendee:
    """The member says which applications are not for this member, and why; no ties at all is an answer too.

    It can be said again until the vote is opened; from then on a conflict can be added, not taken back. A vote that was
    given on such an application is dropped. Raises NotPermitted, Conflict or Invalid.
    """
    call = lock(Call, meeting.call_id)
    meeting = lock(Meeting, meeting.pk)
    meeting.call = call
    seat = check_can_declare(by, meeting)
    found = declaration_faults(ties)
    if found:
        raise Invalid(*found)
    before = {one.application_id: one for one in seat.ballots.filter(source=ConflictSource.DECLARED)}
    wanted = {one.application_id: one.text.strip() for one in ties}
    if meeting.status != MeetingStatus.PREPARING and set(before) - set(wanted):
        raise Conflict(_("A conflict that was declared before the vote stands. You can add another one."))
    _note_declared(seat, meeting, wanted)
    seat.declared_at = clock.now()
    seat.save(update_fields=["declared_at"])
    _keep_out([seat], meeting)
    numbers = {one.pk: one.number for one in listed(call)}
    changes = {
        "conflicts": [
            sorted(numbers[key] for key in before if key in numbers),
            sorted(numbers[key] for key in wanted if key in numbers),
        ]
    }
    record("grants.meeting.conflicts_declared", meeting, by=by, changes=changes)
    return seat


def _note_declared(seat: Attendee, meeting: Meeting, wanted: dict[int, str]) -> None:
    here = {one.pk for one in listed(meeting.call)}
    if set(wanted) - here:
        raise Invalid(Fault(_("This application is not before the commission.")))
    known = set(seat.ballots.filter(source=ConflictSource.KNOWN).values_list("application_id", flat=True))
    seat.ballots.filter(source=ConflictSource.DECLARED).delete()
    _bar(seat, {key: text for key, text in wanted.items() if key not in known}, ConflictSource.DECLARED)


def _bar(seat: Attendee, conflicts: dict[int, str], source: str) -> None:
    seat.ballots.filter(application__in=list(conflicts)).delete()
    Ballot.objects.bulk_create(
        Ballot(attendee=seat, application_id=key, source=source, conflict=text) for key, text in conflicts.items()
    )


def _keep_out(seats: Iterable[Attendee], meeting: Meeting) -> None:
    """A member with a conflict reads nothing of the experts' round before everybody does, however it came up."""
    round_ = meeting.call.round
    if round_ is None:
        return
    out = set(Ballot.objects.filter(attendee__meeting=meeting).exclude(conflict="").values_list("attendee", flat=True))
    for seat in seats:
        if seat.pk in out:
            bars.put_up(round=round_, user=seat.member)
        else:
            bars.take_down(round=round_, user=seat.member)


def compose(meeting: Meeting) -> None:
    """Step: seats follow the commission's members of today, and their known conflicts those of today."""
    holders = Membership.objects.in_force().filter(body=meeting.call.operator, role=Role.COMMISSION)
    members = list(holders.order_by("user_id").values_list("user_id", flat=True).distinct())
    if not members:
        raise Conflict(_("The commission has no members."))
    meeting.attendees.exclude(member__in=members).delete()
    seated = set(meeting.attendees.values_list("member_id", flat=True))
    Attendee.objects.bulk_create(Attendee(meeting=meeting, member_id=pk) for pk in members if pk not in seated)
    if meeting.chair_id and meeting.chair_id not in members and meeting.status != MeetingStatus.CONCLUDED and seated:
        meeting.chair, meeting.chair_decides = None, False
        meeting.save(update_fields=["chair", "chair_decides"])
    Ballot.objects.filter(attendee__meeting=meeting, source=ConflictSource.KNOWN).delete()
    note_ties(meeting)


def note_ties(meeting: Meeting) -> list[str]:
    """Step: members who are tied to an applicant by what the registry knows now are out for its application.

    Returns «member, number» of those that were not noted before; a vote given there is dropped.
    """
    seats = {seat.member_id: seat for seat in meeting.attendees.select_related("member")}
    applications = {one.pk: one for one in listed(meeting.call)}
    noted = set(
        Ballot.objects.filter(attendee__meeting=meeting)
        .exclude(conflict="")
        .values_list("attendee__member_id", "application_id")
    )
    found = []
    for (user_id, application_id), names in sorted(tied(seats, list(applications.values())).items()):
        if (user_id, application_id) not in noted:
            _bar(seats[user_id], {application_id: names}, ConflictSource.KNOWN)
            found.append(f"{seats[user_id].member}, {applications[application_id].number}")
    _keep_out(seats.values(), meeting)
    return found


def drop_votes(meeting: Meeting) -> dict[str, list[str]]:
    """Step: the votes given so far no longer count; who voted how is returned by number of the application."""
    rows = Ballot.objects.filter(attendee__meeting=meeting, conflict="")
    told: dict[str, list[str]] = {}
    for ballot in rows.select_related("attendee__member", "application").order_by("application__number", "attendee"):
        told.setdefault(ballot.application.number, []).append(f"{ballot.attendee.member}: {ballot.choice}")
    rows.delete()
    return told

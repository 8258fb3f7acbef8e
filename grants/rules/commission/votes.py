"""Who votes on what, and what keeps a sitting from being concluded (rules R35, R37)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, Fault, NotPermitted
from grants.choices import ApplicationStatus, MeetingStatus, VoteChoice
from grants.models import Application, Attendee, Call, Meeting
from grants.scoring.roll import Attendance, Roll


@dataclass(frozen=True, slots=True)
class Vote:
    """What a member says to the proposal for one application. A vote against has a remark."""

    application_id: int
    choice: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """An application that a member declares not to be for this member, and why."""

    application_id: int
    text: str


def listed(call: Call) -> list[Application]:
    """The applications that the commission decides on, by number."""
    rows = Application.objects.filter(call=call, status=ApplicationStatus.ADMITTED)
    return list(rows.select_related("organisation").order_by("number"))


def check_sits(user: Any, meeting: Meeting) -> Attendee:
    """The seat of ``user`` at the meeting; NotPermitted for everybody else."""
    seat = meeting.attendees.filter(member=user.pk).first()
    if seat is None:
        raise NotPermitted(_("Only a member of the commission can do this."))
    return seat


def check_can_declare(user: Any, meeting: Meeting) -> Attendee:
    """A member, until the meeting is concluded."""
    seat = check_sits(user, meeting)
    if meeting.status == MeetingStatus.CONCLUDED:
        raise Conflict(_("The meeting is over."))
    return seat


def check_can_vote(user: Any, meeting: Meeting) -> Attendee:
    """A member who has declared conflicts of interest and is marked as present, while the vote is open."""
    seat = check_sits(user, meeting)
    if meeting.status != MeetingStatus.VOTING:
        raise Conflict(_("The vote is not open."))
    if seat.declared_at is None:
        raise Conflict(_("Say first which applications are not for you."))
    if not seat.is_present:
        raise Conflict(_("The secretary has not marked you as present."))
    return seat


def declaration_faults(ties: Sequence[Tie]) -> list[Fault]:
    """A declared conflict says what it is."""
    text = _("Say in a sentence what ties you to this applicant.")
    return [Fault(text, f"{one.application_id}-text", "R35") for one in ties if not one.text.strip()]


def vote_faults(votes: Sequence[Vote], barred: Mapping[int, str]) -> list[Fault]:
    """Faults by field ``<application id>-<column>``; a vote on what is not for the member says nothing about it."""
    found = []
    if not votes:
        found.append(Fault(_("Choose how you vote, on one application at least.")))
    for vote in votes:
        if vote.application_id in barred:
            found.append(Fault(_("You take no part in one of these applications. Open the page again."), rule="R35"))
        elif vote.choice not in VoteChoice.values:
            found.append(Fault(_("Choose how you vote."), f"{vote.application_id}-choice"))
        elif vote.choice == VoteChoice.AGAINST and not vote.remark.strip():
            found.append(Fault(_("Say why you vote against."), f"{vote.application_id}-remark"))
    return found


def attendance_faults(attendance: Attendance) -> list[Fault]:
    """No quorum, with its arithmetic."""
    if attendance.has_quorum:
        return []
    values = {"present": attendance.present, "quorum": attendance.quorum, "members": attendance.members}
    text = _("No quorum: %(present)s present, %(quorum)s of %(members)s members are needed.")
    return [Fault(text % values, rule="R37")]


def roll_faults(rolls: Mapping[str, Roll], attendance: Attendance) -> list[Fault]:
    """What keeps the votes, by number of the application, from being concluded."""
    if not attendance.has_quorum:
        return attendance_faults(attendance)
    silent = [number for number, roll in rolls.items() if roll.silent]
    if silent:
        text = _("Members present have not voted on: %(numbers)s. Wait for them, or mark them as absent.")
        return [Fault(text % {"numbers": ", ".join(silent)}, rule="R37")]
    found = []
    for number, roll in rolls.items():
        if not roll.is_carried:
            values = {
                "number": number,
                "in_favour": roll.in_favour,
                "majority": roll.majority,
                "base": roll.base,
            }
            text = _(
                "%(number)s: %(in_favour)s in favour, %(majority)s of %(base)s who may vote on it are needed."
                " Change the proposal."
            )
            found.append(Fault(text % values, f"{number}-outcome", "R37"))
    return found

"""Who may do what at a meeting, and when it is valid (rules R57, R58)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import BallotKind, Choice, MeetingStatus, MotionStatus
from councils.models import AgendaItem, Meeting, Motion, Seat, Voter
from councils.rules.councils import check_serves
from councils.scoring.roll import Tally
from foundation.core.context import once
from foundation.core.errors import Conflict, Fault, NotPermitted
from foundation.core.permissions import allowed

EDITABLE = (MeetingStatus.PLANNED, MeetingStatus.ANNOUNCED)
# From here on the agenda is public and may only grow.
AGENDA_OPEN = (MeetingStatus.PLANNED, MeetingStatus.ANNOUNCED, MeetingStatus.OPEN)


def check_can_plan(user: Any, meeting: Meeting) -> None:
    """The secretariat, before the meeting begins; raises NotPermitted or Conflict."""
    check_serves(user, meeting.council)
    if meeting.status not in EDITABLE:
        raise Conflict(_("The meeting has begun: its plan cannot be changed."))


def check_can_run(user: Any, meeting: Meeting) -> None:
    """The secretariat, while the meeting runs; raises NotPermitted or Conflict."""
    check_serves(user, meeting.council)
    check_is_open(meeting)


def check_is_open(meeting: Meeting) -> None:
    """Raises Conflict unless the meeting runs."""
    if meeting.status != MeetingStatus.OPEN:
        raise Conflict(_("The meeting is not under way."))


def seat_of(user: Any, meeting: Meeting) -> Seat:
    """The seat of ``user`` in the composition that meets; NotPermitted for everybody else."""
    seat = meeting.term.seats.filter(user=getattr(user, "pk", None), ended_on=None).first() if user else None
    if seat is None or user.pk is None:
        raise NotPermitted(_("Only a member of the council can do this."))
    return seat


def sees_protocol(user: Any, meeting: Meeting) -> bool:
    """The signed protocol of a count on paper is for the secretariat and the members of the council."""

    def ask() -> bool:
        return allowed(check_serves, user, meeting.council) or allowed(seat_of, user, meeting)

    return once(("protocols of", getattr(user, "pk", None), meeting.pk), ask)


def voter_of(user: Any, motion: Motion) -> Voter:
    """The voter that ``user`` is in this vote. Raises NotPermitted, or Conflict for one who takes no part in it."""
    if motion.status != MotionStatus.OPEN:
        raise Conflict(_("The vote is not open."))
    seat = seat_of(user, motion.item.meeting)
    voter = motion.voters.filter(seat=seat).first()
    if voter is None:
        raise Conflict(_("You were not marked as present when the vote was opened."))
    if voter.conflict:
        raise Conflict(_("You have stepped back from this vote because of a conflict of interest."))
    return voter


def plan_faults(topic: str, held_at: dt.datetime | None, place: str, video_url: str) -> list[Fault]:
    """What a plan needs: a topic, a moment, and a place or a video link."""
    found = []
    if not topic.strip():
        found.append(Fault(_("Say what the meeting is about."), "topic"))
    if held_at is None:
        found.append(Fault(_("Enter when the council meets."), "held_at"))
    if not place.strip() and not video_url.strip():
        found.append(Fault(_("Enter the place or a video link."), "place"))
    return found


def announce_faults(meeting: Meeting, now: dt.datetime) -> list[Fault]:
    """What keeps a meeting from being announced."""
    found = []
    if meeting.held_at <= now:
        found.append(Fault(_("The moment of the meeting is in the past."), "held_at"))
    if not meeting.items.exists():
        found.append(Fault(_("The agenda is empty: add at least one point.")))
    return found


def open_vote_faults(motion: Motion, tally: Tally, without_account: int) -> list[Fault]:
    """What keeps a vote from being opened: no quorum of all members (rule R57), or a secret one with paper voters."""
    found = []
    if not tally.has_quorum:
        values = {"present": tally.present, "quorum": tally.quorum, "members": tally.members}
        text = _("No quorum: %(present)s present, %(quorum)s of %(members)s members are needed.")
        found.append(Fault(text % values, rule="R57"))
    if motion.ballot == BallotKind.SECRET and without_account:
        values = {"count": without_account}
        text = _("Members present without an account: %(count)s. A secret ballot needs an account for each of them.")
        found.append(Fault(text % values))
    return found


def check_motion_text(text: str) -> list[Fault]:
    """A motion says what is decided."""
    return [] if text.strip() else [Fault(_("Write what is put to the vote."), "text")]


def check_choice(choice: str) -> list[Fault]:
    """A vote is one of three words."""
    return [] if choice in Choice.values else [Fault(_("Choose how you vote."), "choice")]


def check_can_close(meeting: Meeting) -> None:
    """Raises Conflict while a vote is open."""
    if Motion.objects.filter(item__meeting=meeting, status=MotionStatus.OPEN).exists():
        raise Conflict(_("A vote is open: close it first."))


def check_can_remove(item: AgendaItem) -> None:
    """A point can be taken out while nobody has read it; raises Conflict afterwards."""
    if item.meeting.status != MeetingStatus.PLANNED:
        raise Conflict(_("The agenda has been announced: its points stay."))

"""What the pages of meetings show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils.dateparse import parse_datetime

from councils.choices import BallotKind, Choice, MeetingStatus, MotionStatus
from councils.models import AgendaItem, Attendance, Council, Meeting, Motion, Seat, Voter
from councils.queries.votes import Roll, roll_of
from councils.scoring.roll import Tally
from foundation.core import clock
from foundation.core.ics import CalendarEvent
from foundation.core.text import localized
from foundation.notifications.wording import address

PUBLIC_VOTES = (MotionStatus.CARRIED, MotionStatus.REJECTED)


@dataclass(frozen=True)
class MotionLine:
    """A motion as its reader may see it: ``tally`` is None while the numbers are nobody's business."""

    motion: Motion
    tally: Tally | None
    voters: list[Voter]
    own: Voter | None

    @property
    def is_named(self) -> bool:
        """Whether votes are shown by name: an open ballot that is over."""
        return self.motion.ballot == BallotKind.OPEN and self.motion.status in PUBLIC_VOTES

    @property
    def waiting(self) -> int:
        """Members taking part who have not voted yet."""
        return sum(not voter.has_voted and not voter.conflict for voter in self.voters)


@dataclass(frozen=True)
class ItemLine:
    """A point of the agenda with its motions."""

    item: AgendaItem
    motions: list[MotionLine]


@dataclass(frozen=True)
class Sitting:
    """A meeting for one reader; ``seat`` is the reader's own, None for everybody who is no member."""

    meeting: Meeting
    lines: list[ItemLine]
    roll: Roll
    attendance: list[Attendance]
    seat: Seat | None
    is_here: bool

    @property
    def tally(self) -> Tally:
        """Quorum of now."""
        return self.roll.tally()

    @property
    def has_roll(self) -> bool:
        return bool(self.attendance)


def sitting(meeting: Meeting, user: Any) -> Sitting:
    """Agenda, motions, who is there (seven queries, whatever the length)."""
    voters = Prefetch("voters", Voter.objects.select_related("seat", "vote"))
    motions = Prefetch("motions", Motion.objects.select_related("paper").prefetch_related(voters, "paper__counted_by"))
    items = list(meeting.items.prefetch_related("materials__document", motions))
    seat = _seat(meeting, user)
    attendance = list(meeting.attendance.select_related("seat"))
    return Sitting(
        meeting=meeting,
        lines=[ItemLine(item, [_line(motion, seat) for motion in item.motions.all()]) for item in items],
        roll=roll_of(attendance),
        attendance=attendance,
        seat=seat,
        is_here=any(one.is_present and seat is not None and one.seat_id == seat.pk for one in attendance),
    )


def calendar_event(meeting: Meeting) -> CalendarEvent:
    """The meeting for a calendar program; a later version of the plan replaces the one before."""
    return CalendarEvent(
        uid=f"council-meeting-{meeting.pk}@civil-portal",
        starts=meeting.held_at,
        summary=f"{meeting.topic} ({localized(meeting.council, 'name')})",
        description=meeting.place or meeting.video_url,
        url=address(meeting.get_absolute_url()),
        sequence=int(clock.now().timestamp()),
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
    )


def _seat(meeting: Meeting, user: Any) -> Seat | None:
    if not getattr(user, "is_authenticated", False):
        return None
    return meeting.term.seats.filter(user=user.pk, ended_on=None).first()


def _line(motion: Motion, seat: Seat | None) -> MotionLine:
    """Numbers are shown when the vote is over: before, not even the secretariat reads them."""
    voters = list(motion.voters.all())
    own = next((voter for voter in voters if seat is not None and voter.seat_id == seat.pk), None)
    return MotionLine(motion, _final(motion) if motion.status in PUBLIC_VOTES else None, voters, own)


def _final(motion: Motion) -> Tally:
    return Tally(
        members=motion.members or 0,
        present=motion.present or 0,
        taking_part=motion.taking_part or 0,
        in_favour=motion.in_favour or 0,
        against=motion.against or 0,
        abstained=motion.abstained or 0,
        majority=motion.majority,
        chair=Choice.FOR if motion.chair_decided else "",
    )


PAGE = 50


@dataclass(frozen=True)
class Page:
    """Some meetings and the moment and id before which the next ones begin; '' when these are the last."""

    rows: list[Meeting]
    before: str


def meeting_page(council: Council, user: Any, before: str = "") -> Page:
    """Meetings of ``council`` that ``user`` may see, the newest first, with ``present``: how many members were there."""
    found = Meeting.objects.visible_to(user).filter(council=council)
    text, _tilde, pk = before.partition("~")
    moment = _moment(text)
    if moment and pk.isdecimal() and len(pk) < 18:
        found = found.filter(Q(held_at__lt=moment) | Q(held_at=moment, pk__lt=int(pk)))
    counted = found.annotate(
        present=Count("attendance", filter=Q(attendance__is_present=True)), members=Count("attendance")
    )
    rows = list(counted.order_by("-held_at", "-pk")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page(rows[:PAGE], f"{last.held_at.isoformat()}~{last.pk}" if last else "")


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def open_votes_of(user: Any) -> list[Voter]:
    """Open votes in which ``user`` takes part and has not voted: for the desk."""
    waiting = (
        Voter.objects.exclude(motion__ballot=BallotKind.PAPER)
        .filter(seat__user=user.pk, motion__status=MotionStatus.OPEN, has_voted=False, conflict="")
        .select_related("motion__item__meeting__council")
    )
    return list(waiting.order_by("pk"))


def coming_of(user: Any) -> list[Meeting]:
    """Announced meetings of councils in which ``user`` sits: for the desk."""
    rows = Meeting.objects.filter(
        status__in=(MeetingStatus.ANNOUNCED, MeetingStatus.OPEN), term__seats__user=user.pk, term__seats__ended_on=None
    )
    return list(rows.select_related("council").order_by("held_at", "pk"))

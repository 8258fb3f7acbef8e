"""Councils and meetings at each of their states, reached by calling the real actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from councils.actions import attendance, councils, meetings, motions, recommendations
from councils.choices import BallotKind, Level, Majority, Post, Side
from councils.models import AgendaItem, Council, Meeting, Motion, Recommendation, Seat, Term
from councils.rules.councils import NewSeat
from foundation.accounts.models import User
from registry.choices import BodyKind, Role
from registry.models import Body
from tests.builders.kept import kept
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory, OrganisationFactory, RegionFactory

STARTS, ENDS = dt.date(2026, 1, 10), dt.date(2029, 1, 9)


@dataclass
class Built:
    """A council with its secretary; ``seats`` and ``users`` in one order, the chair first."""

    council: Council
    body: Body
    secretary: User
    seats: list[Seat] = field(default_factory=list)
    users: list[User] = field(default_factory=list)

    @property
    def term(self) -> Term:
        return self.council.terms.get(status="sitting")


def officer_of(body: Body) -> User:
    """Somebody of the secretariat of a body's council."""
    user = UserFactory()
    MembershipFactory(user=user, organisation=None, body=body, role=Role.OFFICER)
    return user


@kept
def entered(level: str = Level.REGION, kind: str = BodyKind.AKIMAT, **values: Any) -> Built:
    """A council without members."""
    body = BodyFactory(kind=kind)
    region = RegionFactory() if level in (Level.REGION, Level.DISTRICT) else None
    secretary = officer_of(body)
    facts = {
        "slug": f"council-{body.code}",
        "body": body,
        "level": level,
        "region": region,
        "name_kk": f"Ойдан шығарылған кеңес {body.code}",
        "name_ru": f"Вымышленный совет {body.code}",
        "name_en": f"Invented council {body.code}",
        "is_invented": True,
    }
    return Built(councils.create(values={**facts, **values}, by=secretary), body, secretary)


def new_seats(count: int, state: int = 0) -> list[NewSeat]:
    """So many members: a chair of an organisation, ``state`` public servants, citizens."""
    seats = [NewSeat("Member 01", Side.NGO, OrganisationFactory(), post=Post.CHAIR)]
    seats += [NewSeat(f"Servant {n:02}", Side.STATE, is_public_servant=True) for n in range(1, state + 1)]
    seats += [NewSeat(f"Member {n:02}", Side.CITIZEN, occupation="teacher") for n in range(2, count - state + 1)]
    return seats[:count]


@kept
def sitting(members: int = 5, with_accounts: bool = True) -> Built:
    """A council at work, whose members have accounts."""
    built = entered()
    term = councils.start_term(council=built.council, size=members, by=built.secretary)
    councils.approve(
        term=term,
        seats=new_seats(members),
        starts_on=STARTS,
        ends_on=ENDS,
        decision_number="7/20",
        decided_on=STARTS,
        by=built.secretary,
    )
    built.seats = list(built.term.seats.order_by("full_name"))
    if with_accounts:
        for seat in built.seats:
            seat.user = UserFactory()
            seat.save(update_fields=["user"])
            built.users.append(seat.user)
    return built


def planned(built: Built, **values: Any) -> Meeting:
    """A planned meeting with one point."""
    facts = {
        "topic": "Clean rivers",
        "held_at": timezone.now() + dt.timedelta(days=10),
        "place": "Hall 1",
        "video_url": "",
    }
    meeting = meetings.plan(council=built.council, values={**facts, **values}, by=built.secretary)
    meetings.add_item(meeting=meeting, values={"title": "Water of the river"}, by=built.secretary)
    return meeting


def opened(built: Built, present: int) -> Meeting:
    """A meeting that runs, with the first ``present`` members there."""
    meeting = planned(built)
    meetings.announce(meeting=meeting, by=built.secretary)
    meeting = meetings.open_meeting(meeting=meeting, by=built.secretary)
    attendance.mark(meeting=meeting, present={seat.pk for seat in built.seats[:present]}, by=built.secretary)
    return meeting


def point(meeting: Meeting) -> AgendaItem:
    return meeting.items.get(position=1)


def voting(built: Built, meeting: Meeting, ballot: str = BallotKind.OPEN, **conflicts: str) -> Motion:
    """A motion whose vote is open; ``conflicts``: ``seat_<place>`` → why."""
    motion = motions.put(
        item=point(meeting), text="Test the water", ballot=ballot, majority=Majority.SIMPLE, by=built.secretary
    )
    barred = {built.seats[int(name.removeprefix("seat_"))].pk: why for name, why in conflicts.items()}
    return motions.open_vote(motion=motion, conflicts=barred, by=built.secretary)


def decided(built: Built, meeting: Meeting, choices: str, ballot: str = BallotKind.OPEN) -> Motion:
    """A motion that was voted on: a letter for each member, f(or), a(gainst), -(abstains), space (silent)."""
    motion = voting(built, meeting, ballot)
    words = {"f": "for", "a": "against", "-": "abstain"}
    for user, letter in zip(built.users, choices, strict=False):
        if letter in words:
            motions.vote(motion=motion, choice=words[letter], by=user)
    return motions.close_vote(motion=motion, by=built.secretary)


def sent(built: Built, addressee: Body | None = None) -> Recommendation:
    """A recommendation that waits for its reply."""
    one = recommendations.write(
        council=built.council, addressee=addressee or built.body, text="Test the water monthly", by=built.secretary
    )
    return recommendations.send(recommendation=one, by=built.secretary)

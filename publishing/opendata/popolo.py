"""Councils in Popolo: organisations, persons, posts, memberships, events, motions, vote events, votes of open ballots.

Each address is one JSON array, written row by row: any length costs the same memory. Ids are stable: ``council-<slug>``,
``commission-<key>``, ``KZ-BIN-<bin>`` (org-id.guide) of bodies and NGOs, ``seat-<key>`` for the person on a seat. Of people
there are the name, the post and whom they speak for, which the page of the council shows to everybody; never an account or an
address.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from django.db.models import Min
from django.utils.translation import override

from councils.choices import BallotKind, Choice, MeetingStatus, MotionStatus, Post, TermStatus
from councils.models import Commission, Council, Meeting, Motion, Seat, Vote
from publishing.opendata import identifiers
from publishing.opendata.declared import Public, public
from publishing.opendata.identifiers import BIN_SCHEME
from publishing.opendata.writing import CHUNK, Row, moment
from registry.models import Body, Organisation

DECIDED = (MotionStatus.CARRIED, MotionStatus.REJECTED)
PUBLIC_MEETINGS = tuple(status for status in MeetingStatus if status != MeetingStatus.PLANNED)
OPTIONS = {Choice.FOR: "yes", Choice.AGAINST: "no", Choice.ABSTAIN: "abstain"}
RESULTS = {MotionStatus.CARRIED: "pass", MotionStatus.REJECTED: "fail"}


def organizations() -> Iterator[Row]:
    """Councils, their commissions, the bodies they are attached to, and the organisations that sit in them."""
    for council in public(Council.objects.select_related("body").order_by("pk").iterator(CHUNK)):
        yield {
            **_named(f"council-{council.slug}", council),
            "classification": "public council",
            "parent_id": identifiers.body(council.body),
            "links": [{"url": council.page(), "note": "page"}],
        }
    for commission in _commissions():
        yield {
            **_named(_commission_id(commission), commission),
            "classification": "commission",
            "parent_id": f"council-{commission.term.council.slug}",
            "founding_date": commission.formed_on.isoformat(),
            "dissolution_date": _day(_end_of(commission)),
        }
    for body in public(Body.objects.exclude(council=None).order_by("pk").iterator(CHUNK)):
        yield {**_named(identifiers.body(body), body), "classification": body.kind}
    sitting = Seat.objects.exclude(organisation=None).exclude(term__status=TermStatus.FORMING).values("organisation")
    for ngo in public(Organisation.objects.filter(pk__in=sitting).order_by("pk").iterator(CHUNK)):
        row = {**_named(identifiers.ngo(ngo), ngo), "classification": ngo.legal_form}
        yield row | ({"identifiers": [{"identifier": ngo.bin, "scheme": BIN_SCHEME}]} if ngo.bin else {})


def persons() -> Iterator[Row]:
    """People on seats, of now and of before."""
    for seat in _seats():
        yield {"id": f"seat-{seat.id}", "name": seat.full_name, "summary": seat.occupation or None}


def posts() -> Iterator[Row]:
    """The posts that a council has, whoever holds them: chair, deputy, presidium, member."""
    councils = Council.objects.filter(terms__status__in=(TermStatus.SITTING, TermStatus.ENDED)).distinct()
    for row in councils.annotate(begun=Min("terms__starts_on")).order_by("pk").iterator(CHUNK):
        council = Public(row)
        for post in Post:
            yield {
                "id": _post_id(council, post),
                "label": _in("kk", post),
                "other_label": [_in(code, post) for code in ("ru", "en")],
                "role": post.value,
                "organization_id": f"council-{council.slug}",
                "start_date": _day(row.begun),
            }


def memberships() -> Iterator[Row]:
    """Who sat in which council and in which of its commissions, on whose behalf, from when until when."""
    for seat in _seats():
        is_over = seat.ended_on is not None or seat.term.status == TermStatus.ENDED
        yield {
            "id": f"membership-{seat.id}",
            "person_id": f"seat-{seat.id}",
            "organization_id": f"council-{seat.term.council.slug}",
            "post_id": _post_id(seat.term.council, seat.post),
            "on_behalf_of_id": identifiers.ngo(seat.organisation) if seat.organisation else None,
            "role": seat.post,
            "label": seat.side,
            "start_date": seat.started_on.isoformat(),
            "end_date": _day((seat.ended_on or seat.term.ends_on) if is_over else None),
        }
    for commission in _commissions("members"):
        for seat in commission.members:
            yield _in_commission(commission, seat)


def _in_commission(commission: Public, seat: Public) -> Row:
    """A member of a commission; who joined later than it was formed is not told apart."""
    ends = [day for day in (_end_of(commission), seat.ended_on) if day]
    return {
        "id": f"membership-{commission.id}-{seat.id}",
        "person_id": f"seat-{seat.id}",
        "organization_id": _commission_id(commission),
        "role": "chair" if seat.id == commission.chair_id else "member",
        "start_date": max(commission.formed_on, seat.started_on).isoformat(),
        "end_date": _day(min(ends)) if ends else None,
    }


def events() -> Iterator[Row]:
    """Meetings that were announced."""
    rows = Meeting.objects.filter(status__in=PUBLIC_MEETINGS).select_related("council").order_by("pk")
    for meeting in public(rows.iterator(CHUNK)):
        yield {
            "id": f"meeting-{meeting.id}",
            "name": meeting.topic,
            "classification": "meeting",
            "organization_id": f"council-{meeting.council.slug}",
            "start_date": moment(meeting.opened_at or meeting.held_at),
            "end_date": moment(meeting.closed_at),
            "location": meeting.place or None,
            "status": meeting.status,
        }


def motions() -> Iterator[Row]:
    """What was put to the vote and counted."""
    for motion in _motions():
        yield {
            "id": f"motion-{motion.id}",
            "organization_id": f"council-{motion.item.meeting.council.slug}",
            "text": motion.text,
            "classification": motion.item.kind,
            "date": moment(motion.closed_at),
            "requirement": motion.majority,
            "result": RESULTS[MotionStatus(motion.status)],
        }


def vote_events() -> Iterator[Row]:
    """The counts of each vote, open and secret."""
    for motion in _motions():
        counts = ((Choice.FOR, motion.in_favour), (Choice.AGAINST, motion.against), (Choice.ABSTAIN, motion.abstained))
        yield {
            "id": f"vote-event-{motion.id}",
            "motion_id": f"motion-{motion.id}",
            "organization_id": f"council-{motion.item.meeting.council.slug}",
            "classification": f"{motion.ballot} ballot",
            "start_date": moment(motion.opened_at),
            "end_date": moment(motion.closed_at),
            "result": RESULTS[MotionStatus(motion.status)],
            "counts": [{"option": OPTIONS[choice], "value": count} for choice, count in counts],
        }


def votes() -> Iterator[Row]:
    """Votes by name, of open ballots that are over."""
    rows = Vote.objects.filter(voter__motion__ballot=BallotKind.OPEN, voter__motion__status__in=DECIDED)
    for vote in public(rows.select_related("voter").order_by("pk").iterator(CHUNK)):
        yield {
            "id": f"vote-{vote.id}",
            "vote_event_id": f"vote-event-{vote.voter.motion_id}",
            "voter_id": f"seat-{vote.voter.seat_id}",
            "option": OPTIONS[Choice(vote.choice)],
        }


LISTS: dict[str, Callable[[], Iterator[Row]]] = {
    "organizations": organizations,
    "persons": persons,
    "posts": posts,
    "memberships": memberships,
    "events": events,
    "motions": motions,
    "vote_events": vote_events,
    "votes": votes,
}


def _seats() -> Iterator[Public]:
    rows = Seat.objects.exclude(term__status=TermStatus.FORMING).select_related("term__council", "organisation")
    return public(rows.order_by("pk").iterator(CHUNK))


def _commissions(*beside: str) -> Iterator[Public]:
    rows = Commission.objects.exclude(term__status=TermStatus.FORMING).select_related("term__council")
    return public(rows.prefetch_related(*beside).order_by("pk").iterator(CHUNK))


def _commission_id(commission: Public) -> str:
    return f"commission-{commission.id}"


def _end_of(commission: Public) -> dt.date | None:
    """When it was dissolved, or the composition that formed it has ended."""
    term, dissolved_on = commission.term, commission.dissolved_on
    ended_on: dt.date | None = dissolved_on or (term.ends_on if term.status == TermStatus.ENDED else None)
    return ended_on


def _motions() -> Iterator[Public]:
    rows = Motion.objects.filter(status__in=DECIDED).select_related("item__meeting__council")
    return public(rows.order_by("pk").iterator(CHUNK))


def _named(key: str, one: Public) -> Row:
    """Id and names: the Kazakh one first, the others as other names with their language."""
    others = [{"name": getattr(one, f"name_{code}"), "note": code} for code in ("ru", "en")]
    return {"id": key, "name": one.name_kk or one.name_ru, "other_names": [row for row in others if row["name"]]}


def _post_id(council: Public, post: str) -> str:
    return f"post-{council.slug}-{post}"


def _in(code: str, post: Post) -> str:
    with override(code):
        return str(post.label)


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value else None

"""Lists of councils and what a council's page shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q

from councils.choices import Level, MeetingStatus, TermStatus
from councils.models import Attendance, Council, Meeting, Recommendation, Seat, Term
from councils.queries.recommendations import tallies
from councils.querysets import CouncilQuerySet
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.text import fold

PAGE = 50
SHOWN = 5


@dataclass(frozen=True)
class Page:
    """Some councils, and the name and id after which the next ones begin; '' when these are the last."""

    rows: list[Council]
    after: str


def council_page(user: Any, asked: Mapping[str, Any], after: str = "") -> Page:
    """Councils by name in Russian; ``asked`` as for ``found``."""
    rows = found(user, asked)
    name, _tilde, pk = after.rpartition("~")
    if name and pk.isdecimal() and len(pk) < 18:
        rows = rows.filter(Q(name_ru__gt=name) | Q(name_ru=name, pk__gt=int(pk)))
    sitting = Prefetch("terms", Term.objects.filter(status=TermStatus.SITTING).annotate(taken=_taken()), "sitting")
    shown = list(rows.order_by("name_ru", "pk").prefetch_related(sitting)[: PAGE + 1])
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    return Page(shown[:PAGE], f"{last.name_ru}~{last.pk}" if last else "")


def found(user: Any, asked: Mapping[str, Any]) -> CouncilQuerySet:
    """Councils by what a reader ``asked``: ``q`` (part of a name), ``level``, ``region``."""
    rows = Council.objects.visible_to(user)
    if asked.get("level"):
        rows = rows.filter(level=asked["level"])
    if asked.get("region"):
        rows = rows.filter(region=asked["region"])
    if words := fold(asked.get("q", "")).split():
        rows = rows.filter(pk__in=[pk for pk, text in _names() if all(word in text for word in words)])
    return rows


def _names() -> list[tuple[int, str]]:
    """Folded names of all councils: a few hundred, so that every alphabet finds them."""
    rows = Council.objects.values_list("pk", "name_kk", "name_ru", "name_en")
    return [(pk, fold(" ".join(names))) for pk, *names in rows]


def _taken() -> Count:
    return Count("seats", filter=Q(seats__ended_on=None))


def levels() -> list[tuple[Any, int]]:
    """How many councils each level has, in the order of the levels."""
    counts = dict(Council.objects.values_list("level").annotate(n=Count("pk")))
    return [(level, counts.get(level.value, 0)) for level in Level]


@dataclass(frozen=True)
class Mark:
    """How a council's recommendations are answered. Shares are of those whose day of reply is over or that are replied."""

    sent: int
    answered: int
    in_time: int
    overdue: int
    done: int


def mark_of(**narrowed: Any) -> Mark:
    """Counts over sent recommendations (one query); ``narrowed`` as for ``filter``."""
    rows = Recommendation.objects.filter(**narrowed)
    counted = rows.aggregate(**tallies(local_date(clock.now())))
    return Mark(
        sent=counted["sent"],
        answered=counted["answered"],
        in_time=counted["answered"] - counted["late"],
        overdue=counted["overdue"],
        done=counted["done"],
    )


@dataclass(frozen=True)
class Sight:
    """What the page of a council shows beside the council itself."""

    term: Term | None
    forming: Term | None
    seats: list[Seat]
    former: list[Seat]
    coming: list[Meeting]
    past: list[Meeting]
    recommendations: list[Recommendation]
    mark: Mark
    past_terms: list[Term]


def sight(council: Council, user: Any, now: dt.datetime) -> Sight:
    """Composition, meetings, recommendations (eight queries)."""
    terms = list(council.terms.order_by("-number"))
    term = next((one for one in terms if one.status == TermStatus.SITTING), None)
    everybody = list(term.seats.select_related("organisation")) if term else []
    meetings = Meeting.objects.visible_to(user).filter(council=council).annotate(present=_present())
    coming = meetings.filter(status__in=(MeetingStatus.PLANNED, MeetingStatus.ANNOUNCED, MeetingStatus.OPEN)).order_by(
        "held_at", "pk"
    )
    past = meetings.filter(status__in=(MeetingStatus.CLOSED, MeetingStatus.PUBLISHED)).order_by("-held_at", "-pk")
    sent = Recommendation.objects.visible_to(user).filter(council=council).order_by("-number")
    return Sight(
        term=term,
        forming=next((one for one in terms if one.status == TermStatus.FORMING), None),
        seats=_in_order([seat for seat in everybody if seat.ended_on is None]),
        former=[seat for seat in everybody if seat.ended_on is not None],
        coming=list(coming),
        past=list(past[:SHOWN]),
        recommendations=list(sent[:SHOWN]),
        mark=mark_of(council=council),
        past_terms=[one for one in terms if one.status == TermStatus.ENDED],
    )


POSTS = ("chair", "deputy", "presidium", "member")


def _in_order(seats: list[Seat]) -> list[Seat]:
    return sorted(seats, key=lambda seat: (POSTS.index(seat.post), seat.full_name, seat.pk))


def _present() -> Count:
    return Count("attendance", filter=Q(attendance__is_present=True))


def attendance_of(term: Term) -> dict[int, tuple[int, int]]:
    """Seat (id) → how often the member was there, of how many closed meetings (one query)."""
    held = (MeetingStatus.CLOSED, MeetingStatus.PUBLISHED)
    rows = Attendance.objects.filter(meeting__term=term, meeting__status__in=held).values("seat")
    counted = rows.annotate(here=Count("pk", filter=Q(is_present=True)), all=Count("pk"))
    return {row["seat"]: (row["here"], row["all"]) for row in counted}

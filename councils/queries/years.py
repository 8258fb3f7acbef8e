"""What a council did in a year, counted from its own rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Prefetch, Q

from councils.choices import MeetingStatus, MotionStatus, PlanStatus, ProposalStatus, RecommendationStatus
from councils.models import Attendance, Council, Meeting, Motion, Proposal, Reply, WorkPlan, YearReport
from councils.queries.year_work import work_of
from councils.scoring.roll import quorum
from foundation.core.calendar import ALMATY, local_date

HELD = (MeetingStatus.CLOSED, MeetingStatus.PUBLISHED)


def span(year: int) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of a year in Almaty, and of the next one."""
    return dt.datetime(year, 1, 1, tzinfo=ALMATY), dt.datetime(year + 1, 1, 1, tzinfo=ALMATY)


def figures_of(council: Council, year: int) -> dict[str, Any]:
    """Meetings with attendance, votes, recommendations with their answers, proposals, points of the plan, opinions, controls and
    appeals (eleven queries).

    JSON; public facts alone: names of members stand there with how often they came, as on the council's own page.
    """
    first, next_ = span(year)
    held = Meeting.objects.filter(council=council, status__in=HELD, held_at__gte=first, held_at__lt=next_)
    motions = Motion.objects.filter(item__meeting__in=held.values("pk"))
    sent = council.recommendations.filter(sent_at__gte=first, sent_at__lt=next_)
    return {
        "meetings": list(_meetings(held)),
        "members": list(_members(held)),
        "motions": {
            "carried": motions.filter(status=MotionStatus.CARRIED).count(),
            "rejected": motions.filter(status=MotionStatus.REJECTED).count(),
        },
        "recommendations": list(_recommendations(sent)),
        "proposals": _proposals(council, first, next_),
        "plan": _plan(council, year),
        "work": work_of(council, first, next_),
    }


def _meetings(held: Any) -> Iterator[dict[str, Any]]:
    counted = held.annotate(
        present=Count("attendance", filter=Q(attendance__is_present=True), distinct=True),
        members=Count("attendance", distinct=True),
        points=Count("items", distinct=True),
    )
    for one in counted.order_by("held_at", "pk"):
        yield {
            "id": one.pk,
            "number": one.number,
            "topic": one.topic,
            "held_on": local_date(one.held_at).isoformat(),
            "present": one.present,
            "members": one.members,
            "quorum": quorum(one.members),
            "points": one.points,
            "published_on": local_date(one.published_at).isoformat() if one.published_at else "",
        }


def _members(held: Any) -> Iterator[dict[str, Any]]:
    rows = Attendance.objects.filter(meeting__in=held.values("pk")).values("seat", "seat__full_name")
    counted = rows.annotate(here=Count("pk", filter=Q(is_present=True)), held=Count("pk"))
    for one in counted.order_by("seat__full_name", "seat"):
        yield {"name": one["seat__full_name"], "here": one["here"], "held": one["held"]}


def _recommendations(sent: Any) -> Iterator[dict[str, Any]]:
    replies = Prefetch("replies", Reply.objects.filter(returned_reason="").order_by("pk"))
    for one in sent.select_related("addressee").prefetch_related(replies).order_by("number"):
        answers = list(one.replies.all())
        is_answered = one.status != RecommendationStatus.SENT
        yield {
            "number": one.number,
            "text": one.text,
            "addressee": {code: getattr(one.addressee, f"name_{code}") for code in ("kk", "ru", "en")},
            "sent_on": local_date(one.sent_at).isoformat(),
            "status": one.status,
            "answer": answers[-1].kind if answers and is_answered else "",
            "late": bool(answers and is_answered and answers[-1].is_late),
        }


def _proposals(council: Council, first: dt.datetime, next_: dt.datetime) -> dict[str, int]:
    rows = Proposal.objects.filter(council=council, created_at__gte=first, created_at__lt=next_)
    counts = dict(rows.order_by().values_list("status").annotate(n=Count("pk")))
    return {status: counts.get(status, 0) for status in ProposalStatus.values}


def _plan(council: Council, year: int) -> list[dict[str, Any]]:
    plan = council.plans.filter(year=year, status=PlanStatus.APPROVED).first()
    if plan is None:
        return []
    return [{"month": one.month, "title": one.title, "outcome": one.outcome} for one in plan.points.all()]


def plan_of(council: Council, user: Any, year: int) -> WorkPlan | None:
    """The plan of a year, as far as ``user`` may see it."""
    return WorkPlan.objects.visible_to(user).filter(council=council, year=year).prefetch_related("points").first()


def years_of(council: Council, user: Any) -> list[tuple[int, bool, bool]]:
    """(year, has a plan, has a report) that ``user`` may read, the newest first (two queries)."""
    plans = set(WorkPlan.objects.visible_to(user).filter(council=council).values_list("year", flat=True))
    reports = set(YearReport.objects.visible_to(user).filter(council=council).values_list("year", flat=True))
    return [(year, year in plans, year in reports) for year in sorted(plans | reports, reverse=True)]


def report_of(council: Council, user: Any, year: int) -> YearReport | None:
    """The newest version that ``user`` may read: a draft for the secretariat, the published one for everybody."""
    rows = YearReport.objects.visible_to(user).filter(council=council, year=year)
    return rows.order_by("-version").first()


def recommendation_marks(rows: list[dict[str, Any]]) -> dict[str, int]:
    """How the recommendations of a report were answered."""
    return {
        "sent": len(rows),
        "answered": sum(bool(one["answer"]) for one in rows),
        "in_time": sum(bool(one["answer"]) and not one["late"] for one in rows),
        "done": sum(one["status"] == RecommendationStatus.DONE for one in rows),
    }

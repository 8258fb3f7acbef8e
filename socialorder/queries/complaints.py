"""Complaints as everybody reads them: of all bodies, of one tender; how long they took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, F, Q

from foundation.core import clock
from foundation.core.calendar import local_date, working_days_between
from registry.models import Body
from registry.queries import working_day_overrides
from socialorder.choices.complaints import FOUND, PENDING, ComplaintStatus
from socialorder.models import Complaint, ReviewingBody, Tender

PAGE, TENTH = 30, Decimal("0.1")
STATES = {
    "open": Q(status__in=PENDING),
    "followed": ~Q(remedy="") & Q(carried_out_at=None),
    "ended": Q(ended_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A complaint with the working days that it took, or takes until now; ``left``: days of the term, below zero when late."""

    complaint: Complaint
    took: int
    left: int | None


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Line]
    next: int


@dataclass(frozen=True, slots=True)
class OfBody:
    """Complaints about one body in figures; ``days``: calendar days from sending to the decision, on the average."""

    body: Body
    total: int
    pending: int
    upheld: int
    dismissed: int
    late: int
    days: Decimal | None


def page_of(user: Any, asked: Mapping[str, Any], number: int) -> Page:
    """The newest first."""
    found = Complaint.objects.visible_to(user)
    if asked.get("body"):
        found = found.filter(body=asked["body"])
    if asked.get("state"):
        found = found.filter(STATES[asked["state"]])
    start = (number - 1) * PAGE
    rows = list(found[start : start + PAGE + 1])
    return Page(lines(rows[:PAGE]), number + 1 if len(rows) > PAGE else 0)


def lines(rows: list[Complaint]) -> list[Line]:
    if not rows:
        return []
    today, overrides = local_date(clock.now()), working_day_overrides()
    return [_line(one, today, overrides) for one in rows]


def _line(complaint: Complaint, today: dt.date, overrides: Mapping[dt.date, bool]) -> Line:
    ended = local_date(complaint.ended_at) if complaint.ended_at else today
    took = working_days_between(local_date(complaint.submitted_at), ended, overrides)
    left = working_days_between(today, complaint.due_on, overrides) if complaint.due_on else None
    return Line(complaint, took, left)


def of_tender(tender: Tender) -> list[Line]:
    """All of a tender, the first first."""
    return lines(list(Complaint.objects.visible_to(None).filter(tender=tender).order_by("submitted_at", "pk")))


def by_body() -> list[OfBody]:
    """Bodies that were complained of, the most first."""
    counted = (
        Complaint.objects.order_by()
        .values("body")
        .annotate(
            total=Count("pk"),
            pending=Count("pk", filter=Q(status__in=PENDING)),
            upheld=Count("pk", filter=Q(status__in=FOUND)),
            dismissed=Count("pk", filter=Q(status=ComplaintStatus.DISMISSED)),
            late=Count("pk", filter=Q(is_late=True)),
            took=Avg(F("ended_at") - F("submitted_at"), filter=Q(admitted_at__isnull=False)),
        )
        .order_by("-total", "body")
    )
    rows = list(counted)
    bodies = Body.objects.in_bulk([row["body"] for row in rows])
    return [_of_body(bodies[row["body"]], row) for row in rows]


def _of_body(body: Body, row: Mapping[str, Any]) -> OfBody:
    took = row["took"]
    days = None if took is None else Decimal(took.total_seconds() / 86_400).quantize(TENTH)
    counts = {name: row[name] for name in ("total", "pending", "upheld", "dismissed", "late")}
    return OfBody(body, days=days, **counts)


def reviewing_bodies() -> list[ReviewingBody]:
    """Who reviews now, of regions first."""
    found = ReviewingBody.objects.filter(ended_on=None).select_related("body", "region")
    return list(found.order_by(F("region").asc(nulls_last=True), "pk"))

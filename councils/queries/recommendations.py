"""Lists of recommendations, and how each body answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from councils.choices import RecommendationStatus
from councils.models import Recommendation
from councils.models.recommendations import ANSWERED
from councils.queries.paging import Page, cut, narrowed
from councils.querysets import serves
from registry.models import Body


def page_of(user: Any, asked: Mapping[str, Any], today: dt.date, before: str = "") -> Page:
    """The newest first; ``asked``: ``status`` (or «overdue»), ``body`` (code of the addressee), ``council`` (slug)."""
    found = narrowed(Recommendation.objects.visible_to(user), asked, today, body="addressee")
    return cut(found, before)


@dataclass(frozen=True)
class BodyMark:
    """How one body answers; shares are percents of ``due``: those replied or whose day is over."""

    body: Body
    sent: int
    due: int
    in_time: int
    overdue: int
    done: int

    @property
    def share_in_time(self) -> int | None:
        return round(100 * self.in_time / self.due) if self.due else None

    @property
    def share_done(self) -> int | None:
        return round(100 * self.done / self.sent) if self.sent else None


def tallies(today: dt.date, path: str = "") -> dict[str, Count]:
    """Counts of recommendations that were sent, by name, for ``aggregate`` or ``annotate``; ``path`` leads to them.

    A reply that the council returned was no answer, so it makes nothing late.
    """
    to = f"{path}__" if path else ""
    conditions = {
        "sent": ~Q(**{f"{to}status": RecommendationStatus.DRAFT}),
        "answered": Q(**{f"{to}status__in": ANSWERED}),
        "late": Q(**{f"{to}status__in": ANSWERED, f"{to}replies__is_late": True, f"{to}replies__returned_reason": ""}),
        "overdue": Q(**{f"{to}status": RecommendationStatus.SENT, f"{to}reply_due_on__lt": today}),
        "done": Q(**{f"{to}status": RecommendationStatus.DONE}),
    }
    return {name: Count(path or "pk", filter=condition, distinct=True) for name, condition in conditions.items()}


def body_marks(today: dt.date) -> list[BodyMark]:
    """Every body that was asked, those with overdue replies first (one query)."""
    bodies: Any = Body.objects.all()
    rows = bodies.annotate(**tallies(today, "recommendations")).filter(sent__gt=0)
    return [
        BodyMark(row, row.sent, row.answered + row.overdue, row.answered - row.late, row.overdue, row.done)
        for row in rows.order_by("-overdue", F("sent").desc(), "pk")
    ]


def asked_of(user: Any) -> list[Recommendation]:
    """What waits for a reply of bodies in which ``user`` is an officer, and what is promised and not done."""
    waiting = (RecommendationStatus.SENT, RecommendationStatus.REPLIED)
    rows = Recommendation.objects.filter(serves(user, "addressee"), status__in=waiting)
    return list(rows.select_related("council", "addressee").order_by("reply_due_on", "pk"))

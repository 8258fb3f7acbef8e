"""How each body answers councils: recommendations, opinions on draft acts, proposals of public control."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from councils.choices.acts import ActStatus
from councils.models import DraftAct, Recommendation
from councils.queries.recommendations import BodyMark, tallies
from councils.queries.recommendations import body_marks as of_recommendations
from registry.models import Body


@dataclass(frozen=True, slots=True)
class InTime:
    """Answers of one kind: ``due`` are those that came or whose day is over; the others still have time."""

    due: int = 0
    in_time: int = 0
    overdue: int = 0

    @property
    def share(self) -> int | None:
        """Percent of ``due``; None when nothing was due."""
        return round(100 * self.in_time / self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Line:
    """A body with its three kinds of answers. What public control proposed is among the recommendations too."""

    body: Body
    recommendations: BodyMark
    acts: InTime
    control: InTime

    @property
    def overdue(self) -> int:
        return self.recommendations.overdue + self.acts.overdue


def lines(today: dt.date) -> list[Line]:
    """Every body that was asked something, those that are late with most first (three queries, one more for bodies without any recommendation)."""
    asked = {mark.body.pk: mark for mark in of_recommendations(today)}
    acts, control = _acts(today), _control(today)
    others = Body.objects.in_bulk([pk for pk in acts if pk not in asked])
    empty = {pk: BodyMark(body, 0, 0, 0, 0, 0) for pk, body in others.items()}
    found = [
        Line(mark.body, mark, acts.get(pk, InTime()), control.get(pk, InTime())) for pk, mark in (asked | empty).items()
    ]
    return sorted(found, key=lambda one: (-one.overdue, -one.recommendations.sent, one.body.pk))


def _acts(today: dt.date) -> dict[int, InTime]:
    """Drafts on which a council gave its opinion and the body has to answer; withdrawn ones ask for nothing."""
    given = DraftAct.objects.filter(decided_at__isnull=False).exclude(status=ActStatus.WITHDRAWN)
    counts: dict[str, Any] = {
        "answered": Count("pk", filter=Q(answered_at__isnull=False)),
        "late": Count("pk", filter=Q(answered_at__isnull=False, answer_is_late=True)),
        "overdue": Count("pk", filter=Q(answered_at=None, answer_due_on__lt=today)),
    }
    return _by_body(given.order_by().values("body").annotate(**counts), "body")


def _control(today: dt.date) -> dict[int, InTime]:
    """Recommendations that stand in a final document of public control."""
    proposed = Recommendation.objects.filter(final_documents__isnull=False)
    return _by_body(proposed.order_by().values("addressee").annotate(**tallies(today)), "addressee")


def _by_body(rows: Iterable[Mapping[str, Any]], body: str) -> dict[int, InTime]:
    return {
        row[body]: InTime(row["answered"] + row["overdue"], row["answered"] - row["late"], row["overdue"])
        for row in rows
    }

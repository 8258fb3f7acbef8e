"""Questions to a head as each reader may see them, and the public part of the reception."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from councils.choices.voices import AppealStatus, QuestionStatus
from councils.models import Appeal, Council, HeadQuestion, HeadReport

SHOWN = (QuestionStatus.PUBLISHED, QuestionStatus.ANSWERED, QuestionStatus.DECLINED)


@dataclass(frozen=True)
class Questions:
    """``rows`` with words; of refused ones everybody reads the reason alone."""

    rows: list[HeadQuestion]
    refused: list[HeadQuestion]
    unread: int


def questions_for(report: HeadReport, user: Any, *, serves: bool) -> Questions:
    """Published questions for everybody; all of them for the secretariat; one's own for their author (one query)."""
    everything = list(report.questions.select_related("author"))
    own = getattr(user, "pk", None)
    rows = [one for one in everything if serves or one.status in SHOWN or (own is not None and one.author_id == own)]
    refused = [one for one in everything if one.status == QuestionStatus.REFUSED and one not in rows]
    unread = sum(one.status == QuestionStatus.SUBMITTED for one in everything)
    return Questions(rows, refused, unread)


@dataclass(frozen=True)
class Reception:
    """How a council answers those who write to it: counts, and what was published."""

    received: int
    answered: int
    in_time: int
    overdue: int


def reception_of(council: Council, today: dt.date) -> Reception:
    """Counts over all appeals to the council (one query)."""
    settled = ~Q(status=AppealStatus.RECEIVED)
    counted = Appeal.objects.filter(council=council).aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=settled),
        in_time=Count("pk", filter=settled & Q(is_late=False)),
        overdue=Count("pk", filter=Q(status=AppealStatus.RECEIVED, due_on__lt=today)),
    )
    return Reception(**counted)

"""Reading the conversation in a case, and what waits for an answer in it."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from grants.choices import CaseSide
from grants.models import Application, CaseMessage


def messages_of(application: Application, user: Any) -> list[CaseMessage]:
    """Everything that was said, the oldest first (two queries)."""
    seen = CaseMessage.objects.visible_to(user).filter(application=application)
    return list(seen.select_related("author").prefetch_related("files__document"))


def waits_for(application: Application) -> str:
    """The side that owes an answer, '' for none: the last message asks for one."""
    last = CaseMessage.objects.filter(application=application).order_by("-pk").first()
    return other(last.side) if last and last.wants_answer else ""


def waits_label(application: Application) -> str:
    """The same in words."""
    side = waits_for(application)
    return str(CaseSide(side).label) if side else ""


def other(side: str) -> str:
    return CaseSide.OFFICER if side == CaseSide.APPLICANT else CaseSide.APPLICANT


def waiting_for(applications: QuerySet[Application], side: str) -> QuerySet[Application]:
    """Those of ``applications`` in which ``side`` owes an answer."""
    last = CaseMessage.objects.filter(application=OuterRef("pk")).order_by("-pk")
    annotated = applications.annotate(
        last_side=Subquery(last.values("side")[:1]), asks=Subquery(last.values("wants_answer")[:1])
    )
    return annotated.filter(last_side=other(side), asks=True)

"""Surveys in every state, reached by calling the real actions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import local_date
from monitoring.actions import answers, surveys, visits
from monitoring.choices import Access, Conclusion, TemplateKind
from monitoring.models import Subject, Survey, Visit
from monitoring.rules.visits import Sheet
from monitoring.scoring import tickets
from tests.builders.registry import head_of, officer
from tests.factories.monitoring import SubjectFactory, TemplateFactory


@dataclass
class Followed:
    """A subject with an officer of its body and the head of its organisation."""

    subject: Subject
    officer: User
    head: User


def followed() -> Followed:
    subject = SubjectFactory()
    return Followed(subject, officer(subject.body), head_of(subject.organisation))


def facts(**changes: Any) -> dict[str, Any]:
    now = clock.now()
    base = {
        "template": changes.pop("template", None) or TemplateFactory(),
        "access": Access.TICKETS,
        "opens_at": now - dt.timedelta(minutes=1),
        "closes_at": now + dt.timedelta(days=7),
        "shown_from": 5,
        "reached": None,
        "per_address": 20,
        "per_hour": 300,
    }
    return base | changes


def planned(work: Followed, *, tickets: int = 20, **changes: Any) -> Survey:
    return surveys.plan(subject=work.subject, facts=facts(**changes), tickets=tickets, by=work.officer)


def opened(work: Followed, *, tickets: int = 20, **changes: Any) -> Survey:
    return surveys.open_survey(survey=planned(work, tickets=tickets, **changes), by=work.officer)


def code(survey: Survey, number: int) -> str:
    return tickets.code(settings.SECRET_KEY, survey.token, number)


def answer(survey: Survey, number: int, mark: int = 5, **more: str) -> None:
    """One answer with ticket ``number`` (or from a network of that number)."""
    visitor = (
        answers.Visitor(ticket=code(survey, number))
        if survey.access == Access.TICKETS
        else answers.Visitor(address=f"198.51.100.{number}")
    )
    answers.receive(survey=survey, typed={"q1": str(mark), "q2": "yes", **more}, visitor=visitor)


def answered(survey: Survey, marks: Iterable[int], **more: str) -> Survey:
    for number, mark in enumerate(marks, 1):
        answer(survey, number, mark, **more)
    survey.refresh_from_db()
    return survey


def visit(work: Followed, **changes: Any) -> Visit:
    """A visit that is planned for today."""
    facts = {
        "template": changes.pop("template", None) or TemplateFactory(kind=TemplateKind.CHECKLIST),
        "planned_on": local_date(clock.now()),
        "place": "School 7",
        "purpose": "",
        "is_announced": True,
    }
    return visits.plan(subject=work.subject, facts=facts | changes, by=work.officer)


def sheet(**changes: Any) -> Sheet:
    """A complete sheet with one finding, due in a week."""
    today = local_date(clock.now())
    base: dict[str, Any] = {
        "key": uuid.uuid4(),
        "done_on": today,
        "answers": {"q1": ("no", "The hall is locked, ring 8 701 123 45 67"), "q2": ("24", ""), "q3": ("", "")},
        "conclusion": Conclusion.WITH_FINDINGS,
        "summary": "Children train outside.",
        "findings": [("Open the hall", today + dt.timedelta(days=7))],
    }
    return Sheet(**(base | changes))


def reported(work: Followed, **changes: Any) -> Visit:
    """A visit with its report."""
    return visits.report(visit=visit(work), sheet=sheet(**changes), by=work.officer)

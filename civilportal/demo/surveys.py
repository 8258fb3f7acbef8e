"""Surveys of the people whom the projects of 2022 served, and one that takes answers today. Answers are invented."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from civilportal.demo.play import Contest
from civilportal.demo.stage import almaty, at
from foundation.accounts.models import User
from foundation.core import clock
from grants.actions import following
from grants.choices import ApplicationStatus
from grants.models import Application
from monitoring.actions import answers, remarks, surveys, templates
from monitoring.choices import Access, SurveyStatus
from monitoring.models import Subject, Survey, Template
from monitoring.scoring import tickets

OPENED, CLOSED = almaty("2022-11-21 09:00"), almaty("2022-12-05 18:00")
# For each project, the best first: tickets, answers, and weights of the marks from 1 to 5.
CROWDS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (40, 31, (0, 0, 1, 6, 12)),
    (40, 22, (0, 1, 2, 6, 8)),
    (30, 18, (0, 1, 3, 7, 4)),
    (30, 14, (1, 1, 4, 5, 3)),
    (30, 12, (0, 0, 2, 5, 5)),
    (20, 9, (1, 2, 3, 2, 1)),
    (20, 4, (0, 0, 1, 1, 2)),
)
WORDS = (
    "Балаларымыз күнде сұрайды, тағы болса екен.",
    "Жаттықтырушылар сабырлы, бәрін түсіндірді.",
    "Хорошо, что бесплатно и рядом с домом.",
    "Хотелось бы занятия и в выходные. Мой номер 8 701 000 00 00.",
    "Орын аз болды, жартысы түрегеп тұрды.",
    "Спасибо, маме стало легче ходить.",
)
HELD = ("yes", "yes", "yes", "yes", "no")
HEARD = ("friends", "school", "network", "akimat", "other")


def load(contest: Contest) -> None:
    """Everything that is not there yet; a second call finds it."""
    templates.load()
    officer = contest.cast.officer
    for place, application in enumerate(_winners(contest)):
        subject = _followed(application, officer)
        if not subject.surveys.exists():
            _past(subject, officer, *CROWDS[place % len(CROWDS)], seed=2022 + place)
    if not Survey.objects.filter(status=SurveyStatus.OPEN).exists():
        ask_today(subject, officer)


def is_loaded() -> bool:
    """Whether everything of this part is there; the open survey comes last."""
    return Survey.objects.filter(access=Access.LINK).exists()


def _winners(contest: Contest) -> Iterable[Application]:
    funded = Application.objects.filter(call__slug=contest.slug, status=ApplicationStatus.FUNDED)
    return funded.select_related("call", "organisation").order_by("number")


def _followed(application: Application, officer: User) -> Subject:
    with at(almaty("2022-07-04 10:00")):
        return following.follow(application=application, by=officer)


def _past(subject: Subject, officer: User, made: int, given: int, weights: tuple[int, ...], *, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - invented data, not a secret
    with at(OPENED - dt.timedelta(days=2)):
        facts = _facts(Access.TICKETS, OPENED, CLOSED, reached=made)
        survey = surveys.plan(subject=subject, facts=facts, tickets=made, by=officer)
    with at(OPENED):
        survey = surveys.open_survey(survey=survey, by=officer)
    for number in range(1, given + 1):
        with at(OPENED + (CLOSED - OPENED) * number / (given + 1)):
            code = tickets.code(settings.SECRET_KEY, survey.token, number)
            answers.receive(survey=survey, typed=_answer(chance, weights, number), visitor=answers.Visitor(ticket=code))
    with at(CLOSED):
        surveys.close(survey=survey)
    with at(CLOSED + dt.timedelta(days=1)):
        for remark in survey.remarks.exclude(batch=None).order_by("text"):
            remarks.judge(remark=remark, step="publish", by=officer)


def ask_today(subject: Subject, officer: User) -> None:
    """An open link, so that a visitor of the demo can answer and see it come in."""
    now = clock.now()
    facts = _facts(Access.LINK, now, now + dt.timedelta(days=30), reached=120)
    survey = surveys.open_survey(survey=surveys.plan(subject=subject, facts=facts, by=officer), by=officer)
    chance = random.Random(7)  # noqa: S311 - invented data, not a secret
    for number in range(1, 13):
        visitor = answers.Visitor(address=f"198.51.100.{number}")
        answers.receive(survey=survey, typed=_answer(chance, (0, 1, 2, 5, 6), number), visitor=visitor)


def _facts(access: Access, opens: dt.datetime, closes: dt.datetime, *, reached: int) -> dict[str, Any]:
    return {
        "template": Template.objects.get(code="participants", version=1),
        "access": access,
        "opens_at": opens,
        "closes_at": closes,
        "reached": reached,
    }


def _answer(chance: random.Random, weights: tuple[int, ...], number: int) -> dict[str, str]:
    mark = chance.choices((1, 2, 3, 4, 5), weights)[0]
    return {
        "satisfaction": str(mark),
        "helped": str(min(5, max(1, mark + chance.choice((-1, 0, 0))))),
        "held": chance.choice(HELD),
        "free": "yes",
        "heard": chance.choice(HEARD),
        "words": chance.choice(WORDS) if number % 4 == 0 else "",
    }

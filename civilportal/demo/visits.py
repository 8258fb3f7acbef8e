"""Visits to projects of 2022: one with a point that was mended, one with a point that is overdue, one planned for today."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from civilportal.demo.stage import almaty, at
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import local_date
from monitoring.actions import findings, visits
from monitoring.choices import Conclusion
from monitoring.models import Subject, Template, Visit
from monitoring.rules.visits import Sheet

WENT = almaty("2022-09-14 11:00")
WEEK = dt.timedelta(days=7)
FOUND = "Қатысушылар тізімі екі аптадан бері толтырылмаған."
DONE = "Тізім толтырылды, жауапты адам тағайындалды."


def load(officer: User) -> None:
    """Everything that is not there yet."""
    followed = list(Subject.objects.filter(kind="grants.application").order_by("pk")[:3])
    if Visit.objects.exists() or len(followed) < 3:
        return
    mended, late, today = followed
    finding = went(mended, officer).findings.get()
    with at(WENT + WEEK):
        findings.answer(finding=finding, text=DONE, by=_head(mended))
    with at(WENT + WEEK + dt.timedelta(days=1)):
        findings.judge(finding=finding, step="settle", text="Тізім көрілді.", by=officer)
    went(late, officer)
    visits.plan(subject=today, facts=_facts(local_date(clock.now())), by=officer)


def went(subject: Subject, officer: User, when: dt.datetime = WENT) -> Visit:
    """A visit with one point that has to be mended."""
    with at(when - WEEK):
        visit = visits.plan(subject=subject, facts=_facts(local_date(when)), by=officer)
    sheet = Sheet(
        key=uuid.uuid4(),
        done_on=local_date(when),
        answers={
            "takes-place": ("yes", ""),
            "people": ("24", ""),
            "lists": ("no", FOUND),
            "bought": ("yes", ""),
            "named": ("yes", ""),
            "reachable": ("none", ""),
            "words": ("Сабақтар ұнайды, орын аз.", ""),
        },
        conclusion=Conclusion.WITH_FINDINGS,
        summary="Сабақ кестеге сай өтіп жатты, жабдық орнында.",
        findings=[("Қатысушылар тізімін толтыру.", local_date(when) + 2 * WEEK)],
    )
    with at(when):
        return visits.report(visit=visit, sheet=sheet, by=officer)


def _facts(day: dt.date) -> dict[str, Any]:
    template = Template.objects.get(code="project-visit", version=1)
    return {"template": template, "planned_on": day, "place": "Мәдениет үйі, 2-қабат (ойдан шығарылған)"}


def _head(subject: Subject) -> User:
    return User.objects.filter(memberships__organisation=subject.organisation, memberships__role="ngo_head").get()

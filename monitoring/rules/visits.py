"""Who plans, reports and answers a visit, and what a complete report is."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Fault
from monitoring.choices import Conclusion, QuestionKind, VisitStatus
from monitoring.models import Finding, Question, Subject, Visit
from monitoring.rules import check_is_officer
from monitoring.workflow import FINDING, VISIT
from registry.rules import roles

MOST_FINDINGS = 5
LONGEST_TEXT = 4000
NO = "no"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a visitor sends. ``key`` belongs to the form that was filled in; ``reason`` only to a correction.

    ``answers``: code of a question → (value, note); ``findings``: (text, day until which it is mended).
    """

    key: uuid.UUID
    done_on: dt.date | None
    answers: dict[str, tuple[str, str]]
    conclusion: str
    summary: str
    findings: list[tuple[str, dt.date | None]] = field(default_factory=list)
    photos: list[tuple[str, File[Any]]] = field(default_factory=list)
    has_consent: bool = False
    reason: str = ""


def check_can_plan_visit(user: Any, subject: Subject) -> None:
    """An officer of the body."""
    check_is_officer(user, subject)


def check_can_report(user: Any, visit: Visit) -> None:
    """An officer of the body, for a planned visit."""
    check_is_officer(user, visit.subject)
    if visit.status == VisitStatus.DONE:
        raise Conflict(_("This visit has been reported already. To change the report, correct it and say why."))
    VISIT.step("report", visit.status)


def check_can_correct(user: Any, visit: Visit) -> None:
    """An officer of the body, for a reported visit."""
    check_is_officer(user, visit.subject)
    VISIT.step("correct", visit.status)


def check_can_cancel_visit(user: Any, visit: Visit) -> None:
    """An officer of the body, before the report."""
    check_is_officer(user, visit.subject)
    VISIT.step("cancel", visit.status)


def check_can_answer_finding(user: Any, finding: Finding) -> None:
    """The head or an editor of the organisation."""
    roles.check_can_edit_organisation(user, finding.visit.subject.organisation)
    FINDING.step("answer", finding.status)


def check_can_judge_finding(user: Any, finding: Finding, step: str) -> None:
    """An officer of the body: ``return`` or ``settle``."""
    check_is_officer(user, finding.visit.subject)
    FINDING.step(step, finding.status)


def plan_faults(planned_on: dt.date) -> list[Fault]:
    """What keeps a plan from being one."""
    is_past = planned_on < local_date(clock.now())
    return [Fault(_("Choose today or a later day."), "planned_on")] if is_past else []


def sheet_faults(sheet: Sheet, visit: Visit, questions: Iterable[Question]) -> list[Fault]:
    """Everything that keeps a report from being complete; fields as in the form."""
    faults = [fault for question in questions for fault in _answer_faults(question, sheet)]
    if sheet.done_on is None:
        faults.append(Fault(_("Enter the day of the visit."), "done_on"))
    elif sheet.done_on > local_date(clock.now()):
        faults.append(Fault(_("The day of the visit lies in the future."), "done_on"))
    if sheet.conclusion not in Conclusion.values:
        faults.append(Fault(_("Choose the conclusion."), "conclusion"))
    if not sheet.summary.strip():
        faults.append(Fault(_("Say in a few words what you saw."), "summary"))
    if sheet.photos and not sheet.has_consent:
        faults.append(Fault(_("Photographs are kept only with the consent of the people on them."), "has_consent"))
    if visit.status == VisitStatus.DONE and not sheet.reason.strip():
        faults.append(Fault(_("Say why the report is corrected."), "reason"))
    return faults + _finding_faults(sheet, visit)


def _answer_faults(question: Question, sheet: Sheet) -> list[Fault]:
    value, note = sheet.answers.get(question.code, ("", ""))
    if not value:
        return [Fault(_("Answer this question."), f"a-{question.code}")] if question.is_required else []
    if question.kind == QuestionKind.NUMBER and not is_number(value):
        return [Fault(_("Enter a number."), f"a-{question.code}")]
    if question.codes and value not in question.codes:
        return [Fault(_("Choose one of the list"), f"a-{question.code}")]
    if question.kind == QuestionKind.CHECK and value == NO and not note.strip():
        return [Fault(_("Say what is wrong."), f"n-{question.code}")]
    return []


def is_number(text: str) -> bool:
    """Whether ``text`` is a number from 0 to a billion, with a point or a comma."""
    try:
        number = Decimal(text.replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return False
    return number.is_finite() and 0 <= number <= 10**9


def _finding_faults(sheet: Sheet, visit: Visit) -> list[Fault]:
    faults = []
    for place, (text, due_on) in enumerate(sheet.findings, 1):
        if not text.strip() and due_on:
            faults.append(Fault(_("Say what has to be mended."), f"finding_{place}"))
        elif text.strip() and due_on is None:
            faults.append(Fault(_("Enter the day until which it has to be mended."), f"due_{place}"))
        elif due_on and due_on < (sheet.done_on or local_date(clock.now())):
            faults.append(Fault(_("This day lies before the visit."), f"due_{place}"))
    has_some = any(text.strip() for text, _due_on in sheet.findings) or visit.findings.exists()
    if sheet.conclusion == Conclusion.WITH_FINDINGS and not has_some:
        faults.append(Fault(_("You conclude that things have to be mended: name at least one."), "finding_1"))
    return faults

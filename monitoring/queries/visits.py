"""A visit as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Text
from foundation.core.screening import screened
from monitoring.choices import QuestionKind
from monitoring.models import Finding, FindingMove, Question, Visit, VisitPhoto


@dataclass(frozen=True, slots=True)
class Line:
    """One question with its answer, as both sides read it (``note``) and as everybody does (``public_note``)."""

    question: Question
    shown: Text
    note: str
    public_note: str
    photos: list[VisitPhoto]


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A finding with its exchange."""

    finding: Finding
    moves: list[FindingMove]
    is_overdue: bool
    public_text: str
    public_moves: list[tuple[FindingMove, str]]


def reading(visit: Visit) -> dict[str, Any]:
    """Context of the pages of a visit."""
    today = local_date(clock.now())
    findings = visit.findings.prefetch_related("moves__made_by")
    return {
        "visit": visit,
        "lines": _lines(visit),
        "public_summary": screened(visit.summary),
        "reports": list(visit.reports.select_related("sent_by").defer("content")),
        "findings": [_found(finding, today) for finding in findings],
    }


def _lines(visit: Visit) -> list[Line]:
    photos = VisitPhoto.objects.filter(report__visit=visit).select_related("document")
    of_question: dict[str, list[VisitPhoto]] = {}
    for photo in photos:
        of_question.setdefault(photo.question, []).append(photo)
    lines = []
    for question in visit.template.questions.all():
        given = visit.answers.get(question.code, {"value": "", "note": ""})
        shown, note = _shown(question, given["value"]), given["note"]
        lines.append(Line(question, shown, note, screened(note), of_question.get(question.code, [])))
    return lines


def _shown(question: Question, value: str) -> Text:
    if question.kind == QuestionKind.CHECK:
        return {"yes": _("Yes"), "no": _("No"), "none": _("Not applicable")}.get(value, "–")
    return screened(value) or "–"


def _found(finding: Finding, today: Any) -> FoundLine:
    moves = list(finding.moves.all())
    public = [(move, screened(move.text)) for move in moves]
    return FoundLine(finding, moves, finding.is_overdue(today), screened(finding.text), public)

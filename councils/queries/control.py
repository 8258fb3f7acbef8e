"""What the pages of a public control show, and the first words of its final document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from councils.models import CheckQuestion, Control, ControlFact, FinalDocument
from foundation.core.calendar import ALMATY, local_date


@dataclass(frozen=True)
class ControlSight:
    """A control with its checklist, facts and final document."""

    questions: list[CheckQuestion]
    facts: list[ControlFact]
    document: FinalDocument | None
    recommendations: list[Any]


def control_sight(control: Control) -> ControlSight:
    """Everything of one control (four queries, one more with a final document)."""
    document = FinalDocument.objects.filter(control=control).first()
    replies = document.recommendations.select_related("council", "addressee") if document else None
    return ControlSight(
        questions=list(control.questions.all()),
        facts=list(control.facts.select_related("evidence")),
        document=document,
        recommendations=list(replies.order_by("number")) if replies is not None else [],
    )


def first_words(control: Control, subjects: Sequence[str]) -> dict[str, Any]:
    """The final document as far as it writes itself from what was planned and found, in the language in force.

    ``subjects`` are the participants with their compliance, a line for each.
    """
    begins = control.starts_at.astimezone(ALMATY)
    return {
        "held_on": local_date(control.starts_at),
        "held_time": f"{begins:%H:%M}",
        "place": control.place,
        "task": control.task,
        "form": control.form,
        "subjects": "\n".join(subjects),
        "facts": "\n".join([*_checked(control), *(str(fact) for fact in control.facts.all())]),
    }


def _checked(control: Control) -> list[str]:
    return [
        f"{question.text} – {question.get_answer_display()}{f' ({question.note})' if question.note else ''}"
        for question in control.questions.exclude(answer="")
    ]

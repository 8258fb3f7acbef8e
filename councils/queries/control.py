"""What the pages of a public control show, and the first words of its final document."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from councils.models import CheckQuestion, Control, ControlFact, FinalDocument, Participant
from councils.rules.control import Check, checks_of, fits
from foundation.core.calendar import ALMATY, local_date


@dataclass(frozen=True)
class Person:
    """A participant with what the portal has checked."""

    participant: Participant
    checks: list[Check]

    @property
    def fits(self) -> bool:
        return fits(self.participant, self.checks)

    @property
    def has_sign(self) -> bool:
        """Whether something speaks against it that only a reason can settle."""
        return any(check.is_met is False for check in self.checks if check.code != "declared")


@dataclass(frozen=True)
class ControlSight:
    """A control with its people, checklist, facts and final document."""

    people: list[Person]
    questions: list[CheckQuestion]
    facts: list[ControlFact]
    document: FinalDocument | None
    recommendations: list[Any]

    @property
    def answered(self) -> int:
        """Questions of the checklist that have an answer."""
        return sum(bool(question.answer) for question in self.questions)


def control_sight(control: Control, today: dt.date) -> ControlSight:
    """Everything of one control; what is checked of a person asks two queries for each."""
    document = FinalDocument.objects.filter(control=control).first()
    replies = document.recommendations.select_related("council", "addressee") if document else None
    return ControlSight(
        people=people_of(control, today),
        questions=list(control.questions.all()),
        facts=list(control.facts.select_related("evidence")),
        document=document,
        recommendations=list(replies.order_by("number")) if replies is not None else [],
    )


def people_of(control: Control, today: dt.date) -> list[Person]:
    """Participants with their checks as of now."""
    rows = control.participants.select_related("seat", "organisation")
    return [Person(one, checks_of(one, control, today)) for one in rows]


def first_words(control: Control, today: dt.date) -> dict[str, Any]:
    """The final document as far as it writes itself from what was planned and found, in the language in force."""
    begins = control.starts_at.astimezone(ALMATY)
    return {
        "held_on": local_date(control.starts_at),
        "held_time": f"{begins:%H:%M}",
        "place": control.place,
        "task": control.task,
        "form": control.form,
        "subjects": "\n".join(_subject(person) for person in people_of(control, today)),
        "facts": "\n".join([*_checked(control), *(str(fact) for fact in control.facts.all())]),
    }


def _subject(person: Person) -> str:
    one = person.participant
    whole = f"{one.full_name} ({one.get_part_display()})"
    verdict = _("fits the demands") if person.fits else _("does not fit the demands")
    reason = f"; {one.dismissed_reason}" if one.dismissed_reason else ""
    return f"{whole}: {verdict}{reason}"


def _checked(control: Control) -> list[str]:
    return [
        f"{question.text} – {question.get_answer_display()}{f' ({question.note})' if question.note else ''}"
        for question in control.questions.exclude(answer="")
    ]

"""What is wrong with the own questions of a call, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from grants.choices import QuestionKind
from grants.models.questions import LANGUAGES, answers_of

QUESTIONS_MAX, OPTIONS_MAX = 30, 30
ASKING = (QuestionKind.CHOICE, QuestionKind.YES_NO)

Question = Mapping[str, Any]


def question_faults(questions: Sequence[Question]) -> list[Fault]:
    """``Fault.field`` is the control of the form: ``rows-<index>-<name>``, or ``rows`` for the whole."""
    found: list[Fault] = []
    if len(questions) > QUESTIONS_MAX:
        found.append(Fault(_("There can be %(most)s questions at most") % {"most": QUESTIONS_MAX}, field="rows"))
    for index, question in enumerate(questions):
        found += [Fault(message, field=f"rows-{index}-{name}") for name, message in _faults(questions, index, question)]
    return found


def _faults(questions: Sequence[Question], index: int, question: Question) -> Iterator[tuple[str, Any]]:
    for language in LANGUAGES:
        if not question.get(f"label_{language}"):
            yield f"label_{language}", _("Write the question in all three languages")
    if question["key"] in [one["key"] for one in questions[:index]]:
        yield "key", _("Another question has this key already")
    if question.get("kind") not in QuestionKind.values:
        yield "kind", _("Choose what the question is answered with")
    if question.get("kind") == QuestionKind.CHOICE:
        yield from _option_faults(question.get("options", []))
    if question.get("when"):
        yield from _when_faults(questions[:index], question["when"])


def _option_faults(options: Sequence[Question]) -> Iterator[tuple[str, Any]]:
    if not 1 < len(options) <= OPTIONS_MAX:
        yield "options", _("Write from 2 to %(most)s answers, one on each line") % {"most": OPTIONS_MAX}
    if any(not option.get(f"label_{language}") for option in options for language in LANGUAGES):
        yield "options", _("Write each answer in three languages: Kazakh | Russian | English")


def _when_faults(earlier: Sequence[Question], when: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    asked = next((one for one in earlier if one["key"] == when.get("question")), None)
    if asked is None:
        yield "when_number", _("Name a question that stands before this one")
    elif asked["kind"] not in ASKING:
        yield "when_number", _("Only a question with «yes or no» or a list can decide about another one")
    elif when.get("value") not in [value for value, _label in answers_of(asked)]:
        yield "when_answer", _("Name one of the answers of that question")

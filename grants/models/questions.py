"""Own questions of a call, kept with it as data: what they look like, and the section that is made of them.

``Call.questions`` is a list of mappings::

    {"key": "q1", "kind": "choice", "label_kk": …, "label_ru": …, "label_en": …, "hint_kk": …, "hint_ru": …, "hint_en": …,
     "is_required": true, "options": [{"key": "o1", "label_kk": …, …}], "when": {"question": "q0", "value": "yes"}}

``when`` is left out for a question that is always asked. A key is never given twice in a call, also after a question is
taken out, so an answer always belongs to the question that it was typed for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.content.items import Choices, Item, Kind, Part
from foundation.core.text import FALLBACKS, localized_value
from grants.choices import QuestionKind, SectionName

YES, NO = "yes", "no"
YES_NO = ((YES, _("Yes")), (NO, _("No")))
FILES = "files"
_KINDS: dict[str, Kind] = {
    QuestionKind.LINE: Kind.LINE,
    QuestionKind.TEXT: Kind.TEXT,
    QuestionKind.NUMBER: Kind.NUMBER,
    QuestionKind.CHOICE: Kind.CHOICE,
    QuestionKind.YES_NO: Kind.CHOICE,
    QuestionKind.DATE: Kind.DATE,
    QuestionKind.FILE: Kind.CHOICE,
}
LANGUAGES = tuple(FALLBACKS)

Question = Mapping[str, Any]


def part_of(questions: Iterable[Question]) -> Part:
    """The section of an application that asks ``questions``, in the reader's language."""
    return Part(
        SectionName.QUESTIONS,
        SectionName.QUESTIONS.label,
        intro=_("What this call asks besides. Some questions appear when another answer makes them needed."),
        items=tuple(_item(question) for question in questions),
    )


def _item(question: Question) -> Item:
    kind, when = question["kind"], question.get("when") or {}
    return Item(
        question["key"],
        localized_value(question, "label"),
        _KINDS[kind],
        _("Answer this question") if question.get("is_required") else "",
        hint=localized_value(question, "hint") or _hint(kind),
        longest=3000 if kind == QuestionKind.TEXT else 300,
        choices=list_name(question),
        width=10 if kind in (QuestionKind.NUMBER, QuestionKind.DATE) else 0,
        tells_who=kind == QuestionKind.FILE,
        when=(str(when["question"]), str(when["value"])) if when else (),
    )


def _hint(kind: str) -> Any:
    if kind == QuestionKind.FILE:
        return _("Add the file under «Attachments» first, then choose it here.")
    return ""


def list_name(question: Question) -> str:
    """Under which name of the choices the list of ``question`` stands."""
    if question["kind"] == QuestionKind.FILE:
        return FILES
    return f"question-{question['key']}"


def lists_of(questions: Iterable[Question]) -> Choices:
    """The lists that the choices of ``questions`` are taken from; files come from the application."""
    return {list_name(one): answers_of(one) for one in questions if one["kind"] != QuestionKind.FILE}


def answers_of(question: Question) -> list[tuple[str, Any]]:
    """What can be chosen as the answer, as (value, label); empty for a question with a free answer."""
    if question["kind"] == QuestionKind.YES_NO:
        return list(YES_NO)
    return [(option["key"], localized_value(option, "label")) for option in question.get("options", [])]

"""Which sections a call asks for, and which of its own questions an answer makes needed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from foundation.core.content import changes, reading
from foundation.core.content.forms import section_forms
from foundation.core.content.items import Kind
from grants.choices import CallKind
from grants.models import Call
from grants.models import questions as own
from grants.models.content import PARTS
from grants.models.parts import main_part, parts_of
from grants.models.premium_content import PREMIUM_PARTS


def question(key: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label_kk": f"{key} kk", "label_ru": f"{key} ru", "label_en": f"{key} en"} | more


QUESTIONS = [
    question("q1", "yes_no", is_required=True),
    question("q2", "line", is_required=True, when={"question": "q1", "value": "yes"}),
    question("q3", "date", when={"question": "q2", "value": "x"}),
    question("q4", "choice", options=[{"key": "o1", "label_kk": "бір", "label_ru": "один", "label_en": "one"}]),
]


def test_a_premium_asks_for_less_than_a_grant_and_own_questions_come_last() -> None:
    grant, premium = Call(kind=CallKind.SHORT), Call(kind=CallKind.PREMIUM, questions=QUESTIONS)

    assert list(parts_of(grant)) == list(PARTS)
    assert list(parts_of(premium)) == [*PREMIUM_PARTS, "questions"]
    assert (main_part(grant), main_part(premium)) == ("project", "nomination")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({}, ["q1", "q4"]),
        ({"q1": "no", "q2": "x"}, ["q1", "q4"]),
        ({"q1": "yes"}, ["q1", "q2", "q4"]),
        ({"q1": "yes", "q2": "x"}, ["q1", "q2", "q3", "q4"]),
        # What stands in a field that is not asked asks nothing further.
        ({"q1": "no", "q2": "x", "q3": "01.02.2026"}, ["q1", "q4"]),
    ],
)
def test_a_question_that_depends_on_another_is_asked_only_for_its_answer(
    typed: dict[str, str], asked: list[str]
) -> None:
    part, lists = own.part_of(QUESTIONS), own.lists_of(QUESTIONS)

    assert [item.name for item in part.asked(typed)] == asked
    assert list(section_forms(part, typed, lists).form.fields) == asked
    assert list(reading.canonical(part, typed, lists)) == asked
    found: list[Any] = []
    reading.Reader(lists, str, found).part(part, typed)
    missing = [name for name in ("q1", "q2") if name in asked and not typed.get(name)]
    assert [fault.field for fault in found] == missing


def test_labels_and_answers_are_in_the_readers_language() -> None:
    with translation.override("ru"):
        part, lists = own.part_of(QUESTIONS), own.lists_of(QUESTIONS)
        shown = [
            changes.shown(item, value, lists) for item, value in zip(part.items, ("no", "", "", "o1"), strict=True)
        ]

        assert (part.items[0].label, shown) == ("q1 ru", ["Нет", "–", "–", "один"])


@pytest.mark.parametrize("text", ["31.12.2026", "2026-12-31"])
def test_a_date_is_read_kept_and_shown(text: str) -> None:
    part = own.part_of([question("q1", "date")])

    assert part.items[0].kind is Kind.DATE
    assert reading.canonical(part, {"q1": text}, {}) == {"q1": "2026-12-31"}
    assert changes.shown(part.items[0], "2026-12-31", {}) == "31 December 2026"
    assert changes.shown(part.items[0], "soon", {}) == "soon"
    with pytest.raises(ValidationError, match="day, month and year"):
        part.items[0].read("31.12", {})

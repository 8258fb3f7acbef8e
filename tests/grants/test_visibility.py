from __future__ import annotations

import pytest

from grants.choices import CallStatus
from grants.models import Call
from grants.visibility import experts_are_named, results_are_public, without_names


@pytest.mark.parametrize("status", CallStatus.values)
def test_results_are_public_from_the_decision_on(status: str) -> None:
    assert results_are_public(Call(status=status)) is (status == CallStatus.DECIDED)
    assert experts_are_named(Call(status=status)) is (status == CallStatus.DECIDED)
    assert experts_are_named(Call(status=status, names_experts=False)) is False


def document(people: tuple[str, ...] = (), **organisation: str) -> dict:
    return {"organisation": organisation, "sections": {"team": {"rows": [{"full_name": name} for name in people]}}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Фонд «Зелёный берег» сажает", "Фонд «[…]» сажает"),
        ("зелёный берег, Зелёный Берег", "[…], […]"),
        ("БСН 450140000015.", "БСН […]."),
        ("Руководит Вымышлена Особа", "Руководит […]"),
        ("ОФ «Зелёный берег» и все", "[…] и все"),
        ("Зелёный лес", "Зелёный лес"),
    ],
)
def test_names_are_hidden_wherever_they_stand(text: str, expected: str) -> None:
    sent = document(("Вымышлена Особа",), name_ru="ОФ «Зелёный берег»", bin="450140000015")

    assert without_names(text, sent) == expected


def test_names_are_hidden_inside_tables_and_other_values_stay() -> None:
    sent = document(name_en="Green Bank Fund")
    content = [{"heading": "Plan", "table": {"rows": [["Green Bank Fund", 5, None]], "numbers": [1]}}]

    assert without_names(content, sent) == [{"heading": "Plan", "table": {"rows": [["[…]", 5, None]], "numbers": [1]}}]


def test_short_names_stay_because_they_are_words() -> None:
    assert without_names("Сад и сады", document(("Ан",), name_ru="ОФ «Сад»")) == "Сад и сады"


def test_nothing_to_hide() -> None:
    assert without_names("Text", document()) == "Text"

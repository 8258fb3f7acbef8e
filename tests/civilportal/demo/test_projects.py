from __future__ import annotations

import string
from collections import Counter
from decimal import Decimal

import pytest

from civilportal.demo import marks, projects
from civilportal.demo.data import read
from civilportal.demo.ngos import REGIONS
from grants.choices import CheckItem

AMOUNT = Decimal(500_000)


def every() -> list[projects.Project]:
    return [
        projects.write(idea, region="310000000", amount=AMOUNT, names=["A", "B", "C"], seed=seed)
        for seed, idea in enumerate(projects.ideas())
    ]


def said(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in said(item)]
    if isinstance(value, list):
        return [text for item in value for text in said(item)]
    return [str(value)]


def test_there_are_sixty_ideas_half_in_each_language() -> None:
    written = every()

    assert Counter(project.language for project in written) == {"ru": 30, "kk": 30}
    assert len({project.title for project in written}) == 60


def test_no_text_has_a_gap() -> None:
    texts = [text for project in every() for text in said(project.sections)]

    assert [text for text in texts if "{" in text or "}" in text] == []
    assert [text for text in texts if "  " in text] == []


@pytest.mark.parametrize("amount", [AMOUNT, Decimal(420_000), Decimal(380_000)])
def test_budget_lines_come_to_what_is_asked_for(amount: Decimal) -> None:
    for seed, idea in enumerate(projects.ideas()):
        budget = projects.write(idea, region="750000000", amount=amount, names=[], seed=seed).sections["budget"]
        costs = [
            Decimal(row["quantity"]) * Decimal(row["unit_cost"]) - Decimal(row["own"] or 0) for row in budget["rows"]
        ]

        assert sum(costs) == amount == Decimal(budget["requested"])
        assert min(costs) > 0


def test_steps_stay_within_the_term() -> None:
    for project in every():
        months = int(project.sections["project"]["months"])
        for row in project.sections["work_plan"]["rows"]:
            assert 1 <= int(row["first_month"]) <= int(row["last_month"]) <= months


@pytest.mark.parametrize("language", projects.LANGUAGES)
def test_each_fault_is_of_one_item_and_shows_in_the_text(language: str) -> None:
    idea = next(idea for idea in projects.ideas() if idea.language == language)
    plain = projects.write(idea, region="310000000", amount=AMOUNT, names=[], seed=1)
    for fault in projects.faults(language):
        project = projects.write(idea, region="310000000", amount=AMOUNT, names=[], seed=1, fault=fault)

        assert project.fault is not None
        assert project.fault.item in CheckItem.values
        assert "{" not in project.fault.reason
        assert project.sections != plain.sections


def test_every_region_has_a_town() -> None:
    assert set(read("places.toml")) == set(REGIONS)


def test_marks_are_whole_and_each_has_a_reason() -> None:
    project = every()[0]
    for level in (1.0, 5.5, 9.5):
        for expert in range(3):
            sheet = marks.sheet(level=level, expert=expert, language="ru", words=project.words, seed=3)

            assert [0 <= mark <= marks.HIGHEST for mark in sheet.marks] == [True] * 5
            assert list(sheet.comments) == list(marks.WEIGHTS)
            assert [text for text in sheet.comments.values() if "{" in text or not text] == []


def test_weights_make_a_hundred_points_of_tens() -> None:
    assert sum(Decimal(weight) for weight in marks.WEIGHTS.values()) * marks.HIGHEST == 100


@pytest.mark.parametrize("mark", range(11))
def test_a_mark_is_explained_in_words_of_its_height(mark: int) -> None:
    assert marks.band(mark) == ("low" if mark < 5 else "middle" if mark < 8 else "high")


def test_reasons_name_only_what_an_application_has() -> None:
    known = {"people", "months", "indicator", "line", "step"}
    for by_criterion in read("reasons.toml")["comments"].values():
        for bands in by_criterion.values():
            for text in (text for texts in bands.values() for text in texts):
                assert {name for _text, name, *_rest in string.Formatter().parse(text) if name} <= known

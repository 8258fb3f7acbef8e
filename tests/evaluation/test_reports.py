"""Each step of an explanation as a line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from evaluation.reports import explanation_lines, split_steps
from evaluation.reports.judging_words import _of_experts, _of_members
from evaluation.reports.quality import JudgeRow, agreement_rows, judge_rows
from evaluation.scoring.agreement import Agreement
from evaluation.scoring.engine import compute
from evaluation.scoring.explanation import explain
from evaluation.scoring.line import Line
from evaluation.scoring.quality import Judge, assess
from tests.evaluation.scoring.documents import criterion, document


def lines(inputs: dict, number: int = 1) -> list[tuple[str, str]]:
    steps = {result.number: steps for result, steps in explain(compute(inputs))}[number]
    return explanation_lines(split_steps(steps)[0], {"one": "Goal", "two": "Plan"})


def test_what_would_be_without_an_expert() -> None:
    inputs = document([[[500, 500], [900, 700]], [[600, 600]]])
    found = explain(compute(inputs))
    steps = {result.number: split_steps(steps)[1] for result, steps in found}

    assert explanation_lines(steps[1], {}) == [
        ("Without Expert 1", "total 16.00, rank 1"),
        ("Without Expert 2", "total 10.00, rank 2"),
        ("Ranks when each member of the panel is left out in turn (2 members)", "1–2"),
    ]
    assert explanation_lines(steps[2], {}) == [
        ("Without Expert 1", "no score sheet would be left: no total, no rank"),
        ("Ranks when each member of the panel is left out in turn (2 members)", "1–2"),
    ]


def test_an_entry_without_sheets() -> None:
    assert lines(document([[]])) == [("Submitted score sheets", "None: there is no total and no rank")]


def test_the_median() -> None:
    assert lines(document([[[100, 0], [900, 0], [500, 0]]], aggregation="median"))[3] == (
        "Median of the sheets, rounded half up to two places",
        "1.00; 5.00; 9.00 → 5.00",
    )


def test_the_trimmed_mean() -> None:
    mean = "Mean of the sheets, rounded half up to two places"

    assert lines(document([[[100, 0], [900, 0], [500, 0]]], aggregation="trimmed"))[3:5] == [
        ("Left out: the highest and the lowest sheet", "9.00; 1.00"),
        (mean, "5.00 ÷ 1 = 5.00"),
    ]
    assert lines(document([[[100, 0]]], aggregation="trimmed"))[1:3] == [
        ("Leaving out the highest and the lowest needs three sheets", "1 sheet: none is left out"),
        (mean, "1.00 ÷ 1 = 1.00"),
    ]


@pytest.mark.parametrize(("mark", "word"), [(600, "≥ 6.00: reached"), (500, "< 6.00: not reached")])
def test_pass_marks(mark: int, word: str) -> None:
    criteria = [criterion("one", pass_mark="6.00"), criterion("two")]

    assert lines(document([[[mark, 0]]], criteria=criteria, pass_mark="6.00"))[2:4] == [
        ("Pass mark of the total", f"{mark // 100}.00 {word}"),
        ("Pass mark of “Goal”", f"{mark // 100}.00 {word}"),
    ]


def test_ties() -> None:
    decided = document([[[500, 500]], [[600, 400]]], tie_rule="first_criterion")

    assert lines(decided)[-2:] == [
        ("Same total as entries 2; the tie rule decides by “Goal”", "5.00"),
        ("Rank", "2 of 2"),
    ]
    assert lines(document([[[500, 500]]] * 13))[-2:] == [
        ("The rank is shared with entries", "2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more"),
        ("Rank", "1 of 13"),
    ]


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    inputs = document([[[125, 100]]], criteria=[criterion("one", weight="0.30"), criterion("two")])

    with translation.override("kk"):
        values = [value for _, value in lines(inputs)]

    assert values[:2] == ["1,375", "1,375 ÷ 1 = 1,38"]


def test_what_alpha_means() -> None:
    quality = replace(
        assess(document([[[500, 500]]]), line=Line()),
        agreement=[
            Agreement("", 812, 9, interval=(-20, 903)),
            Agreement("one", 700, 9),
            Agreement("two", -120, 9),
            Agreement("x", None, 9),
        ],
        judges=[Judge(1, 3, None, 0, 2)],
    )

    assert agreement_rows(quality, {"one": "Goal", "two": "Plan"}, _of_experts()) == [
        ("Totals", "0.812", "−0.020 … 0.903", "The experts agree well"),
        ("Goal", "0.700", "–", "The experts agree roughly: conclusions are tentative"),
        ("Plan", "−0.120", "–", "The experts hardly agree: look at the entries with a large difference"),
        ("x", "–", "–", "Cannot be said: too few marks, or all are equal"),
    ]
    assert judge_rows(quality) == [JudgeRow("Expert 1", 3, "–", "–", 0, 2, None)]
    assert judge_rows(quality, {1: 3})[0].quick == 3


def test_both_stages_have_the_same_sentences() -> None:
    assert _of_experts().keys() == _of_members().keys()

"""The edges, each with its figure written out by hand."""

from __future__ import annotations

import pytest

from evaluation.scoring.canonical import canonical, digest
from evaluation.scoring.engine import compute
from evaluation.scoring.explanation import explain
from evaluation.scoring.inputs import input_faults, read_rubric, rubric_faults
from evaluation.scoring.numbers import exact_text, half_up, hundredths, text
from tests.evaluation.scoring.documents import criterion, document


def published(inputs: dict) -> list[tuple]:
    """(number, total, rank, is it passing) in the order of the ranking."""
    return [
        (result.number, None if result.total is None else text(result.total), result.rank, result.is_passing)
        for result in compute(inputs).results
    ]


def codes(inputs: dict, number: int) -> list[str]:
    found = {result.number: steps for result, steps in explain(compute(inputs))}
    return [step["code"] for step in found[number] if step["code"] not in {"without_expert", "rank_range"}]


def test_a_round_without_entries_is_an_empty_ranking() -> None:
    outcome = compute(document([]))

    assert (outcome.results, outcome.summary["entries"], outcome.summary["highest"]) == ([], 0, None)


def test_one_expert_is_enough_for_a_total() -> None:
    assert published(document([[[800, 700]]])) == [(1, "15.00", 1, True)]


def test_an_entry_without_sheets_has_no_rank_and_stands_last() -> None:
    inputs = document([[], [[100, 100]]])

    assert published(inputs) == [(2, "2.00", 1, True), (1, None, None, None)]
    assert codes(inputs, 1) == ["no_sheets"]


def test_no_valid_sheet_at_all() -> None:
    outcome = compute(document([[], []]))

    assert [result.rank for result in outcome.results] == [None, None]
    assert (outcome.summary["ranked"], outcome.summary["passing"]) == (0, 0)


def test_all_equal_marks_share_the_first_rank() -> None:
    inputs = document([[[500, 500]] * 3] * 3, tie_rule="first_criterion")

    assert [row[2] for row in published(inputs)] == [1, 1, 1]
    assert codes(inputs, 2)[-2:] == ["tie_shared", "rank"]


def test_after_a_shared_rank_the_next_numbers_are_left_out() -> None:
    inputs = document([[[500, 500]], [[900, 900]], [[400, 600]], [[100, 100]]])

    assert [(row[0], row[2]) for row in published(inputs)] == [(2, 1), (1, 2), (3, 2), (4, 4)]


def test_the_tie_rule_looks_at_the_criteria_in_their_order() -> None:
    inputs = document([[[500, 500]], [[600, 400]], [[400, 600]], [[600, 400]]], tie_rule="first_criterion")

    assert [(row[0], row[2]) for row in published(inputs)] == [(2, 1), (4, 1), (1, 3), (3, 4)]
    assert codes(inputs, 2)[-3:] == ["tie_decided", "tie_shared", "rank"]
    steps = {result.number: steps for result, steps in explain(compute(inputs))}[1]
    assert steps[-2]["params"] == {"others": [2, 4, 3], "count": 3, "criterion": "one", "mean": "5.00"}


def test_long_ties_name_ten_and_count_all() -> None:
    inputs = document([[[500, 500]]] * 25)

    steps = {result.number: steps for result, steps in explain(compute(inputs))}[1]

    assert steps[-2]["params"] == {"others": list(range(2, 12)), "count": 24}


def test_totals_are_rounded_half_up_once_at_the_end() -> None:
    # 0.01 + 0.00 over two sheets is 0.005, and 2/3 is 0.666…
    half = document([[[1, 0], [0, 0]]], criteria=[criterion("one", step="0.01"), criterion("two", step="0.01")])
    thirds = document([[[100, 0], [100, 0], [0, 0]]])

    assert [published(half)[0][1], published(thirds)[0][1]] == ["0.01", "0.67"]


def test_ranks_go_by_the_published_totals_not_by_hidden_digits() -> None:
    scale = [criterion("one", weight="0.01", step="0.01", maximum="100.00"), criterion("two")]
    inputs = document([[[101, 100]], [[102, 100]]], criteria=scale)

    assert published(inputs) == [(1, "1.01", 1, True), (2, "1.01", 1, True)]


@pytest.mark.parametrize(
    ("aggregation", "total", "expected"),
    [
        ("mean", "8.60", ["sheet"] * 5 + ["mean", "rank"]),
        ("median", "10.00", ["sheet"] * 5 + ["median", "rank"]),
        ("trimmed", "8.00", ["sheet"] * 5 + ["left_out", "mean", "rank"]),
    ],
)
def test_aggregations(aggregation: str, total: str, expected: list[str]) -> None:
    sheets = [[0, 0], [500, 500], [900, 200], [300, 0], [1000, 900]]

    inputs = document([sheets], aggregation=aggregation)

    assert (published(inputs)[0][1], codes(inputs, 1)) == (total, expected)


def test_two_sheets_cannot_be_trimmed_and_the_explanation_says_so() -> None:
    inputs = document([[[0, 0], [1000, 900]]], aggregation="trimmed")

    assert (published(inputs)[0][1], codes(inputs, 1)) == (
        "9.50",
        ["sheet", "sheet", "too_few_to_trim", "mean", "rank"],
    )


def test_the_median_of_two_is_their_mean() -> None:
    assert published(document([[[0, 0], [1000, 900]]], aggregation="median"))[0][1] == "9.50"


@pytest.mark.parametrize(
    ("marks", "passing", "expected"),
    [
        ([700, 500], True, ["sheet", "passed", "criterion_passed", "rank"]),
        ([700, 400], False, ["sheet", "failed", "criterion_passed", "rank"]),
        ([500, 1000], False, ["sheet", "passed", "criterion_failed", "rank"]),
        ([500, 100], False, ["sheet", "failed", "criterion_failed", "rank"]),
    ],
)
def test_passing_needs_the_total_and_each_criterion(marks: list[int], passing: bool, expected: list[str]) -> None:
    criteria = [criterion("one", pass_mark="6.00"), criterion("two")]

    inputs = document([[marks]], criteria=criteria, pass_mark="12.00")

    assert published(inputs)[0][3] is passing
    assert [code for code in codes(inputs, 1) if code != "mean"] == expected


def test_a_sheet_shows_every_decimal_of_its_total() -> None:
    inputs = document([[[125, 100]]], criteria=[criterion("one", weight="0.30"), criterion("two")])

    _, steps = next(explain(compute(inputs)))

    assert steps[0] == {"code": "sheet", "params": {"expert": 1, "total": "1.375"}}
    assert steps[1] == {"code": "mean", "params": {"sum": "1.375", "count": 1, "total": "1.38"}}


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({}, []),
        ({"maximum_total": "30.00"}, [("weights_do_not_sum", "")]),
        ({"pass_mark": "20.01"}, [("pass_mark_too_high", "")]),
        ({"criteria": [criterion("one", step="3.00"), criterion("two")]}, [("step_does_not_divide", "one")]),
        ({"criteria": [criterion("one"), criterion("two", pass_mark="11.00")]}, [("criterion_pass_mark", "two")]),
    ],
)
def test_what_makes_a_rubric_unusable(values: dict, faults: list) -> None:
    assert rubric_faults(read_rubric(document([], **values)["rubric"])) == faults


def test_a_rubric_without_criteria_is_unusable() -> None:
    rubric = document([])["rubric"] | {"criteria": []}

    assert rubric_faults(read_rubric(rubric)) == [("no_criteria", "")]


def test_broken_inputs_are_told_apart() -> None:
    inputs = document([[[100, 100], [100]], [[100, 1100]], [[150, 100]]])
    inputs["entries"][2]["number"] = 1
    inputs["entries"][1]["sheets"] *= 2

    assert list(input_faults(inputs)) == [
        "two entries have the same number",
        "entry 1, expert 2: 1 marks for 2 criteria",
        "entry 2: an expert has two sheets",
        "entry 2, expert 1, two: 1100 is off the scale",
        "entry 2, expert 1, two: 1100 is off the scale",
        "entry 1, expert 1, one: 150 is off the scale",
    ]


def test_a_sheet_total_needs_every_mark() -> None:
    with pytest.raises(ValueError, match="shorter"):
        read_rubric(document([])["rubric"]).sheet_total([100])


def test_numbers() -> None:
    assert (hundredths("1.50"), text(-150), text(5), exact_text(731250), exact_text(730000)) == (
        150,
        "-1.50",
        "0.05",
        "73.125",
        "73.00",
    )
    assert (half_up(1, 2), half_up(1, 3), half_up(0, 7)) == (1, 0, 0)
    for wrong in ("0.001", "NaN", "Infinity"):
        with pytest.raises(ValueError, match="decimal"):
            hundredths(wrong)


def test_the_canonical_form_is_fixed() -> None:
    assert canonical({"b": [1, None], "a": "ә"}) == '{"a":"ә","b":[1,null]}'.encode()
    assert digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_a_sheet_with_a_mark_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="one mark per criterion"):
        compute(document([[[100, 100], [100]]]))

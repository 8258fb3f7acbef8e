from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.inputs import read_rubric
from evaluation.scoring.numbers import decimal_of
from evaluation.scoring.weights import from_percent, make_a_whole, percent_sum, to_percent


@given(st.integers(1, 100))
def test_a_whole_percentage_comes_back_exactly(percent: int) -> None:
    assert to_percent(from_percent(Decimal(percent))) == percent


def test_half_a_percent_is_refused() -> None:
    with pytest.raises(ValueError, match="not a whole percentage"):
        from_percent(Decimal("12.5"))


@given(st.lists(st.integers(1, 98), min_size=1, max_size=8))
def test_the_sum_is_that_of_the_percentages(percents: list[int]) -> None:
    weights = [from_percent(Decimal(item)) for item in percents]

    assert (percent_sum(weights), make_a_whole(weights)) == (sum(percents), sum(percents) == 100)


@st.composite
def percent_sheets(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Percentages that make 100, and a mark (hundredths on a scale from 1 to 5) for each."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=6)))
    percents = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    return percents, [draw(st.integers(2, 10)) * 50 for _ in percents]


@given(percent_sheets())
def test_the_total_of_a_percentage_rubric_is_a_weighted_mean_inside_the_scale(
    sheet: tuple[list[int], list[int]],
) -> None:
    percents, marks = sheet
    criteria = [
        {
            "code": f"c{number}",
            "weight": str(from_percent(Decimal(percent))),
            "minimum": "1",
            "maximum": "5",
            "step": "0.5",
            "pass_mark": None,
        }
        for number, percent in enumerate(percents)
    ]
    rubric = read_rubric(
        {"aggregation": "mean", "tie_rule": "shared", "maximum_total": "5", "pass_mark": None, "criteria": criteria}
    )

    total = rubric.sheet_total(marks)

    assert total == sum(percent * mark for percent, mark in zip(percents, marks, strict=True))
    assert min(marks) * 100 <= total <= max(marks) * 100
    assert decimal_of(total) / 100 <= 5

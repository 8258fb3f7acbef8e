"""Marks of an expert council: sums and means of the same raw marks."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from socialorder.scoring.results import band, outcome

sheets = st.integers(1, 9).flatmap(
    lambda experts: st.lists(
        st.lists(st.integers(1, 5).map(Decimal), min_size=5, max_size=5), min_size=experts, max_size=experts
    )
)


@given(sheets)
def test_sum_and_mean_are_of_the_same_marks(given_marks):
    found = outcome(given_marks)
    experts = len(given_marks)

    assert found.experts == experts
    assert found.sum == sum(sum(sheet) for sheet in given_marks)
    assert abs(found.mean * experts * 5 - found.sum) <= Decimal("0.005") * experts * 5
    assert abs(found.of_expert * experts - found.sum) <= Decimal("0.005") * experts
    assert all(1 <= one.mean <= 5 and experts <= one.sum <= 5 * experts for one in found.criteria)
    assert outcome(given_marks[::-1]).sum == found.sum


def test_two_ways_to_print_the_same_council_of_a_published_report():
    """Three experts: 15 + 13 + 13 + 13 + 15 = 69 of 75 (domain facts 3.2)."""
    marks = [[5, 5, 4, 5, 5], [5, 4, 5, 4, 5], [5, 4, 4, 4, 5]]
    found = outcome([[Decimal(mark) for mark in sheet] for sheet in marks])

    assert [int(one.sum) for one in found.criteria] == [15, 13, 13, 13, 15]
    assert (found.sum, found.of_expert, found.mean) == (69, Decimal("23.00"), Decimal("4.60"))


def test_words_begin_at_their_border():
    bands = [{"from": "4.50", "en": "very high"}, {"from": "3.50", "en": "high"}]
    words = [band(Decimal(mean), bands).get("en", "") for mean in ("4.50", "4.49", "3.49")]
    assert words == ["very high", "high", ""]

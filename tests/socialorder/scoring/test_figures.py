"""Sums of orders add up, however they are divided."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from socialorder.scoring.figures import OWN, PLACED, Cell, Sums, broken_down, fewest_for_half, share, together

money = st.decimals(min_value=0, max_value=10**13, places=2)
sums = st.builds(Sums, st.integers(0, 5000), money, money, money)
few = st.sampled_from(("", "a", "b", "c"))
cells = st.lists(
    st.builds(Cell, st.integers(2020, 2023), few, st.integers(0, 3), few, few, st.sampled_from((OWN, PLACED)), sums)
)


@given(cells, st.sampled_from(("year", "region", "sphere", "body", "level")))
def test_every_total_is_the_sum_of_its_rows_and_the_same_however_orders_are_divided(listed, name):
    parts = broken_down(listed, lambda cell: getattr(cell, name))

    assert parts.total.both == together(line.both for line in parts.lines) == together(cell.sums for cell in listed)
    assert parts.total.own == together(cell.sums for cell in listed if cell.origin == OWN)
    assert parts.total.own + parts.total.placed == parts.total.both
    assert [line.key for line in parts.lines] == list(dict.fromkeys(getattr(cell, name) for cell in listed))


@given(st.lists(st.decimals(min_value="0.01", max_value=10**12, places=2), min_size=1, max_size=40))
def test_half_of_the_money_is_with_the_fewest(amounts):
    count, listed = fewest_for_half(amounts), sorted(amounts, reverse=True)

    assert sum(listed[:count]) * 2 >= sum(listed)
    assert sum(listed[: count - 1]) * 2 < sum(listed)


@given(st.lists(st.decimals(min_value="0.01", max_value=10**12, places=2), min_size=1, max_size=40))
def test_shares_come_to_a_hundred_but_for_rounding(amounts):
    whole = sum(amounts, Decimal(0))
    shares = [share(one, whole) for one in amounts]

    assert abs(sum(shares, Decimal(0)) - 100) <= Decimal("0.05") * len(amounts)
    assert share(Decimal(0), Decimal(0)) is None
    assert fewest_for_half([]) == 0

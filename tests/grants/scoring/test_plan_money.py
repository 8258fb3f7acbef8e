"""The sums of a plan add up to the tiyn, whatever the numbers."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from grants.scoring.plan_money import amount_of, left, planned

MULTIPLES = st.lists(st.decimals(min_value=0, max_value=100_000, places=2), max_size=12)
INDICES = st.decimals(min_value=1, max_value=10_000, places=2)
TOTALS = st.decimals(min_value=1, max_value=10**12, places=2)


@given(MULTIPLES, INDICES, TOTALS)
def test_the_lines_and_what_is_left_are_the_total(multiples: list[Decimal], index: Decimal, total: Decimal) -> None:
    amounts = [amount_of(multiple, index) for multiple in multiples]

    assert planned(amounts) + left(total, amounts) == total
    assert planned(reversed(amounts)) == planned(amounts)
    assert all(
        abs(amount - multiple * index) <= Decimal("0.005") for amount, multiple in zip(amounts, multiples, strict=True)
    )


@given(st.integers(0, 100_000), st.integers(1, 10_000))
def test_whole_numbers_are_exact(multiple: int, index: int) -> None:
    assert amount_of(Decimal(multiple), Decimal(index)) == multiple * index

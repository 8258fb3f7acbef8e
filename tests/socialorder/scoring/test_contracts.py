"""Sums of stages and penalties, whatever the figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from socialorder.scoring.contracts import Position, daily_penalty, in_parts, total

SUMS = st.decimals(min_value=Decimal("0.24"), max_value=Decimal(10) ** 12, places=2)


@given(SUMS, st.integers(1, 24))
def test_parts_add_up_to_the_tiyn_and_differ_by_less_than_their_number(amount: Decimal, count: int) -> None:
    parts = in_parts(amount, count)
    assert (len(parts), total(parts)) == (count, amount)
    assert all(part > 0 and part == part.quantize(Decimal("0.01")) for part in parts)
    assert max(parts) - min(parts) < Decimal("0.01") * count


@given(SUMS, st.decimals(min_value=Decimal("0.0001"), max_value=Decimal(10), places=4), st.integers(1, 3660))
def test_penalty_is_the_product_to_the_nearest_tiyn_and_grows_with_each_day(
    base: Decimal, rate: Decimal, days: int
) -> None:
    found = daily_penalty(base, rate, days)
    exact = Fraction(base) * Fraction(rate) * days / 100
    assert abs(Fraction(found) - exact) <= Fraction(1, 200)
    assert daily_penalty(base, rate, days + 1) >= found
    assert daily_penalty(base * 2, rate, days) >= found


@given(SUMS, SUMS, SUMS, SUMS)
def test_what_is_to_be_paid_is_never_below_zero_nor_above_what_was_accepted(
    amount: Decimal, accepted: Decimal, paid: Decimal, penalties: Decimal
) -> None:
    rest = Position(amount, accepted, paid, penalties).to_pay
    assert 0 <= rest <= accepted
    assert rest in (0, accepted - paid - penalties)

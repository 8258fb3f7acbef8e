"""Arithmetic of a project's budget."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from foundation.core.money import tenge
from grants.scoring import estimate

AMOUNTS = st.decimals(min_value=0, max_value=10_000_000, places=2)


def test_a_line_costs_quantity_times_price_rounded_half_up_to_the_tiyn() -> None:
    found = estimate.line(quantity=Decimal("1.5"), unit_cost=Decimal("0.33"), own=Decimal(0), is_admin=False)

    assert (found.cost, found.asked) == (Decimal("0.50"), Decimal("0.50"))


def test_what_is_asked_is_all_costs_without_what_others_pay() -> None:
    zero = Decimal(0)
    lines = [
        estimate.line(quantity=Decimal(300), unit_cost=Decimal(1_500), own=Decimal(50_000), is_admin=False),
        estimate.line(quantity=Decimal(1), unit_cost=Decimal(100_000), own=zero, is_admin=True, other=Decimal(30_000)),
    ]

    found = estimate.totals(lines)

    assert found == estimate.Totals(
        of_direct=estimate.Sources(asked=Decimal(400_000), own=Decimal(50_000), other=zero),
        of_admin=estimate.Sources(asked=Decimal(70_000), own=zero, other=Decimal(30_000)),
    )
    assert (found.cost, found.asked, found.has_too_much_admin) == (Decimal(550_000), Decimal(470_000), False)
    assert [found.percent(amount) for amount in (found.own, found.other, zero)] == [
        Decimal("9.1"),
        Decimal("5.5"),
        Decimal("0.0"),
    ]


def test_administrative_costs_may_equal_direct_ones_but_not_exceed_them() -> None:
    def too_much(direct: str, admin: str) -> bool:
        zero = Decimal(0)
        kinds = [estimate.Sources(asked=Decimal(cost), own=zero, other=zero) for cost in (direct, admin)]
        return estimate.Totals(*kinds).has_too_much_admin

    assert [too_much("100", "100"), too_much("100", "100.01"), too_much("0", "0")] == [False, True, False]


def test_no_lines_sum_to_zero() -> None:
    assert (estimate.totals([]).cost, estimate.totals([]).percent(Decimal(0))) == (Decimal("0.00"), Decimal("0.0"))


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, st.booleans(), AMOUNTS), max_size=20))
def test_sums_do_not_depend_on_the_order_of_lines_and_always_balance(rows: list[tuple]) -> None:
    lines = [estimate.line(quantity=q, unit_cost=c, own=o, is_admin=a, other=x) for q, c, o, a, x in rows]

    found = estimate.totals(lines)

    assert found == estimate.totals(reversed(lines))
    assert found.direct + found.admin - found.own - found.other == found.asked == tenge(found.asked)
    assert found.cost == sum(line.cost for line in lines) == found.of_direct.cost + found.of_admin.cost
    assert found.asked == sum(line.asked for line in lines)

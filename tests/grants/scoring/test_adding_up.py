"""Numbers that must add up, to the tiyn: whole contests are drawn at random and every sum is compared with its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule

from foundation.core.money import ZERO
from grants.choices import AgreementStatus
from grants.queries.totals import statistics
from grants.scoring import agreed_budget, schedule
from grants.scoring.balances import Position, deviation, line_limit, together
from grants.scoring.budget_line import Candidate, Place, balance, share_out

money = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10_000_000), places=2)
shares = st.lists(st.integers(1, 100), min_size=1, max_size=5)


@dataclass
class Grant:
    """An agreement as the property knows it."""

    amount: Decimal
    tranches: list[Decimal]
    paid: list[Decimal] = field(default_factory=list)
    expenses: list[Decimal] = field(default_factory=list)
    returned: Decimal = ZERO
    status: str = AgreementStatus.ACTIVE

    @property
    def accepted(self) -> Decimal:
        """Accepted expenses, one by one."""
        return sum(self.expenses, ZERO)

    @property
    def row(self) -> SimpleNamespace:
        """The agreement as it is read with its sums."""
        money = self.position
        sums = {"paid_sum": money.paid, "accepted_sum": money.accepted, "returned_sum": money.returned}
        return SimpleNamespace(status=self.status, amount=self.amount, **sums)

    @property
    def position(self) -> Position:
        return Position(self.amount, sum(self.paid, ZERO), self.accepted, self.returned)


class Contest(RuleBasedStateMachine):
    """A budget is shared out by rank, each grant is split into tranches, paid, accounted for and returned."""

    grants = Bundle("grants")

    def __init__(self) -> None:
        super().__init__()
        self.budget, self.listed = ZERO, []
        self.awarded: list[Decimal] = []

    @precondition(lambda self: not self.budget)
    @rule(target=grants, budget=money, asked=st.lists(money, min_size=1, max_size=8), parts=shares)
    def decide(self, budget: Decimal, asked: list[Decimal], parts: list[int]) -> Any:
        candidates = [Candidate(key, key + 1, amount, True) for key, amount in enumerate(asked)]
        self.budget = budget
        self.awarded = [one.amount for one in share_out(candidates, budget) if one.place is Place.WITHIN]
        self.listed = [Grant(amount, schedule.split(amount, parts)) for amount in self.awarded]
        return self.listed[0] if self.listed else Grant(ZERO, [ZERO])

    @rule(share=st.integers(1, 100), data=st.data())
    def pay(self, share: int, data: Any) -> None:
        open_ = [one for one in self.listed if len(one.paid) < len(one.tranches)]
        if open_:
            one = data.draw(st.sampled_from(open_))
            one.paid.append(one.tranches[len(one.paid)])

    @rule(share=st.integers(0, 100), is_return=st.booleans(), data=st.data())
    def account(self, share: int, is_return: bool, data: Any) -> None:
        if self.listed:
            one = data.draw(st.sampled_from(self.listed))
            part = (one.position.advance * share / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
            if is_return:
                one.returned += part
            else:
                one.expenses.append(part)

    @rule(one=consumes(grants))
    def end(self, one: Grant) -> None:
        """A terminated grant owes exactly its advance."""
        one.returned += one.position.advance
        one.status = AgreementStatus.TERMINATED
        assert one.position.advance == ZERO

    @invariant()
    def everything_adds_up(self) -> None:
        left = balance(self.budget, self.awarded)
        whole = together(one.position for one in self.listed)
        assert self.budget == left.awarded + left.left
        assert left.left >= ZERO
        assert whole.agreed == left.awarded
        for one in self.listed:
            assert one.amount == sum(one.tranches, ZERO)
            assert sum(one.paid, ZERO) == sum(one.expenses, ZERO) + one.returned + one.position.advance
            assert ZERO <= one.position.advance <= one.position.paid <= one.amount
        told = statistics(one.row for one in self.listed)
        assert (told.whole, told.count) == (whole, len(self.listed))
        assert told.whole.agreed == sum((one.amount for one in self.listed), ZERO)
        assert whole.agreed == whole.paid + whole.unpaid
        assert whole.paid == whole.accepted + whole.returned + whole.advance


TestContest = Contest.TestCase
TestContest.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_lines_of_an_amendment_keep_their_numbers() -> None:
    known = [(1, "Gloves"), (2, "Bags"), (3, "Gloves")]

    assert agreed_budget.placed(["bags", "Gloves", "Paint", "Gloves"], known) == [2, 1, 4, 3]
    rows = [{"name": "Gloves", "kind": "admin", "quantity": "3", "unit_cost": "0.335", "own": "0.01", "other": "0.5"}]
    line = agreed_budget.agreed_lines([*rows, {"name": "Odd", "quantity": "x"}])[0]
    assert (line.amount, line.own, line.other) == (Decimal("0.50"), Decimal("0.01"), Decimal("0.50"))
    assert agreed_budget.totals([line]).asked == line.amount


def test_deviations() -> None:
    assert line_limit(Decimal("100.05"), Decimal(10)) == Decimal("110.05")
    assert deviation(Decimal(12), Decimal(9)) == Decimal("-25.0")
    assert deviation(ZERO, Decimal(9)) is None

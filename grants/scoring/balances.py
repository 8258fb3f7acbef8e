"""What was paid, what of it is accounted for, what is left: sums that always add up to the tiyn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from foundation.core.money import ZERO


@dataclass(frozen=True, slots=True)
class Position:
    """The money of one agreement, or of many together; tenge.

    ``accepted`` are expenses in reports that were accepted; ``returned`` came back from the NGO. The advance is what the
    NGO holds and has not accounted for: paid = accepted + returned + advance, agreed = paid + unpaid.
    """

    agreed: Decimal = ZERO
    paid: Decimal = ZERO
    accepted: Decimal = ZERO
    returned: Decimal = ZERO

    @property
    def advance(self) -> Decimal:
        return self.paid - self.accepted - self.returned

    @property
    def unpaid(self) -> Decimal:
        return self.agreed - self.paid

    def __add__(self, other: Position) -> Position:
        return Position(
            self.agreed + other.agreed,
            self.paid + other.paid,
            self.accepted + other.accepted,
            self.returned + other.returned,
        )


def together(positions: Iterable[Position]) -> Position:
    """The sum of ``positions``; zero when there are none."""
    return sum(positions, Position())


def line_limit(amount: Decimal, percent: Decimal) -> Decimal:
    """The most that may be spent on a budget line of ``amount`` when it may be exceeded by ``percent``; to the tiyn, down."""
    return amount + (amount * percent / 100).quantize(Decimal("0.01"), rounding="ROUND_DOWN")


def deviation(plan: Decimal, fact: Decimal) -> Decimal | None:
    """By how many per cent ``fact`` is away from ``plan``, with one decimal place; None when nothing was planned."""
    if not plan:
        return None
    return ((fact - plan) * 100 / plan).quantize(Decimal("0.1"))

"""Arithmetic of contracts: sums of stages, penalties for days, what is still to be paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

TIYN = Decimal("0.01")
ZERO = Decimal(0)
PER_CENT = Decimal(100)


def daily_penalty(base: Decimal, rate: Decimal, days: int) -> Decimal:
    """``base`` × ``rate`` per cent × ``days``, rounded half up to the tiyn."""
    return (base * rate * days / PER_CENT).quantize(TIYN, ROUND_HALF_UP)


def in_parts(amount: Decimal, count: int) -> list[Decimal]:
    """``amount`` in ``count`` nearly equal parts to the tiyn; the last one takes what is left, so that they add up."""
    part = (amount / count).quantize(TIYN, ROUND_DOWN)
    return [part] * (count - 1) + [amount - part * (count - 1)]


@dataclass(frozen=True)
class Position:
    """Where the money of a contract stands, in tenge."""

    amount: Decimal
    accepted: Decimal
    paid: Decimal
    penalties: Decimal

    @property
    def to_pay(self) -> Decimal:
        """Accepted and not paid, less the penalties that stand; never below zero."""
        return max(self.accepted - self.paid - self.penalties, ZERO)


def total(amounts: Sequence[Decimal]) -> Decimal:
    """The sum, 0 for none."""
    return sum(amounts, ZERO)

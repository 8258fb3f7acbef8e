"""The sums of a year's plan: MRP into tenge, what is planned, what is left (rule R22). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from foundation.core.money import ZERO, tenge


def amount_of(multiple: Decimal, index: Decimal) -> Decimal:
    """Tenge of so many MRP, to the tiyn."""
    return tenge(multiple * index)


def planned(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of the lines."""
    return sum(amounts, ZERO)


def left(total: Decimal, amounts: Iterable[Decimal]) -> Decimal:
    """What no direction has got; below zero when more is planned than there is."""
    return total - planned(amounts)

"""Weights that are declared as percentages: whole percents that make 100, kept as multipliers (20 % → 0.20)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from evaluation.scoring.numbers import HUNDRED, decimal_of, hundredths


def from_percent(percent: Decimal) -> Decimal:
    """20 → 0.20. ValueError when the percentage is not whole."""
    if percent != percent.to_integral_value():
        raise ValueError(f"{percent} is not a whole percentage")
    return decimal_of(int(percent))


def to_percent(weight: Decimal) -> Decimal:
    """0.20 → 20."""
    return Decimal(hundredths(weight))


def percent_sum(weights: Iterable[Decimal]) -> int:
    """What the percentages make together; 100 when they are right."""
    return sum(hundredths(weight) for weight in weights)


def make_a_whole(weights: Iterable[Decimal]) -> bool:
    """Whether the percentages make 100."""
    return percent_sum(weights) == HUNDRED

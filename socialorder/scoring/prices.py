"""The published formula of the price part, and what is told of prices beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Any

POINT = Decimal("0.01")
HUNDRED = Decimal(100)


def price_points(price: Decimal, lowest: Decimal, most: Decimal) -> Decimal:
    """``most`` × lowest price / price, rounded half up to a hundredth: the lowest price gets all points."""
    return (most * lowest / price).quantize(POINT, ROUND_HALF_UP)


def technical_points(total: Decimal, highest: Decimal, most: Decimal) -> Decimal:
    """``most`` × mean total of the experts / highest total of the rubric."""
    return (most * total / highest).quantize(POINT, ROUND_HALF_UP)


def percent_of(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` in percent of ``whole``, one decimal place."""
    return (HUNDRED * part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def is_low(price: Decimal, of: Decimal, percent: Decimal) -> bool:
    """Whether ``price`` is below so many percent of ``of``."""
    return price * HUNDRED < of * percent


def middle(values: Sequence[Decimal]) -> Decimal:
    """The median, to the tiyn."""
    return Decimal(median(values)).quantize(POINT, ROUND_HALF_UP)


def spread(values: Sequence[Decimal]) -> dict[str, Any]:
    """Count, lowest, middle and highest of some costs; empty for none."""
    if not values:
        return {}
    return {"count": len(values), "lowest": min(values), "middle": middle(values), "highest": max(values)}

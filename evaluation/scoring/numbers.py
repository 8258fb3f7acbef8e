"""Exact numbers: marks and weights are whole hundredths, totals of sheets whole ten-thousandths. No floats anywhere."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

HUNDRED = 100
TEN_THOUSAND = 10_000


def hundredths(value: Decimal | str | int) -> int:
    """``value`` (for instance "1.50") in whole hundredths. ValueError when it has more than two decimal places."""
    scaled = Decimal(value) * HUNDRED
    if not scaled.is_finite() or scaled != scaled.to_integral_value():
        raise ValueError(f"{value} has more than two decimal places")
    return int(scaled)


# Marks and totals have few values; a ranking of a hundred thousand entries writes each of them many times.
REMEMBERED = 100_000


@lru_cache(REMEMBERED)
def decimal_of(value: int) -> Decimal:
    """Whole hundredths as a Decimal with two places."""
    return Decimal(value).scaleb(-2)


@lru_cache(REMEMBERED)
def text(value: int) -> str:
    """Whole hundredths as text with two places: 7350 → "73.50"."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), HUNDRED)
    return f"{sign}{whole}.{rest:02d}"


@lru_cache(REMEMBERED)
def exact_text(value: int) -> str:
    """Whole ten-thousandths as text, unrounded, with at least two places: 731250 → "73.125"."""
    whole, rest = divmod(value, TEN_THOUSAND)
    fraction = f"{rest:04d}"
    return f"{whole}.{fraction[:2]}{fraction[2:].rstrip('0')}"


def half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` rounded half up to a whole number; both are not negative, the second positive."""
    return (2 * numerator + denominator) // (2 * denominator)

"""What a survey says, with how sure one can be of it. Pure arithmetic on counts.

Shares have Wilson's interval, means Student's; both at 95 %, both written out step by step for the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scipy.special import stdtrit

CONFIDENCE = Decimal("0.95")
Z = Decimal("1.959964")
LOWEST, HIGHEST = 1, 5
POINT = Decimal("0.01")
TENTH = Decimal("0.1")


def rounded(number: Decimal, step: Decimal = POINT) -> Decimal:
    """Half up, as on paper."""
    return number.quantize(step, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``total``, in per cent with one place, and Wilson's interval."""

    count: int
    total: int
    percent: Decimal
    low: Decimal
    high: Decimal


def share(count: int, total: int) -> Share:
    """Raises ValueError for a total of nothing."""
    if total <= 0 or not 0 <= count <= total:
        raise ValueError("a share needs a total, and a count within it")
    n, p, zz = Decimal(total), Decimal(count) / Decimal(total), Z * Z
    middle = (p + zz / (2 * n)) / (1 + zz / n)
    half = Z * (p * (1 - p) / n + zz / (4 * n * n)).sqrt() / (1 + zz / n)
    low, high = max(Decimal(0), middle - half), min(Decimal(1), middle + half)
    return Share(count, total, *(rounded(100 * part, TENTH) for part in (p, low, high)))


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of marks from 1 to 5; the interval is None for a single mark."""

    total: int
    sum: int
    mean: Decimal
    low: Decimal | None
    high: Decimal | None
    spread: Decimal | None


def mean(counts: Mapping[int, int]) -> Mean | None:
    """``counts``: mark → how many gave it. None when nobody did."""
    total = sum(counts.values())
    if not total:
        return None
    added = sum(mark * count for mark, count in counts.items())
    exact = Decimal(added) / total
    if total == 1:
        return Mean(total, added, rounded(exact), None, None, None)
    squares = sum(((Decimal(mark) - exact) ** 2 * count for mark, count in counts.items()), Decimal(0))
    spread = (squares / (total - 1)).sqrt()
    half = student(total - 1) * spread / Decimal(total).sqrt()
    low, high = max(Decimal(LOWEST), exact - half), min(Decimal(HIGHEST), exact + half)
    return Mean(total, added, rounded(exact), rounded(low), rounded(high), rounded(spread))


def student(freedom: int) -> Decimal:
    """The quantile of Student's distribution that leaves 2.5 % above it, three places."""
    return rounded(Decimal(repr(float(stdtrit(freedom, 0.975)))), Decimal("0.001"))

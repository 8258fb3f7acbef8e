"""Money is tenge in Decimal with two places, never a float (rule R74)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

TIYN = Decimal("0.01")
ZERO = Decimal("0.00")


def tenge(amount: Decimal | int | str) -> Decimal:
    """``amount`` in tenge, rounded half up to the tiyn. Floats are refused with TypeError."""
    if isinstance(amount, float):
        raise TypeError("money is never a float")
    return Decimal(amount).quantize(TIYN, rounding=ROUND_HALF_UP)

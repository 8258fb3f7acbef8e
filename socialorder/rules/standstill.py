"""What keeps a contract from being concluded while the outcome of its tender can still change."""

from __future__ import annotations

from foundation.core.errors import Conflict
from socialorder.models import Lot


def barring(lot: Lot) -> str:
    """Why no contract may be offered or concluded on ``lot`` now, in the reader's language; empty: nothing bars it."""
    return ""


def check_nothing_bars(lot: Lot) -> None:
    """Raises Conflict with the reason."""
    reason = barring(lot)
    if reason:
        raise Conflict(reason)

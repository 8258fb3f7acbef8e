"""What becomes of a lot: won, or without a winner. Steps of openings, decisions and contracts."""

from __future__ import annotations

from typing import Any

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from socialorder.choices import LotStatus
from socialorder.models import Lot
from socialorder.workflow import LOT


def award_lot(lot: Lot, by: Any, reason: str = "") -> None:
    """It has a winner; ``reason`` is of this lot alone."""
    _settle(lot, "award", "", by, reason)


def fail_lot(lot: Lot, failure: str, by: Any, reason: str = "") -> None:
    """Nobody wins the lot; its money is free again."""
    name = "fall" if Lot.objects.filter(pk=lot.pk, status=LotStatus.AWARDED).exists() else "fail"
    _settle(lot, name, failure, by, reason)


def _settle(lot: Lot, name: str, failure: str, by: Any, reason: str) -> None:
    held = lock(Lot, lot.pk)
    step = LOT.step(name, held.status)
    held.status, held.failure, held.decided_at, held.decided_reason = step.target, failure, clock.now(), reason
    held.save(update_fields=["status", "failure", "decided_at", "decided_reason"])
    record(step.verb, held, by=by, changes={"failure": failure}, reason=reason)

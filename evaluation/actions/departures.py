"""How an expert leaves: the whole round, or single entries. Steps of the actions on seats and conflicts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from evaluation.actions import panel_notices, panels
from evaluation.actions.assignments import refill
from evaluation.choices import RoundStatus, SeatKind
from evaluation.models import Round, Run, Seat
from evaluation.workflow import SEAT
from foundation.audit.record import record
from foundation.core import clock, jobs


def leave(seat: Seat, round_: Round, *, reason: str, by: Any) -> Seat:
    """The seat is vacated: its sheets become void, the reserve or the others take over, a ranking is computed again."""
    step = SEAT.step("recuse", seat.status)
    previous = seat.status
    seat.round = round_
    seat.status, seat.recused_at, seat.recusal_reason = step.target, clock.now(), reason
    seat.save(update_fields=["status", "recused_at", "recusal_reason"])
    voided = panels.void_sheets(seat, reason=reason, by=by)
    changes = {"status": [previous, seat.status], "submitted_sheets_voided": voided}
    record(step.verb, seat, by=by, changes=changes, reason=reason)
    panel_notices.tell_left(seat, reason=reason)
    if seat.kind == SeatKind.MAIN:
        _replace(seat, round_, by=by)
    renew(round_, reason=reason)
    return seat


def _replace(seat: Seat, round_: Round, *, by: Any) -> None:
    """The next of the reserve is asked to sign and takes the entries then; nobody left: the others take them now."""
    promoted = panels.promote_reserve(round_, by=by, direction=seat.direction_id)
    if promoted is not None:
        promoted.round = round_
        panel_notices.tell_promoted(promoted)
    else:
        refill(round_, by=by)


def give_up(seat: Seat, round_: Round, *, entries: Collection[int], reason: str, by: Any) -> None:
    """The expert does not score ``entries`` (numbers) any more; others take them."""
    seat.round = round_
    panels.void_sheets(seat, reason=reason, by=by, entries=entries)
    panel_notices.tell_barred(seat, entries=entries, reason=reason)
    refill(round_, by=by)
    renew(round_, reason=reason)


def renew(round_: Round, *, reason: str) -> None:
    """Want the ranking computed again when there was one: marks that have become void count in none any more."""
    if round_.status == RoundStatus.CLOSED and Run.objects.filter(round=round_).exists():
        key = f"evaluation.renew:{round_.pk}"
        jobs.enqueue("evaluation.renew_run", key=key, round_id=round_.pk, reason=reason)

"""Steps that several actions on seats share."""

from __future__ import annotations

from typing import Any

from evaluation.choices import RoundStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models import Round, ScoreSheet, Seat
from evaluation.rules.conflicts import conflicted
from evaluation.workflow import SHEET
from foundation.audit.record import record


def give_sheets(seat: Seat) -> None:
    """An empty sheet of this seat for every entry that has none; a second call adds nothing."""
    criteria = seat.round.rubric.criteria.count()
    ScoreSheet.objects.bulk_create(
        [ScoreSheet(entry=entry, seat=seat, marks=[None] * criteria) for entry in seat.round.entries.only("pk")],
        ignore_conflicts=True,
    )


def void_sheets(seat: Seat, *, reason: str, by: Any) -> int:
    """Every sheet of the seat, filled or not, becomes void and stays to be seen. Returns how many had been submitted."""
    submitted = 0
    for sheet in seat.sheets.select_for_update().exclude(status=SheetStatus.VOID).order_by("pk"):
        step = SHEET.step("void", sheet.status)
        submitted += sheet.status == SheetStatus.SUBMITTED
        previous, sheet.status, sheet.void_reason = sheet.status, step.target, reason
        sheet.save(update_fields=["status", "void_reason"])
        if previous == SheetStatus.SUBMITTED:
            record(step.verb, sheet, by=by, changes={"status": [previous, sheet.status]}, reason=reason)
    return submitted


def promote_reserve(round_: Round, *, by: Any) -> Seat | None:
    """The next of the reserve, in the order of the draw, takes a main seat; None when nobody without a tie is left."""
    if round_.status in {RoundStatus.DISCUSSION, RoundStatus.CLOSED}:
        return None
    tied = conflicted(round_)
    reserve = round_.seats.select_related("expert").filter(kind=SeatKind.RESERVE, status=SeatStatus.DRAWN)
    for seat in reserve.order_by("place"):
        if seat.expert.user_id not in tied:
            seat.kind = SeatKind.MAIN
            seat.save(update_fields=["kind"])
            record("evaluation.seat.promoted", seat, by=by, changes={"kind": [SeatKind.RESERVE, SeatKind.MAIN]})
            return seat
    return None

"""Steps that several actions on seats share."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.utils.translation import gettext as _

from evaluation import queries
from evaluation.choices import RoundStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models import Round, ScoreSheet, Seat
from evaluation.rules.conflicts import barred_pairs, conflicted, terms_of
from evaluation.scoring.draw import joined, reading_order
from evaluation.workflow import SHEET
from foundation.audit.record import record
from foundation.core.errors import Conflict


def check_assigned(round_: Round) -> None:
    """Where not everybody scores everything, sheets are given by an accepted assignment only."""
    if round_.experts_per_entry and queries.accepted_assignment(round_) is None:
        raise Conflict(_("Not every expert scores every entry in this round: make and accept an assignment first."))


def give_sheets(seat: Seat) -> None:
    """An empty sheet of this seat for each of its entries that has none, in its order of reading.

    Its entries are those of the assignment in force, or all; never one that this expert may not score. A second call
    adds nothing.
    """
    round_ = seat.round
    assigned = queries.assigned_entries(round_)
    barred = {number for number, _seat in barred_pairs(round_, [seat])}
    wanted = None if assigned is None else assigned.get(seat.number, set())
    positions = _positions(seat)
    criteria = round_.rubric.criteria.count()
    ScoreSheet.objects.bulk_create(
        [
            ScoreSheet(entry_id=pk, seat=seat, marks=[None] * criteria, position=positions[number])
            for pk, number in round_.entries.values_list("pk", "number")
            if number not in barred and (wanted is None or number in wanted)
        ],
        ignore_conflicts=True,
    )


def _positions(seat: Seat) -> dict[int, int]:
    """Number of an entry → when this expert reads it: the published seed says (see ``docs/verify/draw.py``)."""
    round_ = seat.round
    terms = terms_of(round_)
    numbers = round_.entries.values_list("number", flat=True)
    order = reading_order(
        joined(round_.seed, terms.public_value), numbers, place=seat.place, places=queries.main_places(round_)
    )
    return {number: position for position, number in enumerate(order, 1)}


def void_sheets(seat: Seat, *, reason: str, by: Any, entries: Container[int] | None = None) -> int:
    """Sheets of the seat (of ``entries`` by number, or all), filled or not, become void and stay to be seen.

    Returns how many had been submitted.
    """
    submitted = 0
    sheets = seat.sheets.select_for_update(of=("self",)).exclude(status=SheetStatus.VOID).select_related("entry")
    for sheet in sheets.order_by("pk"):
        if entries is not None and sheet.entry.number not in entries:
            continue
        step = SHEET.step("void", sheet.status)
        submitted += sheet.status == SheetStatus.SUBMITTED
        previous, sheet.status, sheet.void_reason = sheet.status, step.target, reason
        sheet.save(update_fields=["status", "void_reason"])
        if previous == SheetStatus.SUBMITTED or entries is not None:
            record(step.verb, sheet, by=by, changes={"status": [previous, sheet.status]}, reason=reason)
    return submitted


def promote_reserve(round_: Round, *, by: Any, direction: int | None = None) -> Seat | None:
    """The next of the reserve (of the same direction), in the order of the draw, takes a main seat.

    None when nobody without a tie is left, and once the experts have seen each other's marks.
    """
    if round_.status in {RoundStatus.DISCUSSION, RoundStatus.CLOSED}:
        return None
    tied = conflicted(round_)
    reserve = round_.seats.select_related("expert__user").filter(
        kind=SeatKind.RESERVE, status=SeatStatus.DRAWN, direction=direction
    )
    for seat in reserve.order_by("place"):
        if seat.expert.user_id not in tied:
            seat.kind = SeatKind.MAIN
            seat.save(update_fields=["kind"])
            record("evaluation.seat.promoted", seat, by=by, changes={"kind": [SeatKind.RESERVE, SeatKind.MAIN]})
            return seat
    return None

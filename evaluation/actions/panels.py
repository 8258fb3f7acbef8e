"""Steps that several actions on seats share."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
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


def give_sheets(round_: Round, seats: Sequence[Seat]) -> None:
    """An empty sheet for each of ``seats`` (with their experts) and each of its entries that has none, in the order of
    reading of that seat.

    Its entries are those of the assignment in force, or all; of an expert who was called later those alone for which it
    was; never one that this expert may not score. A second call adds nothing. Ties and the assignment are read once, however many seats there are.
    """
    given, barred = queries.entries_by_seat(round_, seats), barred_pairs(round_, seats)
    entries = list(round_.entries.values_list("pk", "number"))
    positions = _positions(round_, seats, [number for _pk, number in entries])
    criteria = round_.rubric.criteria.count()
    ScoreSheet.objects.bulk_create(
        [
            ScoreSheet(entry_id=pk, seat=seat, marks=[None] * criteria, position=positions[seat.pk][number])
            for seat in seats
            for pk, number in entries
            if (number, seat.number) not in barred and _is_given(given[seat.number], number)
        ],
        ignore_conflicts=True,
    )


def _is_given(entries: Container[int] | None, number: int) -> bool:
    return entries is None or number in entries


def _positions(round_: Round, seats: Iterable[Seat], numbers: Collection[int]) -> dict[int, dict[int, int]]:
    """Seat → number of an entry → when this expert reads it: the published seed says (see ``docs/verify/draw.py``)."""
    seed, places = joined(round_.seed, terms_of(round_).public_value), queries.main_places(round_)
    return {
        seat.pk: {
            number: position
            for position, number in enumerate(reading_order(seed, numbers, place=seat.place, places=places), 1)
        }
        for seat in seats
    }


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

    None when nobody without a tie is left, and once the independent marks are over.
    """
    if round_.status in {RoundStatus.EXTRA, RoundStatus.DISCUSSION, RoundStatus.CLOSED}:
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

"""How far an expert is, and where the way goes from one sheet."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.choices import SheetStatus
from evaluation.models import ScoreSheet


@dataclass(frozen=True, slots=True)
class Way:
    """The expert's own sheets around one of them; ``previous`` and ``next`` are unfinished ones, by their ids."""

    done: int
    total: int
    previous: int | None
    next: int | None


def way_of(sheet: ScoreSheet) -> Way:
    """The way from ``sheet``: forward to the next unfinished sheet and on from the start, and backward."""
    rows = list(
        ScoreSheet.objects.filter(seat=sheet.seat_id)
        .exclude(status=SheetStatus.VOID)
        .order_by("entry__number")
        .values_list("pk", "status")
    )
    here = next((place for place, (pk, _status) in enumerate(rows) if pk == sheet.pk), 0)
    around = [pk for pk, status in rows[here + 1 :] + rows[:here] if status == SheetStatus.DRAFT]
    done = sum(1 for _pk, status in rows if status == SheetStatus.SUBMITTED)
    return Way(done, len(rows), around[-1] if around else None, around[0] if around else None)

"""What experts see of each other in the discussion, and what was changed after filing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluation.models import Criterion, Round, ScoreSheet, SheetChange
from evaluation.scoring.numbers import decimal_of, exact_text


@dataclass(frozen=True, slots=True)
class OthersMark:
    """One mark of «Expert n» with its reason."""

    expert: int
    mark: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One criterion before and after a change."""

    criterion: Criterion
    before: Decimal
    after: Decimal
    reason_before: str
    reason_after: str

    @property
    def is_changed(self) -> bool:
        return (self.before, self.reason_before) != (self.after, self.reason_after)


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change of a submitted sheet, for a page."""

    change: SheetChange
    expert: int
    entry: Any
    differences: list[Difference]
    total_before: str
    total_after: str


def others_marks(sheet: ScoreSheet, criteria: Sequence[Criterion]) -> list[tuple[Criterion, list[OthersMark]]]:
    """Marks of the other experts for the entry of ``sheet``, criterion by criterion. The caller has asked the rule."""
    others = list(
        ScoreSheet.objects.counting()
        .filter(entry=sheet.entry_id)
        .exclude(seat=sheet.seat_id)
        .select_related("seat")
        .order_by("seat__number")
    )
    return [
        (item, [OthersMark(one.seat.number, _mark(one, place), one.comments.get(item.code, "")) for one in others])
        for place, item in enumerate(criteria)
    ]


def _mark(sheet: ScoreSheet, place: int) -> Decimal:
    return decimal_of(sheet.marks[place] or 0)


def changes_of_entry(sheet: ScoreSheet, criteria: Sequence[Criterion]) -> list[ShownChange]:
    """What has been changed in sheets of the same entry, the oldest first. The caller has asked the rule."""
    return _shown(SheetChange.objects.filter(sheet__entry=sheet.entry_id), criteria)


def visible_changes(user: Any, round_: Round) -> list[ShownChange]:
    """What has been changed in the round after filing, as far as ``user`` may see it."""
    criteria = list(round_.rubric.criteria.all())
    return _shown(SheetChange.objects.visible_to(user).filter(sheet__entry__round=round_), criteria)


def _shown(changes: Any, criteria: Sequence[Criterion]) -> list[ShownChange]:
    rows = changes.select_related("sheet__seat", "sheet__entry").order_by("made_at", "pk")
    return [
        ShownChange(
            change=row,
            expert=row.sheet.seat.number,
            entry=row.sheet.entry,
            differences=[item for item in _differences(row, criteria) if item.is_changed],
            total_before=exact_text(row.total_before),
            total_after=exact_text(row.total_after),
        )
        for row in rows
    ]


def _differences(row: SheetChange, criteria: Sequence[Criterion]) -> list[Difference]:
    return [
        Difference(
            criterion=item,
            before=decimal_of(before),
            after=decimal_of(after),
            reason_before=row.comments_before.get(item.code, ""),
            reason_after=row.comments_after.get(item.code, ""),
        )
        for item, before, after in zip(criteria, row.marks_before, row.marks_after, strict=True)
    ]

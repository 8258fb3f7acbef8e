"""Appeals as they are read: one by its sides, all of a call by everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.core import clock
from grants.models import Appeal, Call
from grants.scoring.appeals import Moved, read, unchanged
from grants.visibility import applicants_are_named


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the public log: no person, no text of the applicant."""

    appeal: Appeal
    moved: Sequence[Moved]
    is_named: bool

    @property
    def is_overdue(self) -> bool:
        return self.appeal.is_open and self.appeal.due_at < clock.now()


@dataclass(frozen=True, slots=True)
class Log:
    """All appeals of a call, and the ranking after them where one changed it."""

    entries: Sequence[Entry]
    ranking: Sequence[Moved]

    @property
    def open(self) -> int:
        return sum(entry.appeal.is_open for entry in self.entries)


def log(call: Call) -> Log:
    """The public log of ``call``, in the order of sending."""
    rows = Appeal.objects.filter(application__call=call).select_related("application__organisation__region")
    entries = [entry_of(appeal, is_named=applicants_are_named(call)) for appeal in rows.order_by("number")]
    redrawn = [one.appeal for one in entries if one.appeal.corrected_total is not None and one.appeal.ended_at]
    last = max(redrawn, key=lambda one: one.ended_at, default=None)  # type: ignore[arg-type,return-value]
    return Log(entries, ranked(last) if last else [])


def entry_of(appeal: Appeal, *, is_named: bool = True) -> Entry:
    """One appeal with the rows of the ranking that it changed."""
    return Entry(appeal, [one for one in read(appeal.effect) if not unchanged(one)], is_named)


def ranked(appeal: Appeal) -> list[Moved]:
    """The whole ranking after ``appeal``, best first."""
    return sorted(read(appeal.effect), key=lambda one: (one.rank_after is None, one.rank_after or 0, one.number))

"""The term that a contest has set itself for its experts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.choices import RoundStatus
from evaluation.models import Round
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date, working_days_between
from registry.queries import working_day_overrides


@dataclass(frozen=True, slots=True)
class RoundTerm:
    """``left``: working days until the last day, below zero when it is over."""

    due_on: dt.date
    left: int

    @property
    def due_at(self) -> dt.datetime:
        """The last moment of its last day."""
        return cut_off(self.due_on, dt.time(23, 59))

    @property
    def is_late(self) -> bool:
        return self.left < 0


def round_term(round_: Round, overrides: Mapping[dt.date, bool] | None = None) -> RoundTerm | None:
    """The running term of a round; None where none is set, and after the closing. ``overrides``: moved days, if known."""
    if round_.due_on is None or round_.status == RoundStatus.CLOSED:
        return None
    moved = working_day_overrides() if overrides is None else overrides
    left = working_days_between(local_date(clock.now()), round_.due_on, moved)
    return RoundTerm(round_.due_on, left)

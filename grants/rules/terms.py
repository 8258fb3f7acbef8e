"""Terms in working days: when a right that begins now ends (rules R27, R71, R72)."""

from __future__ import annotations

import datetime as dt

from foundation.core.calendar import add_working_days, cut_off, local_date
from registry.queries import working_day_overrides

LAST_MINUTE = dt.time(18, 30)


def until(moment: dt.datetime, working_days: int) -> dt.datetime:
    """18:30 in Almaty on the last of ``working_days`` after ``moment``; the day of the event is not counted."""
    return cut_off(add_working_days(local_date(moment), working_days, working_day_overrides()), LAST_MINUTE)

"""Working days of Kazakhstan and moments in Asia/Almaty (rules R27, R71, R72).

Holidays come from the package ``holidays`` (country KZ); ``overrides`` (a mapping date → is it a working day) comes
from the editable table and wins, because the Government moves days by yearly decisions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

ALMATY = ZoneInfo("Asia/Almaty")
SATURDAY = 5
NO_OVERRIDES: Mapping[dt.date, bool] = {}


@lru_cache(maxsize=32)
def _holidays_of(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("KZ", years=year))


def is_working_day(day: dt.date, overrides: Mapping[dt.date, bool] = NO_OVERRIDES) -> bool:
    """Whether ``day`` is a working day of the five-day week."""
    if day in overrides:
        return overrides[day]
    return day.weekday() < SATURDAY and day not in _holidays_of(day.year)


def add_working_days(start: dt.date, count: int, overrides: Mapping[dt.date, bool] = NO_OVERRIDES) -> dt.date:
    """The ``count``-th working day after ``start``; the day of the event is not counted."""
    day = start
    remaining = count
    while remaining > 0:
        day += dt.timedelta(days=1)
        if is_working_day(day, overrides):
            remaining -= 1
    return day


def working_days_between(start: dt.date, end: dt.date, overrides: Mapping[dt.date, bool] = NO_OVERRIDES) -> int:
    """Working days after ``start`` up to ``end`` included; as many below zero when ``end`` is the earlier one."""
    if end < start:
        return -working_days_between(end, start, overrides)
    days = (start + dt.timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, overrides) for day in days)


def end_of_period(last_day: dt.date, overrides: Mapping[dt.date, bool] = NO_OVERRIDES) -> dt.date:
    """``last_day``, or the next working day when the period would end on a day off."""
    day = last_day
    while not is_working_day(day, overrides):
        day += dt.timedelta(days=1)
    return day


def year_before(day: dt.date) -> dt.date:
    """The same day of the year before; 28 February for a 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def after_months(start: dt.date, months: int) -> dt.date:
    """The last day of ``months`` months that begin on ``start``: 2022-07-15 and 3 give 2022-10-14."""
    years, month = divmod(start.month - 1 + months, 12)
    first = dt.date(start.year + years, month + 1, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    day = min(start.day, (following - first).days)
    return first.replace(day=day) - dt.timedelta(days=1)


def local_date(moment: dt.datetime) -> dt.date:
    """The calendar day in Almaty at ``moment``."""
    return moment.astimezone(ALMATY).date()


def cut_off(day: dt.date, time: dt.time) -> dt.datetime:
    """The moment ``time`` on ``day`` in Almaty, aware."""
    return dt.datetime.combine(day, time, tzinfo=ALMATY)

"""Days of a council's term: pure arithmetic (rules R54, R55)."""

from __future__ import annotations

import datetime as dt

# Forming starts two months before the term ends (law № 383-V; rule R54).
RENEWAL_MONTHS = 2
DECEMBER = 12


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month (a later one below zero), or its last day when it has no such day."""
    count = day.year * DECEMBER + day.month - 1 - months
    first = dt.date(count // DECEMBER, count % DECEMBER + 1, 1)
    following = dt.date(first.year + first.month // DECEMBER, first.month % DECEMBER + 1, 1)
    return first.replace(day=min(day.day, (following - dt.timedelta(days=1)).day))


def renewal_due_on(ends_on: dt.date) -> dt.date:
    """The day on which forming of the next composition starts, for a term that ends on ``ends_on`` (rule R54)."""
    return months_before(ends_on, RENEWAL_MONTHS)


def last_day_of_term(starts_on: dt.date, years: int) -> dt.date:
    """The last day of a term of so many years (rule R55)."""
    return months_before(starts_on, -DECEMBER * years) - dt.timedelta(days=1)

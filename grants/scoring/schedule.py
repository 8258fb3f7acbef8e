"""When tranches are paid and reports are due: made from the kind of grant, changed by officers as they agree.

How often reports are due and how a sum is split into tranches is not known from the law (rules R44, R45): the figures are
dated parameters of the portal (``grants.execution.*`` of the rule parameters) and are never shown as law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foundation.core import calendar
from foundation.core.calendar import after_months as after_months
from foundation.core.money import tenge

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """Starting values for one kind of grant.

    ``every_months`` is the period of an interim report, 0: one in the middle of the term. ``shares`` are per cent of the
    tranches. A report is due ``report_days`` working days after its period. Reminders go ``before`` days ahead and on the
    day; after ``late`` working days again, and the last of them puts up the flag. Deviations are in per cent.
    """

    every_months: int = 0
    shares: tuple[int, ...] = (70, 30)
    report_days: int = 10
    before: tuple[int, ...] = (14, 3)
    late: tuple[int, ...] = (5, 15)
    gates_tranches: bool = True
    line_deviation: Decimal = Decimal(10)
    indicator_deviation: Decimal = Decimal(10)


def terms(values: Mapping[str, Any]) -> Terms:
    """Terms from the values of a dated parameter; what it does not name keeps its starting value."""
    known = {name: values[name] for name in Terms.__slots__ if name in values}
    known |= {name: tuple(known[name]) for name in ("shares", "before", "late") if name in known}
    known |= {name: Decimal(str(known[name])) for name in ("line_deviation", "indicator_deviation") if name in known}
    return Terms(**known)


@dataclass(frozen=True, slots=True)
class Due:
    """A report to be given: its period and its last day."""

    number: int
    is_final: bool
    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date


def report_periods(months: int, every: int) -> list[int]:
    """After how many months each report's period ends; the last one is the whole term."""
    step = every or (months + 1) // 2
    return [*range(step, months, step), months] if step else [months]


def reports(
    start: dt.date, months: int, terms: Terms, overrides: Mapping[dt.date, bool] = calendar.NO_OVERRIDES
) -> list[Due]:
    """The reports of a project of ``months`` months: interim ones, then the final one."""
    found, begins = [], start
    ends = report_periods(months, terms.every_months)
    for number, month in enumerate(ends, 1):
        last = after_months(start, month)
        due = calendar.add_working_days(last, terms.report_days, overrides)
        found.append(Due(number, number == len(ends), begins, last, due))
        begins = last + ONE_DAY
    return found


def split(amount: Decimal, shares: Sequence[int]) -> list[Decimal]:
    """``amount`` by per cent, to the tiyn; the last part takes what rounding leaves, so that all come to ``amount``."""
    parts = [tenge(amount * share / sum(shares)) for share in shares[:-1]]
    return [*parts, amount - sum(parts, Decimal(0))]


def tranches(amount: Decimal, due: Sequence[Due], terms: Terms) -> list[tuple[Decimal, dt.date]]:
    """Sums with their days: the first at the start, each next after the report before it; never more than reports."""
    shares = terms.shares[: len(due)]
    days = [due[0].starts_on, *(one.due_on for one in due)]
    return list(zip(split(amount, shares), days, strict=False))


def stage(
    due_on: dt.date, today: dt.date, terms: Terms, overrides: Mapping[dt.date, bool] = calendar.NO_OVERRIDES
) -> str:
    """The step of the ladder that ``today`` stands on: «before-14», «day», «late-5»; '' when nothing is to be said.

    A missed day is made up for: the newest step that has come counts until the next one.
    """
    left = (due_on - today).days
    if left > 0:
        return next((f"before-{days}" for days in sorted(terms.before) if left <= days), "")
    come = list(_late_days(due_on, today, terms, overrides))
    return f"late-{max(come)}" if come else "day"


def _late_days(due_on: dt.date, today: dt.date, terms: Terms, overrides: Mapping[dt.date, bool]) -> Iterator[int]:
    for days in terms.late:
        if today >= calendar.add_working_days(due_on, days, overrides):
            yield days


def is_last_stage(name: str, terms: Terms) -> bool:
    """Whether the ladder has come to its end."""
    return name == f"late-{max(terms.late)}"

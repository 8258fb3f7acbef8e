"""What the public card of an organisation shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext

from foundation.core import calendar, clock
from registry.models import AnnualInformation, CalendarDay, Organisation
from registry.models.annual import due_on, last_due_year

YEARS_SHOWN = 5


@dataclass(frozen=True)
class AnnualLine:
    """One year in the database of NGOs: ``kind`` is the colour of the tag, ``filed_on`` the day in Almaty."""

    year: int
    kind: str
    label: str
    due_on: dt.date
    filed_on: dt.date | None


def cards() -> QuerySet[Organisation]:
    """Organisations with all that the card reads, without further queries."""
    return Organisation.objects.with_card()


def annual_lines(organisation: Organisation) -> list[AnnualLine]:
    """The last due years, newest first, and whether the information came in time, late or not at all (rule R10)."""
    today = calendar.local_date(clock.now())
    overrides = CalendarDay.objects.overrides()
    last = last_due_year(today, overrides)
    first = max(last - YEARS_SHOWN + 1, organisation.registered_on.year if organisation.registered_on else 0)
    rows = {row.year: row for row in organisation.annual_information.all()}
    years = sorted({*range(first, last + 1), *(year for year, row in rows.items() if row.is_filed)}, reverse=True)
    return [_line(year, rows.get(year), due_on(year, overrides)) for year in years]


def _line(year: int, row: AnnualInformation | None, due: dt.date) -> AnnualLine:
    if row is None or not row.is_filed or row.submitted_at is None:
        return AnnualLine(year, "bad", gettext("Not filed"), due, None)
    filed_on = calendar.local_date(row.submitted_at)
    if filed_on > due:
        return AnnualLine(year, "attention", gettext("Filed late"), due, filed_on)
    return AnnualLine(year, "good", gettext("Filed in time"), due, filed_on)

"""The clock of complaints: working days of one dated parameter, assumed and never shown as law."""

from __future__ import annotations

import datetime as dt
from typing import Any

from foundation.core.calendar import add_working_days, local_date
from registry.models import RuleParameters
from registry.queries import working_day_overrides
from registry.queries.parameters import in_force

COMPLAINTS = "orders.complaints"
# A row may lack a number: then the portal's own assumption holds, and a complaint never waits without a term.
USUAL = {"file_days": 5, "question_days": 3, "admit_days": 2, "answer_days": 3, "review_days": 10, "remedy_days": 10}


def row_of(on: dt.date) -> RuleParameters | None:
    """The parameter with its source, for pages."""
    return in_force(COMPLAINTS, on)


def days(name: str, on: dt.date) -> int:
    row = row_of(on)
    values: dict[str, Any] = row.values if row else {}
    return int(values.get(name, USUAL[name]))


def day_after(start: dt.date, name: str) -> dt.date:
    """The last day of the term ``name`` that begins on ``start``."""
    return add_working_days(start, days(name, start), working_day_overrides())


def last_day(moment: dt.datetime, name: str) -> dt.date:
    return day_after(local_date(moment), name)

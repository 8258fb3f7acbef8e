"""Parameters of rules: dated rows of the reference tables with how sure they are, never constants."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from registry.models import RuleParameters

# Priority directions of grants: term of the discussion (R23), term of the plan (R25), whether a call needs one (R24),
# from when on two proposals are shown as nearly the same.
DISCUSSION = "directions.discussion"
PLAN = "directions.plan"
REQUIRED = "directions.required"
ALIKE = "directions.alike"
# Strategic partnership: months of an agreement at most, days of the window at least.
PARTNERSHIP = "partnership.terms"


def in_force(code: str, on: dt.date) -> RuleParameters | None:
    """The row of ``code`` on that day; None when no row is known, and then the rule is not applied."""
    return RuleParameters.objects.filter(code=code, valid_from__lte=on).order_by("-valid_from").first()


def number(code: str, name: str, on: dt.date) -> Decimal | None:
    """One number of the row in force."""
    row = in_force(code, on)
    return None if row is None or name not in row.values else Decimal(str(row.values[name]))

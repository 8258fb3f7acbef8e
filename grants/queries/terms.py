"""How a grant of one kind is carried out: dated parameters of the portal, never law (rules R44, R45)."""

from __future__ import annotations

import datetime as dt

from grants.scoring import schedule
from registry.models import RuleParameters

CODE = "grants.execution"


def terms_on(kind: str, day: dt.date) -> schedule.Terms:
    """The terms of ``kind`` on ``day``; starting values where no parameter is entered."""
    found = RuleParameters.objects.filter(code=f"{CODE}.{kind}", valid_from__lte=day).order_by("-valid_from").first()
    return schedule.terms(found.values if found else {})


def all_terms(day: dt.date) -> dict[str, schedule.Terms]:
    """Kind → terms on ``day``, in one query."""
    rows = RuleParameters.objects.filter(code__startswith=f"{CODE}.", valid_from__lte=day).order_by("valid_from")
    return {row.code.removeprefix(f"{CODE}."): schedule.terms(row.values) for row in rows}

"""The terms that a call has set itself for its own phases: a clock for everybody to see.

They come from dated parameters (rules R30 and R38 of the operator's older rules), are frozen at the announcement and are
shown as terms of this call, never as law. Nothing follows from silence: a late phase is late, and somebody has to end it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.calendar import add_working_days, cut_off, local_date, working_days_between
from grants.choices import CallStatus
from grants.models.calls import Call
from registry.models import RuleParameters
from registry.queries import working_day_overrides

CHECK, SCORING = "check", "scoring"
PARAMETERS = {CHECK: "term.formal_check", SCORING: "term.expert_evaluation"}
LABELS = {CHECK: _("Formal check"), SCORING: _("Evaluation by experts")}
STOPPED = (CallStatus.DRAFT, CallStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a call. ``left``: working days until its last day, below zero when it is over; counted until the phase
    ended (``ended_on``), else until today."""

    code: str
    label: Any
    days: int
    since: dt.date
    due_on: dt.date
    ended_on: dt.date | None
    left: int

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None

    @property
    def is_late(self) -> bool:
        return self.left < 0

    @property
    def late(self) -> int:
        """Working days behind the term."""
        return max(0, -self.left)

    @property
    def due_at(self) -> dt.datetime:
        """The last moment of its last day."""
        return cut_off(self.due_on, dt.time(23, 59))


def terms_at_announcement(call: Call) -> tuple[int | None, int | None]:
    """(days of the check, days of the experts): what the call says, else the parameter of the day it opens; None when the
    reference tables have none."""
    known = RuleParameters.objects.on(local_date(call.opens_at))
    usual = {name: known[code].values["working_days"] if code in known else None for name, code in PARAMETERS.items()}
    return call.check_days or usual[CHECK], call.scoring_days or usual[SCORING]


def terms_of(call: Call) -> list[Term]:
    """Terms whose clock has started, in their order. Reads the moved days once."""
    if call.status in STOPPED:
        return []
    starts = (
        (CHECK, call.check_days, call.closes_at, call.scoring_since),
        (SCORING, call.scoring_days, call.scoring_since, call.deciding_since),
    )
    now = clock.now()
    begun = [(code, days, since, ended) for code, days, since, ended in starts if days and since and since <= now]
    overrides = working_day_overrides() if begun else {}
    return [_term(code, days, local_date(since), ended, overrides) for code, days, since, ended in begun]


def _term(code: str, days: int, since: dt.date, ended: dt.datetime | None, overrides: dict[dt.date, bool]) -> Term:
    due_on, ended_on = add_working_days(since, days, overrides), local_date(ended) if ended else None
    left = working_days_between(ended_on or local_date(clock.now()), due_on, overrides)
    return Term(code, LABELS[code], days, since, due_on, ended_on, left)


def expected_ends(call: Call, overrides: dict[dt.date, bool]) -> dict[str, dt.date]:
    """Code of a term → the day by which its phase is expected to be over, also before its clock has started.

    A phase whose call has set no term is not expected on any day; that of the experts counts from their real start once
    there is one.
    """
    found: dict[str, dt.date] = {}
    if call.check_days:
        found[CHECK] = add_working_days(local_date(call.closes_at), call.check_days, overrides)
    begins = local_date(call.scoring_since) if call.scoring_since else found.get(CHECK)
    if call.scoring_days and begins:
        found[SCORING] = add_working_days(begins, call.scoring_days, overrides)
    return found


def running_term(call: Call) -> Term | None:
    """The term of the phase that goes on now; None when there is none."""
    return next((term for term in terms_of(call) if not term.is_over), None)

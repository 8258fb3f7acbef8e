"""Terms of what a council and a body do by turns: dated parameters, working days, the ladder of reminders."""

from __future__ import annotations

import datetime as dt
from typing import Any

from councils.choices.acts import ActStatus
from councils.choices.control import ControlStatus
from councils.choices.voices import AppealStatus, HeadReportStatus
from councils.models import Appeal, Control, DraftAct, HeadReport
from councils.models.work import CouncilWork
from councils.rules.recommendations import LADDER
from councils.workflow.owners import BODY, SECRETARY
from foundation.core.calendar import add_working_days
from foundation.core.errors import NotPermitted
from foundation.core.errors import Text as Words
from registry.choices import Role
from registry.models import Body
from registry.queries import parameters, working_day_overrides
from registry.rules import roles

# Assumed by the portal or told by the press: rows of the reference tables, shown with their source.
ACT, HEAD_REPORT, APPEAL = "councils.draft_act", "councils.head_report", "councils.appeal"
# Law № 30-VIII: the final document goes to the body within seven working days (R60), a hearing is told of three
# working days before (R62).
DOCUMENT_WORKING_DAYS = 7
NOTICE_WORKING_DAYS = 3

# Who is waited for while something has this status.
WAITS_FOR: dict[tuple[type[CouncilWork], str], str] = {
    (DraftAct, ActStatus.SENT): SECRETARY,
    (DraftAct, ActStatus.DECIDED): BODY,
    (Control, ControlStatus.ENDED): SECRETARY,
    (HeadReport, HeadReportStatus.HEARD): BODY,
    (Appeal, AppealStatus.RECEIVED): SECRETARY,
}
KINDS: tuple[type[CouncilWork], ...] = (DraftAct, Control, HeadReport, Appeal)


def day_by(code: str, start: dt.date) -> dt.date | None:
    """The last day of the term that the parameter ``code`` gives from ``start``; None when no row is known."""
    days = parameters.number(code, "working_days", start)
    return None if days is None else working_days_after(start, int(days))


def working_days_after(start: dt.date, days: int) -> dt.date:
    """The ``days``-th working day after ``start``."""
    return add_working_days(start, days, working_day_overrides())


def check_acts_for(user: Any, body: Body, message: Words) -> None:
    """Officers of ``body``; raises NotPermitted with ``message``."""
    if not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(message)


def steps_due(due_on: dt.date, today: dt.date) -> int:
    """How many steps of the ladder are due by ``today``."""
    overrides = working_day_overrides()
    days = (
        due_on + dt.timedelta(days=step) if step < 0 else add_working_days(due_on, step, overrides) for step in LADDER
    )
    return sum(today >= day for day in days)


def waited_for(work: CouncilWork) -> Body:
    """The body whose officers are to act now: as the secretariat of the council, or for the body itself."""
    status = work.status  # type: ignore[attr-defined]  # every kind of work has one
    return work.body if WAITS_FOR.get((type(work), status)) == BODY else work.council.body

"""Clocks and rights of recommendations (rules R61, R63)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import MotionStatus, ReplyKind
from councils.models import Motion, Recommendation
from foundation.core.calendar import add_working_days
from foundation.core.errors import Fault, NotPermitted
from registry.choices import Role
from registry.models import Body
from registry.queries import working_day_overrides
from registry.rules import roles

# A reasoned reply to each recommendation within so many working days of its receipt (law № 30-VIII; rule R61).
REPLY_WORKING_DAYS = 10
# Steps of the ladder in working days from the day of the reply: before it, on it, after it.
LADDER = (-3, 0, 1, 5, 15)


def check_replies(user: Any, body: Body) -> None:
    """Officers of the body that was asked; raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of the body that was asked can reply."))


def due_on(sent_on: dt.date) -> dt.date:
    """The last day of the reply: the tenth working day after the day of sending (rule R61)."""
    return add_working_days(sent_on, REPLY_WORKING_DAYS, working_day_overrides())


def text_faults(text: str, motion: Motion | None) -> list[Fault]:
    """A recommendation says something, and the vote behind it was carried."""
    found = []
    if not text.strip():
        found.append(Fault(_("Write what the council recommends."), "text"))
    if motion is not None and motion.status != MotionStatus.CARRIED:
        found.append(Fault(_("The vote behind a recommendation must have been carried."), "motion"))
    return found


def reply_faults(kind: str, text: str, do_until: dt.date | None, today: dt.date) -> list[Fault]:
    """A reply has a kind and a reason; what is accepted has a day until which it is done (rules R61, R63)."""
    found = []
    if kind not in ReplyKind.values:
        found.append(Fault(_("Choose whether the recommendation is accepted."), "kind"))
    if not text.strip():
        found.append(Fault(_("Give the reasons. Everybody reads them."), "text", "R61"))
    if kind in (ReplyKind.ACCEPTED, ReplyKind.PARTLY):
        if do_until is None:
            found.append(Fault(_("Say until when it will be done."), "do_until", "R63"))
        elif do_until < today:
            found.append(Fault(_("The day must not be in the past."), "do_until", "R63"))
    return found


def steps_due(one: Recommendation, today: dt.date) -> int:
    """How many steps of the ladder are due by ``today``; none before it is sent."""
    due = one.reply_due_on
    if due is None:
        return 0
    overrides = working_day_overrides()
    return sum(today >= _day_of(due, step, overrides) for step in LADDER)


def _day_of(due: dt.date, step: int, overrides: Any) -> dt.date:
    if step >= 0:
        return add_working_days(due, step, overrides)
    # Calendar days are enough for a reminder before the day.
    return due + dt.timedelta(days=step)

"""Who proposes, supports, answers and hides needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.calendar import add_working_days
from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.models import Body
from registry.queries import working_day_overrides
from registry.queries.parameters import number
from socialorder.choices import NeedStatus
from socialorder.models import Need, Topic
from socialorder.rules.offices import office_for, text_faults

WAITING_MAX = 20
# Working days of the answer: assumed, dated, shown with its source and never as law.
TERM, USUAL = "orders.need", 15


def answer_due_on(start: dt.date) -> dt.date:
    """The last day of the akimat's answer to a need proposed on ``start``."""
    days = number(TERM, "working_days", start)
    return add_working_days(start, USUAL if days is None else int(days), working_day_overrides())


def check_can_propose(user: Any) -> None:
    """Anybody signed in, so many at once. Raises NotPermitted or Conflict."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        raise NotPermitted(_("Sign in to propose a need."))
    if Need.objects.filter(author=user, status=NeedStatus.PROPOSED).count() >= WAITING_MAX:
        message = _("%(count)s needs of yours wait for an answer. Wait for one of them.")
        raise Conflict(message % {"count": WAITING_MAX})


def check_can_support(user: Any, need: Need) -> None:
    """Anybody signed in but its author, while it waits for an answer. Raises NotPermitted or Conflict."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        raise NotPermitted(_("Sign in to support a need."))
    if need.author_id == user.pk:
        raise NotPermitted(_("Your own need has your support already."))
    if need.status != NeedStatus.PROPOSED or need.hidden_at is not None:
        raise Conflict(_("This need is answered already."))


def check_can_withdraw(user: Any, need: Need) -> None:
    """Its author; raises NotPermitted."""
    if need.author_id != getattr(user, "pk", None):
        raise NotPermitted(_("Only its author can withdraw a need."))


def office_that_answers(user: Any, need: Need) -> Body:
    """The akimat of the place in which ``user`` is an officer. Raises NotPermitted."""
    office = office_for(user, need.region)
    if office is None:
        raise NotPermitted(_("Only an officer of the akimat of this region can answer."))
    return office


def need_faults(values: Mapping[str, Any]) -> list[Fault]:
    """A need has a title, people and a problem."""
    return [
        *text_faults(values["title"], _("Say in a few words what is needed."), "title", 200),
        *text_faults(values["people"], _("Say whose need it is."), "people", 300),
        *text_faults(values["problem"], _("Describe the problem."), "problem"),
    ]


def topic_faults(topic: Topic, need: Need) -> list[Fault]:
    """A need is taken into a topic that is not dropped and lies in its region."""
    if topic.dropped_at is not None:
        return [Fault(_("This topic was dropped from the plan."), "topic")]
    if topic.region_id != need.region_id:
        return [Fault(_("The topic is for another region."), "topic")]
    return []

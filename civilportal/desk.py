"""A person's own desk: each room says what waits for the person there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.queries.desk import desk_tasks as councils_tasks
from evaluation.queries.desk import desk_tasks as evaluation_tasks
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Text
from grants.models import Call
from grants.queries import eligible
from grants.queries.desk import desk_tasks as grants_tasks
from grants.queries.eligible import Standing
from grants.rules.applications import eligibility_answers
from monitoring.queries.desk import desk_tasks as monitoring_tasks
from registry.models import Organisation
from registry.queries.oversight_tasks import oversight_tasks
from registry.queries.people import people_tasks
from registry.queries.tasks import desk_tasks as registry_tasks
from registry.rules import roles
from registry.rules.eligibility import Answer
from socialorder.queries.desk import desk_tasks as orders_tasks

NGOS_SHOWN, CALLS_SHOWN = 3, 5
Tasks = Callable[[User], list[Any]]


@dataclass(frozen=True)
class Group:
    """Tasks of one room; each has ``title``, ``url``, ``status``, ``status_label`` and ``due_at`` (may be None)."""

    title: Text
    tasks: list[Any]


ROOMS: tuple[tuple[Text, Tasks], ...] = (
    (_("Grants"), grants_tasks),
    (_("Expert evaluation"), evaluation_tasks),
    (_("Councils"), councils_tasks),
    (_("Social orders"), orders_tasks),
    (_("Surveys and site visits"), monitoring_tasks),
    (_("Annual information"), registry_tasks),
    (_("People and roles"), people_tasks),
    (_("Public money and due diligence"), oversight_tasks),
)


def eligible_calls(user: User) -> list[Standing]:
    """Open calls that an NGO of ``user`` can apply to and has not yet, by the same rules that decide at sending."""
    organisations = roles.organisations_of(user, roles.EDITORS)[:NGOS_SHOWN]
    now = clock.now()
    calls = eligible.open_calls(now) if organisations else []
    found = []
    for organisation in organisations:
        begun = eligible.applied_to(organisation, calls)
        open_to_it = [call for call in calls if call.pk not in begun]
        found += [one for one in eligible.standings(open_to_it, organisation, _ask) if not one.refused]
    return found[:CALLS_SHOWN]


def _ask(call: Call, organisation: Organisation) -> list[Answer]:
    return eligibility_answers(call, organisation, local_date(clock.now()))


def groups(user: User) -> list[Group]:
    """Groups with at least one task, in the order of the rooms."""
    found = [Group(title, tasks(user)) for title, tasks in ROOMS]
    return [group for group in found if group.tasks]

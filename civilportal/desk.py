"""A person's own desk: each room says what waits for the person there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.queries.desk import desk_tasks as councils_tasks
from evaluation.queries.desk import desk_tasks as evaluation_tasks
from foundation.accounts.models import User
from foundation.core.errors import Text
from grants.queries.desk import desk_tasks as grants_tasks
from monitoring.queries.desk import desk_tasks as monitoring_tasks
from registry.queries.oversight_tasks import oversight_tasks
from registry.queries.people import people_tasks
from registry.queries.tasks import desk_tasks as registry_tasks

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
    (_("Surveys and site visits"), monitoring_tasks),
    (_("Annual information"), registry_tasks),
    (_("People and roles"), people_tasks),
    (_("Public money and due diligence"), oversight_tasks),
)


def groups(user: User) -> list[Group]:
    """Groups with at least one task, in the order of the rooms."""
    found = [Group(title, tasks(user)) for title, tasks in ROOMS]
    return [group for group in found if group.tasks]

"""What waits for a person in grants."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.errors import Text
from grants.choices import ApplicationStatus, CallStatus
from grants.models.applications import Application
from grants.querysets import memberships
from registry.choices import Role


@dataclass(frozen=True)
class Task:
    """Something to do. ``due_at`` is None where no moment is set."""

    title: Text
    url: str
    status: str
    status_label: Text
    due_at: dt.datetime | None = None


def desk_tasks(user: Any) -> list[Task]:
    """Everything that waits for ``user`` in grants, the nearest deadline first."""
    return applicant_tasks(user)


def applicant_tasks(user: Any) -> list[Task]:
    """Drafts that can still be sent and applications returned for correction, of NGOs where ``user`` writes."""
    writes = memberships(user).filter(role__in=(Role.NGO_HEAD, Role.NGO_EDITOR)).values("organisation")
    now = clock.now()
    is_draft = Q(status=ApplicationStatus.DRAFT, call__status=CallStatus.ANNOUNCED, call__closes_at__gte=now)
    waiting = (
        Application.objects.filter(is_draft | Q(status=ApplicationStatus.RETURNED), organisation__in=writes)
        .select_related("call")
        .order_by(F("call__closes_at").asc(), "pk")
    )
    return [_task(application) for application in waiting]


def _task(application: Application) -> Task:
    is_returned = application.status == ApplicationStatus.RETURNED
    title = _("Correct and send: %(name)s") if is_returned else _("Finish and send: %(name)s")
    return Task(
        title=title % {"name": application.title or application.number},
        url=application.get_absolute_url(),
        status=application.status,
        status_label=application.get_status_display(),
        due_at=None if is_returned else application.call.closes_at,
    )

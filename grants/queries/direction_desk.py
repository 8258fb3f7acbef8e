"""What waits for officers in priority directions: proposals and comments without an answer, discussions, plans."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from foundation.core.desk import Task
from grants.choices import OPEN_LISTS, ListStatus
from grants.models import DirectionList
from grants.queries.directions import waiting_counts

SOON = dt.timedelta(days=1)


def direction_tasks(user: Any) -> list[Task]:
    """Tasks of an officer for the lists of the own bodies; one query."""
    lists = waiting_counts(DirectionList.objects.run_by(user).filter(status__in=OPEN_LISTS))
    rows: list[Any] = list(lists.select_related("body").order_by("year", "pk"))
    return [task for row in rows for task in _tasks(row)]


def _tasks(found: Any) -> list[Task]:
    tasks = [_discussion_task(found), _waiting_task(found, "proposals"), _waiting_task(found, "comments")]
    return [task for task in tasks if task]


def _waiting_task(found: Any, what: str) -> Task | None:
    count = getattr(found, f"waiting_{what}")
    if not count:
        return None
    if what == "proposals":
        title = ngettext(
            "%(count)d proposal waits for an answer: %(name)s",
            "%(count)d proposals wait for an answer: %(name)s",
            count,
        )
        url = reverse("grants:proposal-list", args=[found.pk])
    else:
        title = ngettext(
            "%(count)d comment waits for an answer: %(name)s", "%(count)d comments wait for an answer: %(name)s", count
        )
        url = reverse("grants:comment-list", args=[found.pk])
    return _task(found, title % {"count": count, "name": found}, f"{url}?show=waiting")


def _discussion_task(found: Any) -> Task | None:
    today = local_date(clock.now())
    if found.status == ListStatus.COLLECTING:
        if today <= found.proposals_until:
            return None
        return _task(found, _("Form directions and open their discussion: %(name)s") % {"name": found})
    if today > found.discussed_until:
        title = _("The discussion is over; approve the list by an order: %(name)s") % {"name": found}
        return _task(found, title)
    if found.discussed_until - today > SOON:
        return None
    ends = cut_off(found.discussed_until + SOON, dt.time.min)
    title = _("The discussion ends soon: %(name)s") % {"name": found}
    return _task(found, title, due_at=ends - dt.timedelta(minutes=1))


def _task(found: Any, title: str, url: str = "", due_at: dt.datetime | None = None) -> Task:
    return Task(title, url or found.get_absolute_url(), found.status, found.get_status_display(), due_at)

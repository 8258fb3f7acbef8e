"""Running saved searches by the clock."""

from __future__ import annotations

import datetime as dt

import structlog
from celery import shared_task
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.core import clock, jobs
from foundation.searches import actions

logger = structlog.get_logger(__name__)

AT_ONCE = 200
# A search that was run so lately is left to the next time: a job begun again after a crash goes on where it stopped.
REST = dt.timedelta(hours=1)


@shared_task(name="searches.want_runs", ignore_result=True)
def want_runs() -> None:
    """Have all saved searches run; while they are running, a second wish changes nothing."""
    with transaction.atomic():
        jobs.enqueue("searches.run", key="searches-run")


@jobs.handler("searches.run", label=_("Running saved searches"))
def run(progress: jobs.Progress) -> dict[str, int]:
    """Each search in a transaction of its own; one that fails is logged and tried again the next time."""
    before, last = clock.now() - REST, 0
    done, failed = 0, 0
    while some := actions.due(before, last, AT_ONCE):
        for search_id in some:
            try:
                actions.run(search_id=search_id)
                done += 1
            except Exception:  # one list that cannot be read must not keep the others from their owners
                logger.exception("search_failed", search=search_id)
                failed += 1
        last = some[-1]
    return {"done": done, "failed": failed}

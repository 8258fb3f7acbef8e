"""Background work of grants."""

from __future__ import annotations

from celery import shared_task

from foundation.core import clock
from grants.actions import calls
from grants.models import Call


@shared_task(name="grants.announce_due")
def announce_due() -> int:
    """By the clock: announce every call whose moment has come; a missed tick is made up by the next."""
    due = Call.objects.due_at(clock.now())
    return sum(calls.announce_due(call=call) for call in due.order_by("announce_at", "pk"))

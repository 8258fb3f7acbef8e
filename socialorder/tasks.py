"""Background work of social orders."""

from __future__ import annotations

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from foundation.core import clock, jobs
from foundation.core.calendar import local_date
from socialorder.actions.complaints import reviewing
from socialorder.actions.contracts import reminders
from socialorder.actions.placed import loads
from socialorder.models import Complaint, OrderLoad

LOADS = ("document", "requested_by", "wanted_by")


@jobs.handler("socialorder.check_orders", label=_("Checking a file with orders"))
def check_orders(progress: jobs.Progress, *, load_id: int) -> dict[str, object]:
    """Say what a file would change; the result leads to its page."""
    load = loads.check(load=OrderLoad.objects.select_related(*LOADS).get(pk=load_id), report=progress.report)
    return {"url": load.get_absolute_url(), "rows": load.outcome["rows"]}


@jobs.handler("socialorder.load_orders", label=_("Loading orders from a file"))
def load_orders(progress: jobs.Progress, *, load_id: int) -> dict[str, object]:
    """Load a checked file; the result leads to its page."""
    load = loads.carry_out(load=OrderLoad.objects.select_related(*LOADS).get(pk=load_id), report=progress.report)
    return {"url": load.get_absolute_url(), "rows": load.loaded.get("rows", 0)}


@shared_task(name="socialorder.remind_of_contracts", ignore_result=True)
def remind_of_contracts() -> None:
    """Both sides hear of days for signing and of stages."""
    reminders.remind()


@shared_task(name="socialorder.remind_of_terms")
def remind_of_terms() -> int:
    """Tell whoever is waited for that a term is over; a second run tells nobody twice."""
    late = list(Complaint.objects.overdue(local_date(clock.now())).order_by("pk"))
    for complaint in late:
        reviewing.remind_of(complaint=complaint)
    return len(late)

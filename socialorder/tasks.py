"""Background work of social orders."""

from __future__ import annotations

from celery import shared_task

from foundation.core import clock
from foundation.core.calendar import local_date
from socialorder.actions.complaints import reviewing
from socialorder.actions.contracts import reminders
from socialorder.actions.needs import needs
from socialorder.models import Complaint, Need


@shared_task(name="socialorder.remind_of_contracts", ignore_result=True)
def remind_of_contracts() -> None:
    """Both sides hear of days for signing and of stages."""
    reminders.remind()


@shared_task(name="socialorder.remind_of_terms")
def remind_of_terms() -> int:
    """Tell whoever is waited for that the term of a complaint or a need is over; a second run tells nobody twice."""
    today = local_date(clock.now())
    complaints = list(Complaint.objects.overdue(today).order_by("pk"))
    for complaint in complaints:
        reviewing.remind_of(complaint=complaint)
    late = list(Need.objects.overdue(today).order_by("pk"))
    for need in late:
        needs.remind_of(need=need)
    return len(complaints) + len(late)

"""What social orders do by the clock."""

from celery import shared_task

from foundation.core import clock
from foundation.core.calendar import local_date
from socialorder.actions.complaints import reviewing
from socialorder.models import Complaint


@shared_task(name="socialorder.remind_of_terms")
def remind_of_terms() -> int:
    """Tell whoever is waited for that a term is over; a second run tells nobody twice."""
    late = list(Complaint.objects.overdue(local_date(clock.now())).order_by("pk"))
    for complaint in late:
        reviewing.remind_of(complaint=complaint)
    return len(late)

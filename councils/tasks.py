"""What councils do by the clock."""

from celery import shared_task

from councils.actions import recommendations, work
from foundation.core import clock
from foundation.core.calendar import local_date


@shared_task(name="councils.remind_of_replies")
def remind_of_replies() -> int:
    """Reminders of replies that are due or overdue; a second run on the same day tells nobody twice."""
    return recommendations.remind(today=local_date(clock.now()))


@shared_task(name="councils.remind_of_work")
def remind_of_work() -> int:
    """Reminders of opinions, answers, final documents and appeals; a second run on the same day tells nobody twice."""
    return work.remind(today=local_date(clock.now()))

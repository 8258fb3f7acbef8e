"""What councils do by the clock."""

from typing import Any

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from councils.actions import followers, recommendations, typing, work
from councils.actions.formation import notices, reminders
from councils.models import Candidate
from foundation.core import clock, jobs
from foundation.core.calendar import local_date
from foundation.notifications import outside


@shared_task(name="councils.remind_of_replies")
def remind_of_replies() -> int:
    """Reminders of replies that are due or overdue; a second run on the same day tells nobody twice."""
    return recommendations.remind(today=local_date(clock.now()))


@shared_task(name="councils.remind_of_work")
def remind_of_work() -> int:
    """Reminders of opinions, answers, final documents and appeals; a second run on the same day tells nobody twice."""
    return work.remind(today=local_date(clock.now()))


@shared_task(name="councils.remind_of_renewals")
def remind_of_renewals() -> int:
    """Secretariats whose next composition is to be formed; a second run on the same day tells nobody twice."""
    return reminders.remind(today=local_date(clock.now()))


@shared_task(name="councils.forget_typed")
def forget_typed() -> int:
    """Forms that nobody has gone on with for a quarter of a year."""
    return typing.forget_old()


@jobs.handler("councils.tell_followers", label=_("Telling those who follow a council"))
def tell_followers(progress: jobs.Progress, *, council_id: int, message: dict[str, Any]) -> dict[str, int]:
    """Some at a time; begun again after a crash, it tells nobody twice, by the key of the message."""
    last = rounds = 0
    while True:
        last = followers.tell_some(council_id=council_id, message=followers.Told(**message), after=last)
        if not last:
            return {"rounds": rounds}
        rounds += 1


@jobs.handler("councils.invite_candidate", label=_("Sending an invitation"))
def invite_candidate(progress: jobs.Progress, *, candidate_id: int) -> dict[str, int]:
    """A letter to a candidate who has no account yet; a mail server that is not reached is tried again."""
    candidate = Candidate.objects.select_related("formation__council", "organisation").get(pk=candidate_id)
    outside.send(
        to=candidate.email,
        language="kk",
        letter=notices.INVITED,
        context=notices.invitation_of(candidate),
        path=candidate.formation.get_absolute_url(),
    )
    return {"sent": 1}

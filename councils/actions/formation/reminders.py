"""Reminding the secretariat that forming of the next composition starts (rule R54)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse

from councils.actions.formation import notices
from councils.models import Term
from councils.queries.formation_tasks import renewals_due
from councils.rules.formation import renewal_due_on

# Days from the day on which forming starts: two weeks before it, on it, after it.
LADDER = (-14, 0, 14, 30, 60)


def remind(*, today: dt.date) -> int:
    """Tell the secretariats whose next composition is to be formed; each step of the ladder once for each person."""
    ahead = today + dt.timedelta(days=-LADDER[0])
    return sum(_remind(term, today) for term in renewals_due(ahead))


@transaction.atomic(durable=True)
def _remind(term: Term, today: dt.date) -> int:
    due_on = renewal_due_on(term)
    steps = [step for step in LADDER if due_on and today >= due_on + dt.timedelta(days=step)]
    if not steps:
        return 0
    link = reverse("councils:formation-start", args=[term.council.slug])
    return notices.tell_renewal(term, due_on, steps[-1], link)

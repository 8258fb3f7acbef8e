"""Conflicts of interest that the data knows (rule R35): member, employee, founder, in a governing body, head, paid or
supported, now or within the last twelve months; and a role in the organisation's own account."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from evaluation.models import Round
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from registry.models import Affiliation, Expert, Membership


def window_start(today: dt.date) -> dt.date:
    """Ties that ended on this day or later still count: the same day of the year before."""
    try:
        return today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year - 1, day=28)


def _ties(round_: Round, today: dt.date) -> tuple[QuerySet[Affiliation], QuerySet[Membership]]:
    """Ties of anybody with an organisation that has an entry in the round, by both sources."""
    since = window_start(today)
    midnight = cut_off(since, dt.time.min)
    affiliations = Affiliation.objects.filter(Q(until=None) | Q(until__gte=since), organisation__entries__round=round_)
    memberships = Membership.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=midnight), organisation__entries__round=round_
    )
    return affiliations, memberships


def conflicted(round_: Round) -> set[int]:
    """Ids of users who may not score this round: they have a tie with an organisation that has an entry in it."""
    affiliations, memberships = _ties(round_, local_date(clock.now()))
    return {
        *affiliations.values_list("expert__user_id", flat=True),
        *memberships.values_list("user_id", flat=True),
    }


def has_conflict(expert: Expert, round_: Round) -> bool:
    """Whether the data knows a tie between ``expert`` and any entry of the round."""
    affiliations, memberships = _ties(round_, local_date(clock.now()))
    return affiliations.filter(expert=expert).exists() or memberships.filter(user=expert.user_id).exists()

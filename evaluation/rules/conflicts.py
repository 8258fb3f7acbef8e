"""Conflicts of interest that the data knows (rule R35): member, employee, founder, in a governing body, head, paid or
supported, now or within the last twelve months; and a role in the organisation's own account."""

from __future__ import annotations

from django.db.models import QuerySet

from evaluation.models import Round
from registry.models import Affiliation, Expert, Membership


def _ties(round_: Round) -> tuple[QuerySet[Affiliation], QuerySet[Membership]]:
    """Ties of anybody with an organisation that has an entry in the round, by both sources."""
    entered = {"organisation__entries__round": round_}
    return Affiliation.objects.tying().filter(**entered), Membership.objects.tying().filter(**entered)


def conflicted(round_: Round) -> set[int]:
    """Ids of users who may not score this round: they have a tie with an organisation that has an entry in it."""
    affiliations, memberships = _ties(round_)
    return {
        *affiliations.values_list("expert__user_id", flat=True),
        *memberships.values_list("user_id", flat=True),
    }


def has_conflict(expert: Expert, round_: Round) -> bool:
    """Whether the data knows a tie between ``expert`` and any entry of the round."""
    affiliations, memberships = _ties(round_)
    return affiliations.filter(expert=expert).exists() or memberships.filter(user=expert.user_id).exists()

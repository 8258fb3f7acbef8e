"""Conflicts of interest that the data knows (rule R35): member, employee, founder, in a governing body, head, paid or
supported, now or within the last twelve months; a role in the organisation's own account; work there by its BIN."""

from __future__ import annotations

from evaluation.models import Round
from registry.models import Expert, Organisation
from registry.queries.ties import tied_pairs


def conflicted(round_: Round) -> set[int]:
    """Ids of users who may not score this round: they have a tie with an organisation that has an entry in it."""
    entered = Organisation.objects.filter(pk__in=round_.entries.values("organisation"))
    return {user for user, _organisation in tied_pairs(entered)}


def has_conflict(expert: Expert, round_: Round) -> bool:
    """Whether the data knows a tie between ``expert`` and any entry of the round."""
    return expert.user_id in conflicted(round_)

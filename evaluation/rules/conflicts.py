"""Who may not score whom. The one place that knows it.

* A tie of rule R35 that the data knows: member, employee, founder, in a governing body, head, paid or supported, now or
  within the last twelve months; a role in the organisation's own account; work there by its BIN. Nobody can dismiss it.
* The same ties as the expert has declared them.
* For single entries: what an expert has declared otherwise, and what an officer has found behind a weak sign.

By the round's terms a tie of R35 keeps the expert from the whole round, or from that applicant's entries alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from evaluation.choices import HARD_KINDS, HintOutcome, TieScope
from evaluation.models import Declaration, Entry, HintReview, PanelTerms, Round, Seat
from foundation.core.context import once
from registry.models import Expert, Organisation
from registry.queries.ties import tied_pairs

Pair = tuple[int, int]


def terms_of(round_: Round) -> PanelTerms:
    """The terms of the round; the defaults when none are kept."""
    try:
        return round_.terms
    except PanelTerms.DoesNotExist:
        return PanelTerms(round=round_)


def tied_organisations(round_: Round) -> dict[int, set[int]]:
    """User → applicants of the round to which this person has a tie of rule R35, known or declared."""
    return once(("ties", round_.pk), lambda: _tied_organisations(round_))


def _tied_organisations(round_: Round) -> dict[int, set[int]]:
    entered = Organisation.objects.filter(pk__in=round_.entries.values("organisation"))
    declared = Declaration.objects.filter(entry__round=round_, kind__in=HARD_KINDS)
    tied: dict[int, set[int]] = defaultdict(set)
    for user, organisation in [
        *tied_pairs(entered),
        *declared.values_list("seat__expert__user_id", "entry__organisation_id"),
    ]:
        tied[user].add(organisation)
    return dict(tied)


def conflicted(round_: Round) -> set[int]:
    """Ids of users who may not score this round at all."""
    tied = tied_organisations(round_)
    if terms_of(round_).ties_bar == TieScope.ROUND or not tied:
        return set(tied)
    entered = set(round_.entries.values_list("organisation_id", flat=True))
    return {user for user, organisations in tied.items() if entered <= organisations}


def barred_pairs(round_: Round, seats: Iterable[Seat]) -> frozenset[Pair]:
    """(number of the entry, number of the seat) that may not be, for any reason. ``seats`` with their experts."""
    sitting = list(seats)
    entries = _numbers_by_organisation(round_)
    numbers = [number for group in entries.values() for number in group]
    tied, whole = tied_organisations(round_), conflicted(round_)
    found: set[Pair] = set()
    for seat in sitting:
        user = seat.expert.user_id
        if user in whole:
            found |= {(number, seat.number) for number in numbers}
        found |= {(number, seat.number) for organisation in tied.get(user, ()) for number in entries[organisation]}
    declared = Declaration.objects.filter(entry__round=round_, seat__in=sitting)
    found |= set(declared.values_list("entry__number", "seat__number"))
    return frozenset(found | _upheld_pairs(sitting, entries))


def _numbers_by_organisation(round_: Round) -> Mapping[int, list[int]]:
    numbers: dict[int, list[int]] = defaultdict(list)
    for organisation, number in round_.entries.values_list("organisation_id", "number"):
        numbers[organisation].append(number)
    return numbers


def _upheld_pairs(seats: list[Seat], entries: Mapping[int, list[int]]) -> set[Pair]:
    upheld = HintReview.objects.filter(
        outcome=HintOutcome.UPHELD, expert__in=[seat.expert_id for seat in seats], organisation__in=list(entries)
    )
    seat_of = {seat.expert_id: seat.number for seat in seats}
    return {
        (number, seat_of[expert])
        for expert, organisation in upheld.values_list("expert_id", "organisation_id")
        for number in entries[organisation]
    }


def has_conflict(expert: Expert, round_: Round, entry: Entry | None = None) -> bool:
    """Whether ``expert`` may not score ``entry``; without an entry, whether the expert may not score the round at all."""
    if entry is None:
        return expert.user_id in conflicted(round_)
    tied = tied_organisations(round_).get(expert.user_id, set())
    if tied and (terms_of(round_).ties_bar == TieScope.ROUND or entry.organisation_id in tied):
        return True
    upheld = {"organisation": entry.organisation_id, "outcome": HintOutcome.UPHELD}
    return (
        Declaration.objects.filter(seat__expert=expert, entry=entry).exists()
        or HintReview.objects.filter(expert=expert, **upheld).exists()
    )


def is_tied_or_seated(user: Any, round_: Round) -> bool:
    """Whether ``user`` has a known tie to an applicant of the round, or a seat in it that was not given up."""
    return once(("tied", user.pk, round_.pk), lambda: not Round.objects.open_to(user).filter(pk=round_.pk).exists())

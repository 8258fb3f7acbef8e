"""What an officer reads about conflicts of interest in a round: declared, known, and signs to look at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evaluation.choices import HintKind
from evaluation.models import Declaration, HintReview, Round, Seat
from evaluation.scoring import hints
from foundation.core.text import fold
from registry.choices import FounderKind
from registry.models import Affiliation, Employment, Founder, Membership, Organisation

ENOUGH_DIGITS, ENOUGH_LETTERS = 7, 12


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie of rule R35 between an expert with a seat and an applicant."""

    seat: Seat
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class HintRow:
    """A weak sign, and what an officer has found."""

    seat: Seat
    organisation: Organisation
    kind: HintKind
    review: HintReview | None

    @property
    def is_open(self) -> bool:
        return self.review is None


def panel_seats(round_: Round) -> list[Seat]:
    """Every seat of the round with its expert, by number."""
    return list(round_.seats.select_related("expert__user").order_by("number"))


def applicants(round_: Round) -> dict[int, Organisation]:
    """Organisations with an entry in the round, by id, in the order of their names."""
    found = Organisation.objects.filter(entries__round=round_).distinct()
    return {item.pk: item for item in sorted(found, key=str)}


def declarations(round_: Round) -> list[Declaration]:
    """What experts have declared in this round."""
    rows = Declaration.objects.filter(entry__round=round_)
    return list(rows.select_related("seat__expert__user", "entry__organisation"))


def tie_rows(round_: Round, tied: Mapping[int, Iterable[int]]) -> list[TieRow]:
    """Ties of experts with a seat; ``tied``: user → organisations (see ``rules.conflicts``)."""
    named = applicants(round_)
    return [
        TieRow(seat, named[organisation])
        for seat in panel_seats(round_)
        for organisation in sorted(tied.get(seat.expert.user_id, ()))
    ]


def hint_rows(round_: Round, tied: Mapping[int, Iterable[int]]) -> list[HintRow]:
    """Weak signs for experts with a seat: those that nobody has looked at come first."""
    seats = {seat.expert_id: seat for seat in panel_seats(round_)}
    named = applicants(round_)
    reviews = {
        (item.expert_id, item.organisation_id, item.kind): item
        for item in HintReview.objects.filter(expert__in=seats, organisation__in=named)
    }
    rows = [
        HintRow(
            seats[hint.expert],
            named[hint.organisation],
            HintKind(hint.kind),
            reviews.get((hint.expert, hint.organisation, hint.kind)),
        )
        for hint in find_hints(seats.values(), named, tied)
    ]
    return sorted(rows, key=lambda row: (not row.is_open, row.seat.number, row.organisation.pk, row.kind))


def find_hints(
    seats: Iterable[Seat], named: Mapping[int, Organisation], tied: Mapping[int, Iterable[int]]
) -> list[hints.Hint]:
    """Weak signs between the experts of ``seats`` and the organisations ``named``."""
    sitting = list(seats)
    related = _related([seat.expert_id for seat in sitting], [seat.expert.user_id for seat in sitting])
    people = [
        hints.Person(
            expert=seat.expert_id,
            user=seat.expert.user_id,
            surname=hints.surname(fold(seat.expert.user.full_name)),
            domain=hints.domain(seat.expert.user.email),
            tied=frozenset(related.now[seat.expert.user_id]) | frozenset(tied.get(seat.expert.user_id, ())),
            former=frozenset(related.ever[seat.expert.user_id] - related.now[seat.expert.user_id]),
        )
        for seat in sitting
    ]
    others = {number for person in people for number in person.tied | person.former}
    contacts = {item.pk: _contacts(item) for item in Organisation.objects.filter(pk__in=others)}
    return hints.find(people, _described(named), contacts)


@dataclass(frozen=True, slots=True)
class _Related:
    """User → organisations with a tie that counts now, and with any tie ever."""

    now: dict[int, set[int]]
    ever: dict[int, set[int]]


def _related(experts: list[int], users: list[int]) -> _Related:
    found = _Related(defaultdict(set), defaultdict(set))
    ties = Affiliation.objects.filter(expert__in=experts)
    roles = Membership.objects.filter(user__in=users, organisation__isnull=False)
    for into, affiliations, memberships in ((found.ever, ties, roles), (found.now, ties.tying(), roles.tying())):
        for user, organisation in affiliations.values_list("expert__user_id", "organisation_id"):
            into[user].add(organisation)
        for user, organisation in memberships.values_list("user_id", "organisation_id"):
            into[user].add(organisation)
    work = Employment.objects.filter(expert__in=experts).values_list("expert__user_id", "employer_bin")
    employers = dict(Organisation.objects.filter(bin__in=[number for _user, number in work]).values_list("bin", "pk"))
    for user, number in work:
        if number in employers:
            found.ever[user].add(employers[number])
    return found


def _described(named: Mapping[int, Organisation]) -> list[hints.Applicant]:
    people: dict[int, set[tuple[str, int]]] = defaultdict(set)
    roles = Membership.objects.filter(organisation__in=list(named))
    ties = Affiliation.objects.filter(organisation__in=list(named))
    for organisation, user, name in [
        *roles.values_list("organisation_id", "user_id", "user__full_name"),
        *ties.values_list("organisation_id", "expert__user_id", "expert__user__full_name"),
    ]:
        people[organisation].add((hints.surname(fold(name)), user))
    founders = Founder.objects.filter(organisation__in=list(named), kind=FounderKind.PERSON)
    for organisation, name in founders.values_list("organisation_id", "name"):
        people[organisation].add((hints.surname(fold(name)), 0))
    return [
        hints.Applicant(
            organisation=item.pk,
            people=frozenset(people[item.pk] | {(hints.surname(fold(item.head_name)), 0)}),
            domains=frozenset({hints.domain(item.email), hints.domain(item.website)}) - {""},
            contacts=_contacts(item),
        )
        for item in named.values()
    ]


def _contacts(item: Organisation) -> frozenset[str]:
    """What the organisation can be reached by, as keys that are equal when the same is written in another way."""
    keys = {item.email.casefold()} if item.email else set()
    for phone in (item.phone, item.private_phone):
        digits = re.sub(r"\D", "", phone)
        if len(digits) >= ENOUGH_DIGITS:
            keys.add(f"tel {digits[-10:]}")
    address = fold(item.address)
    if len(address) >= ENOUGH_LETTERS:
        keys.add(f"at {address}")
    if item.head_iin:
        keys.add(f"head {item.head_iin}")
    return frozenset(keys)

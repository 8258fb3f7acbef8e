"""A generated world with ties that are known to us: what the portal finds of them, and what it forbids."""

from __future__ import annotations

import datetime as dt
import random
import sys
from dataclasses import dataclass, field

import pytest

from evaluation import queries
from evaluation.actions import conflicts, seats
from evaluation.choices import SeatKind, SeatStatus, TieScope
from evaluation.models import Seat
from evaluation.rules.conflicts import barred_pairs, tied_organisations
from evaluation.scoring.assignment_document import pairs_of
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date, year_before
from registry.choices import NGO_ROLES, AffiliationKind, Role
from registry.models import Affiliation, Organisation
from tests.builders import evaluation as build
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db

EXPERTS, ENTRIES, EACH = 16, 40, 2


@dataclass
class World:
    """Who was tied to whom on purpose: (user, organisation)."""

    panel: build.Panel
    chance: random.Random
    hard: set[tuple[int, int]] = field(default_factory=set)
    weak: set[tuple[int, int]] = field(default_factory=set)

    def pair(self) -> tuple[Seat, Organisation]:
        while True:
            seat, entry = self.chance.choice(self.panel.seats), self.chance.choice(self.panel.entries)
            key = (seat.expert.user_id, entry.organisation_id)
            if key not in self.hard | self.weak:
                return seat, entry.organisation

    def plant(self, kind: str) -> None:
        """One tie of ``kind``: an affiliation of R35 that lasts, or that ended today a year ago, or a role."""
        seat, organisation = self.pair()
        last = year_before(local_date(clock.now()))
        if kind in AffiliationKind.values:
            until = self.chance.choice([None, last, last + dt.timedelta(days=200)])
            Affiliation.objects.create(expert=seat.expert, organisation=organisation, kind=kind, until=until)
        else:
            ended = self.chance.choice([None, cut_off(last, dt.time.min)])
            role = Role.NGO_VIEWER if kind == Role.NGO_HEAD and ended is None else kind
            MembershipFactory(user=seat.expert.user, organisation=organisation, role=role, ended_at=ended)
        self.hard.add((seat.expert.user_id, organisation.pk))

    def hint(self, kind: str) -> None:
        taken = {number for pair in self.weak for number in pair}
        while True:
            seat, organisation = self.pair()
            if not taken & {seat.expert.user_id, organisation.pk}:
                break
        number = len(self.weak)
        if kind == "surname":
            seat.expert.user.full_name, organisation.head_name = f"Қияли{number}ова Ақ", f"Қияли{number}ов Бек"
        elif kind == "email":
            seat.expert.user.email, organisation.email = f"a@own{number}.example", f"b@own{number}.example"
        else:
            day = year_before(local_date(clock.now())) - dt.timedelta(days=1)
            Affiliation.objects.create(
                expert=seat.expert, organisation=organisation, kind=AffiliationKind.PAID, until=day
            )
        seat.expert.user.save()
        organisation.save()
        self.weak.add((seat.expert.user_id, organisation.pk))


def world(seed: int, **terms) -> World:
    panel = build.shared(EACH, main=EXPERTS, reserve=0, experts=EXPERTS, entries=ENTRIES, **terms)
    for number, seat in enumerate(panel.round.seats.select_related("expert__user")):
        seat.expert.user.full_name = f"Бөлек{number} Адам"
        seat.expert.user.save()
    found = World(panel, random.Random(seed))  # noqa: S311 - a test that can be repeated
    for kind in [*AffiliationKind.values, *NGO_ROLES] * 3:
        found.plant(kind)
    for kind in ("surname", "email", "former") * 3:
        found.hint(kind)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_planted_tie_is_found_and_no_forbidden_pair_is_assigned(seed: int, capsys) -> None:
    planted = world(seed, ties_bar=TieScope.ENTRY)
    panel = planted.panel

    tied = tied_organisations(panel.round)
    found = {(user, organisation) for user, organisations in tied.items() for organisation in organisations}
    document = build.propose(panel).document

    users = {seat.number: seat.expert.user_id for seat in panel.seats}
    owners = {entry.number: entry.organisation_id for entry in panel.entries}
    assigned = {(users[seat], owners[entry]) for entry, seat in pairs_of(document)}
    assert found == planted.hard
    assert assigned & planted.hard == set()
    assert len(pairs_of(document)) == ENTRIES * EACH
    signs = queries.find_hints(panel.seats, queries.applicants(panel.round), tied)
    experts = {seat.expert_id: seat.expert.user_id for seat in panel.seats}
    hinted = {(experts[hint.expert], hint.organisation) for hint in signs}
    line = (
        f"planted ties: {len(found & planted.hard)} of {len(planted.hard)} hard ones found, {len(assigned & planted.hard)} "
        f"forbidden pairs of {len(assigned)}; hints: {len(hinted & planted.weak)} of {len(planted.weak)} found, "
        f"{len(hinted - planted.weak)} more"
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")
    assert planted.weak <= hinted


def test_a_tie_of_the_whole_round_lets_nobody_tied_keep_a_seat() -> None:
    planted = world(4)
    panel = planted.panel

    conflicts.enforce(round=panel.round)

    sitting = {seat.expert.user_id for seat in panel.seats}
    assert sitting & {user for user, _organisation in planted.hard} == set()
    assert sitting


def test_a_replacement_in_a_world_of_ties_takes_no_forbidden_entry() -> None:
    planted = world(5, ties_bar=TieScope.ENTRY)
    panel = planted.panel
    build.assignments.accept(assignment=build.propose(panel), by=panel.officer, reason="As it is.")
    until = clock.now() + dt.timedelta(days=1)
    panel.round = build.rounds.open(round=panel.round, scoring_until=until, by=panel.officer)

    for seat in panel.seats[:3]:
        seats.recuse(seat=seat, reason="Illness", by=panel.officer)

    live = queries.live_sheet_pairs(panel.round)
    everybody = panel.round.seats.filter(kind=SeatKind.MAIN).select_related("expert__user")
    assert live & barred_pairs(panel.round, everybody) == set()
    assert len(live) == ENTRIES * EACH
    sizes = [seat.sheets.exclude(status="void").count() for seat in panel.seats]
    assert max(sizes) - min(sizes) <= 1
    assert panel.round.seats.filter(status=SeatStatus.RECUSED).count() == 3

"""Complaints 6, 7, 8 and 10 of the must-not-fail list, where entries are assigned: each a test by its name."""

from __future__ import annotations

import contextlib
import datetime as dt
import random

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from evaluation import queries
from evaluation.actions import assignments, conflicts, rounds, seats, sheets, terms
from evaluation.choices import ConflictKind, HintKind, HintOutcome, RoundStatus, SeatStatus, SheetStatus, TieScope
from evaluation.models import Assignment, Round, Seat
from evaluation.rules.conflicts import barred_pairs
from foundation.accounts.models import User
from foundation.core import clock, jobs
from foundation.core.errors import DomainError
from foundation.core.workflow import TransitionNotAllowed
from registry.choices import AffiliationKind, Role
from registry.models import Affiliation, Membership
from tests.builders import evaluation as build
from tests.evaluation.views.pages import words
from tests.factories.registry import MembershipFactory

REFUSED = (DomainError, TransitionNotAllowed)


class Panel(RuleBasedStateMachine):
    """Everything that can happen to a panel, in any order. After each event nobody has got what is forbidden."""

    @initialize(scope=st.sampled_from(TieScope.values), per_entry=st.sampled_from([None, 1, 2]))
    def prepare(self, scope: str, per_entry: int | None) -> None:
        self.panel = build.prepared(main=2, reserve=2, experts=6, entries=3)
        wanted = terms.Wanted(experts_per_entry=per_entry, ties_bar=scope)
        terms.change(round=self.panel.round, wanted=wanted, by=self.panel.officer)
        self.tried: set[tuple[int, int]] = set()

    @property
    def round(self) -> Round:
        return Round.objects.get(pk=self.panel.round.pk)

    def seat(self, chance: random.Random) -> Seat | None:
        found = list(self.panel.round.seats.select_related("expert__user", "round").order_by("number"))
        return chance.choice(found) if found else None

    def attempt(self, act) -> None:
        """Do it or be refused; nobody may get a pair that was forbidden before."""
        everybody = list(self.panel.round.seats.select_related("expert__user"))
        forbidden = barred_pairs(self.round, everybody)
        before = queries.live_sheet_pairs(self.panel.round)
        submitted = self.submitted()
        with contextlib.suppress(*REFUSED):
            act()
        given = queries.live_sheet_pairs(self.panel.round) - before
        assert not given & forbidden
        assert not (self.submitted() - submitted) & forbidden

    def submitted(self) -> set[tuple[int, int]]:
        sheets_ = self.panel.round.entries.filter(sheets__status=SheetStatus.SUBMITTED)
        return set(sheets_.values_list("number", "sheets__seat__number"))

    @rule(chance=st.randoms(use_true_random=False), kind=st.sampled_from(AffiliationKind.values))
    def tie(self, chance: random.Random, kind: str) -> None:
        expert, entry = chance.choice(self.panel.experts), chance.choice(self.panel.entries)
        Affiliation.objects.get_or_create(expert=expert, organisation=entry.organisation, kind=kind, since=None)

    @rule(chance=st.randoms(use_true_random=False))
    def membership(self, chance: random.Random) -> None:
        user, entry = chance.choice(self.panel.experts).user, chance.choice(self.panel.entries)
        if not Membership.objects.filter(user=user, organisation=entry.organisation).exists():
            MembershipFactory(user=user, organisation=entry.organisation, role=Role.NGO_VIEWER)

    @rule()
    def draw(self) -> None:
        self.attempt(lambda: rounds.draw(round=self.round, by=self.panel.officer))

    @rule(chance=st.randoms(use_true_random=False))
    def sign(self, chance: random.Random) -> None:
        if seat := self.seat(chance):
            self.attempt(lambda: seats.accept(seat=seat, statement="No tie.", by=seat.expert.user))

    @rule()
    def everybody_signs(self) -> None:
        for seat in self.panel.seats:
            self.attempt(lambda seat=seat: seats.accept(seat=seat, statement="No tie.", by=seat.expert.user))

    @rule(chance=st.randoms(use_true_random=False), kind=st.sampled_from(ConflictKind.values))
    def declare(self, chance: random.Random, kind: str) -> None:
        if seat := self.seat(chance):
            entry = chance.choice(self.panel.entries)
            values = {"organisation": entry.organisation, "kind": kind, "text": "It is so."}
            self.attempt(lambda: conflicts.declare(seat=seat, by=seat.expert.user, **values))

    @rule(chance=st.randoms(use_true_random=False), outcome=st.sampled_from(HintOutcome.values))
    def review(self, chance: random.Random, outcome: str) -> None:
        if seat := self.seat(chance):
            values = {"organisation": chance.choice(self.panel.entries).organisation, "kind": HintKind.SURNAME}
            values |= {"expert": seat.expert, "outcome": outcome, "reason": "Asked."}
            self.attempt(lambda: conflicts.review(round=self.round, by=self.panel.officer, **values))

    @rule()
    def assign(self) -> None:
        def act() -> None:
            job = assignments.propose(round=self.round, by=self.panel.officer)
            jobs.run(str(job.pk))

        self.attempt(act)

    @rule()
    def accept(self) -> None:
        if proposal := Assignment.objects.filter(round=self.panel.round, accepted_at=None).first():
            self.attempt(lambda: assignments.accept(assignment=proposal, by=self.panel.officer, reason="So."))

    @rule()
    def start(self) -> None:
        until = clock.now() + dt.timedelta(days=1)
        values = {"scoring_until": until, "reason": "Few.", "by": self.panel.officer}
        self.attempt(lambda: rounds.open(round=self.round, **values))

    @rule(chance=st.randoms(use_true_random=False))
    def recuse(self, chance: random.Random) -> None:
        if seat := self.seat(chance):
            self.attempt(lambda: seats.recuse(seat=seat, reason="Illness", by=self.panel.officer))

    @rule(chance=st.randoms(use_true_random=False))
    def score(self, chance: random.Random) -> None:
        seat = self.seat(chance)
        if seat and (sheet := seat.sheets.select_related("entry", "seat__round").order_by("pk").first()):
            values = {"marks": {"c1": 500, "c2": 500}, "comments": {}, "version": sheet.version}
            self.attempt(lambda: sheets.submit(sheet=sheet, by=seat.expert.user, **values))

    @rule()
    def sweep(self) -> None:
        conflicts.enforce(round=self.round)
        sitting = list(self.panel.round.seats.sitting().select_related("expert__user"))
        assert not queries.live_sheet_pairs(self.panel.round) & barred_pairs(self.round, sitting)

    @invariant()
    def every_live_sheet_is_of_a_signed_seat_and_assigned(self) -> None:
        if not hasattr(self, "panel"):
            return
        live = queries.live_sheet_pairs(self.panel.round)
        signed = set(self.panel.round.seats.filter(status=SeatStatus.ACCEPTED).values_list("number", flat=True))
        assert {seat for _entry, seat in live} <= signed
        assigned = queries.assigned_entries(self.round)
        if assigned is not None and self.round.status == RoundStatus.SCORING:
            assert all(entry in assigned.get(seat, ()) for entry, seat in live)


@pytest.mark.django_db
def test_complaint_06_reviewer_assigned_to_own_case_never_in_whatever_order() -> None:
    run_state_machine_as_test(
        Panel,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )


def shown(client, user: User, addresses: list[str]) -> dict[str, tuple[int, str]]:
    client.force_login(user)
    found = {}
    for address in addresses:
        response = client.get(address)
        found[address] = (response.status_code, words(response))
    return found


@pytest.mark.django_db
def test_complaint_07_the_same_page_for_a_tied_official_shows_no_count_of_hidden_sheets(client) -> None:
    """A tied official, an official with a seat, an expert: their pages stay the same whatever the others submit."""
    panel = build.assigned(2, main=3, reserve=0, experts=3, entries=3)
    seat, other, third = panel.seats
    tied = MembershipFactory(organisation=None, body=panel.body, role=Role.OFFICER).user
    MembershipFactory(user=tied, organisation=panel.entries[0].organisation, role=Role.NGO_VIEWER)
    seated = MembershipFactory(user=seat.expert.user, organisation=None, body=panel.body, role=Role.OFFICER).user
    names = ("round-detail", "assignment-detail", "conflict-list", "panel-terms", "sheet-list", "draw-detail")
    addresses = [reverse(f"evaluation:{name}", args=[panel.round.pk]) for name in names]
    addresses += [reverse("evaluation:workload"), reverse("desk")]
    readers = (tied, seated, third.expert.user)
    before = [shown(client, reader, addresses) for reader in readers]
    control = shown(client, panel.officer, addresses)

    for entry, number in sorted(queries.live_sheet_pairs(panel.round)):
        if number == other.number:
            build.submit(panel, other, panel.entries[entry - 1], [1000, 0])

    assert [shown(client, reader, addresses) for reader in readers] == before
    # The test would see it: an official without a tie is shown how far the experts are.
    assert shown(client, panel.officer, addresses) != control


@pytest.mark.django_db
def test_complaint_07_nothing_is_learned_by_asking_for_the_closing(client) -> None:
    """The refusal of a closing counts sheets: a tied official is refused before anything is counted."""
    panel = build.scoring(main=2, entries=2)
    tied = MembershipFactory(organisation=None, body=panel.body, role=Role.OFFICER).user
    MembershipFactory(user=tied, organisation=panel.entries[0].organisation, role=Role.NGO_VIEWER)
    client.force_login(tied)

    answers = [client.post(reverse("evaluation:round-close", args=[panel.round.pk]))]
    build.submit(panel, panel.seats[0], panel.entries[0], [500, 500])
    answers.append(client.post(reverse("evaluation:round-close", args=[panel.round.pk])))

    assert [answer.status_code for answer in answers] == [403, 403]
    assert words(answers[0]) == words(answers[1])


@pytest.mark.django_db
def test_complaint_08_no_average_of_a_recused_expert_is_left_anywhere(client) -> None:
    """After a recusal the newest figures are those without the expert, and the formula says of how many."""
    panel, _run = build.computed([[[1000, 1000], [200, 200]]], reserve=0)
    leaving = next(seat for seat in panel.seats if seat.sheets.filter(total=200000).exists())

    seats.recuse(seat=leaving, reason="Found later.", by=panel.officer)
    jobs.run_waiting()

    client.force_login(panel.officer)
    newest = queries.latest_run(panel.round)
    page = words(client.get(reverse("evaluation:result-detail", args=[newest.pk, 1])))
    assert (newest.number, "4.00 ÷ 1 = 4.00" in page) == (2, True)


@pytest.mark.django_db
def test_complaint_10_draft_vote_counted_never_of_an_assigned_sheet() -> None:
    panel = build.assigned(1, main=2, entries=2)
    (entry, number), *_others = sorted(queries.live_sheet_pairs(panel.round))
    seat = panel.round.seats.get(number=number)
    build.submit(panel, seat, panel.entries[entry - 1], [500, 500])

    document = queries.inputs_document(panel.round)

    assert [len(item["sheets"]) for item in document["entries"]] == [1, 0]

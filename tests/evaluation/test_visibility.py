"""Who sees which rows, person by person and phase by phase."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from evaluation.actions import rounds, runs, seats, sheets
from evaluation.models import Entry, Round, Run, ScoreSheet, Seat, SheetChange
from evaluation.visibility import expert_name, for_expert
from foundation.core import jobs
from registry.choices import AffiliationKind, Role
from registry.models import Affiliation
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import ExpertFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def people(panel: build.Panel) -> dict[str, object]:
    def of_body(role: str):
        return MembershipFactory(organisation=None, body=panel.body, role=role).user

    return {
        "visitor": AnonymousUser(),
        "stranger": UserFactory(),
        "other officer": build.officer_of(build.BodyFactory()),
        "applicant": MembershipFactory(organisation=panel.entries[0].organisation).user,
        "expert": panel.seats[0].expert.user,
        "officer": panel.officer,
        "secretary": of_body(Role.SECRETARY),
        "commission": of_body(Role.COMMISSION),
        "auditor": UserFactory(is_auditor=True),
    }


def counts(panel: build.Panel) -> dict[str, tuple[int, ...]]:
    """For each person: how many rounds, entries, seats, sheets and rankings are visible."""
    return {
        name: tuple(model.objects.visible_to(person).count() for model in (Round, Entry, Seat, ScoreSheet, Run))
        for name, person in people(panel).items()
    }


def test_while_experts_score() -> None:
    panel = build.scoring(main=2, reserve=1, entries=2)
    for entry in panel.entries:
        build.submit(panel, panel.seats[1], entry, [500, 500])

    assert counts(panel) == {
        "visitor": (0, 0, 0, 0, 0),
        "stranger": (0, 0, 0, 0, 0),
        "other officer": (0, 0, 0, 0, 0),
        "applicant": (0, 0, 0, 0, 0),
        "expert": (1, 2, 1, 2, 0),
        "officer": (1, 2, 3, 0, 0),
        "secretary": (1, 2, 0, 0, 0),
        "commission": (1, 2, 0, 0, 0),
        "auditor": (1, 2, 0, 0, 0),
    }


def test_a_changed_sheet_is_seen_by_who_may_read_the_ranking() -> None:
    panel = build.discussing()
    seat, entry = panel.seats[0], panel.entries[0]
    sheet = panel.sheet(seat, entry)
    codes = panel.rubric.criteria.values_list("code", flat=True)
    marks = dict.fromkeys(codes, 100)
    sheets.revise(sheet=sheet, marks=marks, comments={}, version=sheet.version, reason="Read.", by=seat.expert.user)

    everybody = people(panel)

    def seeing() -> set[str]:
        return {name for name, person in everybody.items() if SheetChange.objects.visible_to(person).exists()}

    discussing = seeing()
    panel.round = rounds.close(round=panel.round, by=panel.officer, reason="All is said.")
    closed = seeing()
    _run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))

    assert discussing == {"expert"}
    assert closed == {"expert", "officer"}
    assert seeing() == {"expert", "officer", "secretary", "commission", "auditor"}


def test_before_the_opening_an_expert_sees_no_entry() -> None:
    panel = build.signed(main=2, reserve=1, entries=2)

    assert counts(panel)["expert"] == (1, 0, 1, 0, 0)


def test_after_the_ranking_and_before_its_publication() -> None:
    panel, _ = build.computed()

    found = counts(panel)

    assert found["expert"] == (1, 2, 1, 2, 0)
    assert found["officer"] == (1, 2, 3, 4, 1)
    assert found["commission"] == (1, 2, 0, 0, 1)
    assert [found[name][4] for name in ("visitor", "stranger", "other officer", "applicant")] == [0] * 4
    assert found["auditor"][4] == 1


@pytest.mark.parametrize("kind", ["role", "tie"])
def test_a_tied_member_of_the_commission_sees_the_ranking_only_when_everybody_does(kind: str) -> None:
    panel, run = build.computed()
    member = MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user
    before = run in Run.objects.visible_to(member)
    if kind == "role":
        MembershipFactory(user=member, organisation=panel.entries[0].organisation, role=Role.NGO_VIEWER)
    else:
        tie = {"organisation": panel.entries[0].organisation, "kind": AffiliationKind.FOUNDER}
        Affiliation.objects.create(expert=ExpertFactory(user=member), **tie)

    tied = run in Run.objects.visible_to(member)
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer)

    assert (before, tied, run in Run.objects.visible_to(member)) == (True, False, True)


def test_after_the_publication_everybody_sees_the_ranking_and_no_sheet() -> None:
    panel, _ = build.published()

    found = counts(panel)

    assert {name: row[4] for name, row in found.items()} == dict.fromkeys(found, 1)
    assert [found[name][3] for name in ("visitor", "stranger", "applicant", "commission")] == [0] * 4


def test_a_former_officer_sees_nothing() -> None:
    panel = build.drawn()
    panel.officer.memberships.update(ended_at=build.timezone.now())

    assert Round.objects.visible_to(panel.officer).count() == 0
    assert Round.objects.run_by(panel.officer).count() == 0


def test_a_recused_expert_sees_the_seat_and_no_entry() -> None:
    panel = build.scoring(main=1, reserve=0, experts=1, entries=1)
    seat = panel.seats[0]
    seats.recuse(seat=seat, reason="x", by=seat.expert.user)

    person = seat.expert.user
    assert (Entry.objects.visible_to(person).count(), Seat.objects.visible_to(person).count()) == (0, 1)
    assert ScoreSheet.objects.of_expert(person).count() == 0
    assert ScoreSheet.objects.of_expert(AnonymousUser()).count() == 0


def test_the_applicant_is_hidden_from_experts_while_the_round_is_blind() -> None:
    panel = build.drawn()

    shown = for_expert(panel.entries[0], panel.round)
    panel.round.is_blind = False
    opened = for_expert(panel.entries[0], panel.round)

    assert (shown.organisation, opened.organisation) == (None, panel.entries[0].organisation)
    assert expert_name(2) == "Expert 2"


def test_an_expert_sees_the_entries_of_the_own_sheets_alone() -> None:
    panel = build.assigned(1, main=2, reserve=0, experts=2, entries=4)

    for seat in panel.seats:
        seen = Entry.objects.visible_to(seat.expert.user)
        assert set(seen) == {sheet.entry for sheet in seat.sheets.select_related("entry")}
        assert seen.count() == 2

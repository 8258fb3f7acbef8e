from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from evaluation import queries
from evaluation.actions import rounds, runs, seats, sheets, stages
from evaluation.choices import RoundKind, RoundStatus, SeatStatus
from evaluation.models import Round, ScoreSheet
from foundation.accounts.models import User
from foundation.core import jobs
from foundation.core.errors import Conflict, NotPermitted
from registry.choices import Role
from registry.models import Expert
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def commission(panel: build.Panel, count: int = 2) -> list[User]:
    return [
        MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user for _number in range(count)
    ]


def convene(panel: build.Panel, members, by=None) -> Round | None:
    with transaction.atomic():
        return stages.convene(first=panel.round, rubric=RubricFactory(), members=members, by=by or panel.officer)


def test_the_commission_gets_what_the_experts_let_pass_in_a_round_of_its_own() -> None:
    panel, _run = build.computed([[[300, 300]], [[900, 800]]], pass_mark=Decimal(10))
    members = commission(panel)

    second = convene(panel, members)

    assert (second.kind, second.status, second.first_stage, second.main_seats) == (
        RoundKind.COMMISSION,
        RoundStatus.ASSEMBLING,
        panel.round,
        2,
    )
    assert list(second.entries.values_list("number", "reference")) == [(2, "A-2")]
    assert set(second.seats.values_list("expert__user", "expert__is_active")) == {
        (member.pk, False) for member in members
    }
    assert second.rubric.frozen_at is not None


def test_members_of_a_commission_are_in_no_draw() -> None:
    panel, _run = build.computed()
    other = build.prepared(main=2, experts=2)
    convene(panel, commission(panel))

    rounds.draw(round=other.round, by=other.officer)

    assert not set(other.round.seats.values_list("expert", flat=True)) & set(
        Expert.objects.filter(is_active=False).values_list("pk", flat=True)
    )


def test_nothing_passed_and_there_is_no_second_stage() -> None:
    panel, _run = build.computed([[[300, 300]]], pass_mark=Decimal(10))

    assert convene(panel, commission(panel)) is None


def test_a_tied_member_is_left_out_and_one_who_scored_before_is_refused() -> None:
    panel, _run = build.computed()
    free, tied = commission(panel)
    MembershipFactory(user=tied, organisation=panel.entries[0].organisation)
    expert = panel.seats[0].expert.user

    with pytest.raises(Conflict, match="does not score again"):
        convene(panel, [free, expert])
    with pytest.raises(Conflict, match="without a tie"):
        convene(panel, [tied])
    second = convene(panel, [free, tied])

    assert [seat.expert.user for seat in second.seats.select_related("expert__user")] == [free]


def test_the_commission_is_seated_once_after_the_experts_by_an_officer() -> None:
    early = build.scoring(main=1, entries=1)
    panel, _run = build.computed()
    members = commission(panel)

    with pytest.raises(Conflict, match="not closed"):
        convene(early, members)
    with pytest.raises(NotPermitted):
        convene(panel, members, by=members[0])
    convene(panel, members)
    with pytest.raises(Conflict, match="has been seated"):
        convene(panel, members)


def test_a_round_without_a_ranking_has_no_second_stage() -> None:
    panel = build.closed()

    with pytest.raises(Conflict, match="has not been computed"):
        convene(panel, commission(panel))


def scored(second: Round, officer: User) -> None:
    """The members sign and score, and the ranking of the second stage is computed."""
    for seat in second.seats.select_related("expert__user"):
        seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)
    second = rounds.open(round=second, scoring_until=timezone.now() + dt.timedelta(days=1), by=officer)
    for sheet in ScoreSheet.objects.filter(entry__round=second).select_related("seat__expert__user", "entry"):
        marks = {"c1": 100 * sheet.entry.number, "c2": 500}
        sheets.submit(sheet=sheet, marks=marks, comments={}, version=0, by=sheet.seat.expert.user)
    second = rounds.close(round=second, by=officer)
    _run, job = runs.request(round=second, by=officer)
    jobs.run(str(job.pk))


def test_the_second_result_stands_beside_the_first_and_is_published_with_it() -> None:
    panel, run = build.computed([[[900, 800]], [[300, 300]]])
    second = convene(panel, commission(panel))
    scored(second, panel.officer)

    hidden = queries.stages_of(UserFactory(), second)
    shown = queries.stages_of(panel.officer, second)
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer)
        stages.publish(first=panel.round, by=panel.officer)
    public = queries.stages_of(UserFactory(), second)

    assert (hidden.first_run, hidden.second_run, hidden.rows) == (None, None, [])
    rows = [
        (row.entry.number, str(row.first.total), row.first.rank, str(row.second.total), row.second.rank)
        for row in shown.rows
    ]
    assert rows == [(2, "6.00", 2, "7.00", 1), (1, "17.00", 1, "6.00", 2)]
    assert [row.second.rank for row in public.rows] == [1, 2]
    assert set(second.seats.values_list("status", flat=True)) == {SeatStatus.ACCEPTED}

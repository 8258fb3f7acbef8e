from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from evaluation.actions import rounds, seats
from evaluation.choices import SeatKind
from evaluation.queries import desk_tasks
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def tasks(user) -> list[tuple]:
    return [(str(task.title), task.url, str(task.status_label), task.due_at) for task in desk_tasks(user)]


def test_an_experts_tasks_from_the_draw_to_the_last_sheet() -> None:
    panel = build.drawn(main=1, reserve=1, entries=2)
    seat = panel.seats[0]
    reserve = panel.round.seats.get(kind=SeatKind.RESERVE).expert.user
    expert = seat.expert.user
    statement = reverse("evaluation:seat-statement", args=[seat.pk])
    scoring = reverse("evaluation:sheet-list", args=[panel.round.pk])

    assert tasks(expert) == [("Sign the no-conflict statement: Contest", statement, "Not signed", None)]
    assert tasks(reserve) == []
    seats.accept(seat=seat, statement="x", by=expert)
    assert tasks(expert) == []
    until = build.timezone.now() + build.dt.timedelta(days=1)
    panel.round = rounds.open(round=panel.round, scoring_until=until, by=panel.officer)
    build.submit(panel, seat, panel.entries[0], [500, 500])
    assert tasks(expert) == [("Score entries: Contest", scoring, "1 of 2 submitted", until)]
    build.submit(panel, seat, panel.entries[1], [500, 500])
    assert tasks(expert) == []


def test_a_recused_expert_has_nothing_to_do_and_the_replacement_signs() -> None:
    panel = build.scoring(main=1, reserve=1, entries=1)
    leaving = panel.seats[0]
    seats.recuse(seat=leaving, reason="x", by=panel.officer)

    assert tasks(leaving.expert.user) == []
    assert [task[2] for task in tasks(panel.seats[0].expert.user)] == ["Not signed"]


def test_an_officers_tasks_follow_the_round() -> None:
    panels = [build.prepared(), build.drawn(), build.scoring(main=1), build.closed(), build.computed()[0]]

    assert [[task[0] for task in tasks(panel.officer)] for panel in panels] == [
        [],
        ["Open the scoring: Contest"],
        ["Follow the scoring: Contest"],
        ["Compute the ranking: Contest"],
        [],
    ]
    assert tasks(panels[1].officer)[0][1] == reverse("evaluation:round-detail", args=[panels[1].round.pk])


def test_strangers_have_no_tasks() -> None:
    build.scoring(main=1)

    assert tasks(UserFactory()) == []
    assert tasks(AnonymousUser()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_tasks_take_the_same_number_of_queries(count: int, django_assert_num_queries) -> None:
    panel = build.drawn(main=1)
    for _ in range(count - 1):
        other = build.drawn(main=1)
        other.round.body = panel.body
        other.round.save()

    with django_assert_num_queries(2):
        assert len(tasks(panel.officer)) == count

from __future__ import annotations

import pytest

from evaluation.queries.load import expert_loads
from evaluation.rules.conflicts import conflicted, has_conflict
from registry.actions import experts
from tests.builders import evaluation as build
from tests.builders import registry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

URL = "/en/evaluation/experts/"


def test_rounds_and_sheets_of_each_active_expert(client) -> None:
    panel = build.scoring(main=2, reserve=1, experts=4, entries=3)
    seats = {seat.expert_id: seat for seat in panel.round.seats.sitting()}

    loads = {load.expert.pk: (load.rounds, load.sheets, load.waiting) for load in expert_loads(panel.officer)}

    assert {pk: loads[pk] for pk in seats} == dict.fromkeys(seats, (1, 3, 3))
    assert {load for pk, load in loads.items() if pk not in seats} == {(0, 0, 0)}


@pytest.mark.parametrize("entries", [1, 3])
def test_the_page_is_for_officers(client, django_assert_num_queries, entries: int) -> None:
    panel = build.scoring(entries=entries)
    client.force_login(UserFactory())
    assert client.get(URL).status_code == 403

    client.force_login(registry.officer())
    with django_assert_num_queries(6):
        html = client.get(URL).content.decode()

    name = panel.round.seats.first().expert.user.full_name
    assert name in html
    assert f'href="{URL}"' in client.get("/en/registry/experts/").content.decode()


def test_work_at_an_applicant_is_a_conflict() -> None:
    panel = build.drawn()
    expert = panel.round.seats.first().expert
    assert has_conflict(expert, panel.round) is False
    values = {
        "employer_name": "X",
        "employer_bin": panel.round.entries.first().organisation.bin,
        "since": panel.round.drawn_at.date(),
    }

    experts.declare_employment(expert=expert, values=values, by=None)

    assert conflicted(panel.round) == {expert.user_id}
    assert has_conflict(expert, panel.round) is True

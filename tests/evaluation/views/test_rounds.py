from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation.choices import RoundStatus, RunStatus, SeatStatus, SheetStatus
from evaluation.models import Run
from foundation.core import jobs
from foundation.core.models import Job
from registry.choices import Role
from tests.builders import evaluation as build
from tests.evaluation.views.pages import errors, table, words
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


def moment(days: int) -> dict[str, str]:
    at = timezone.localtime(timezone.now() + dt.timedelta(days=days))
    return {
        "scoring_until_0": str(at.day),
        "scoring_until_1": str(at.month),
        "scoring_until_2": str(at.year),
        "scoring_until_3": "18:00",
    }


def test_an_officer_leads_a_round_from_the_draw_to_the_ranking(client) -> None:
    panel = build.prepared(main=1, reserve=1, entries=1)
    client.force_login(panel.officer)
    address = page("round-detail", panel.round.pk)

    assert "Reveal the seed and draw" in words(client.get(address))
    client.post(page("round-draw", panel.round.pk))
    seat = panel.seats[0]
    assert seat.expert.user.full_name in words(client.get(address))
    client.force_login(seat.expert.user)
    client.post(page("seat-statement", seat.pk), {"confirm": "on"})
    client.force_login(panel.officer)
    client.post(page("round-open", panel.round.pk), moment(3))
    build.submit(panel, seat, panel.entries[0], [800, 900])
    assert [row[4] for row in table(client.get(address), "Experts and their progress")] == ["1 of 1", "–"]
    client.post(page("round-close", panel.round.pk))
    asked = client.post(page("round-compute", panel.round.pk))

    job = Job.objects.get(name="evaluation.compute_run")
    assert asked.url == reverse("jobs:job-detail", args=[job.pk])
    jobs.run(str(job.pk))
    run = Run.objects.get()
    job.refresh_from_db()
    assert (run.status, job.result["url"]) == (RunStatus.COMPUTED, page("run-detail", run.pk))
    assert table(client.get(address), "Rankings")[0][0] == "Ranking 1"


def test_faults_of_the_steps_are_shown_in_their_forms(client) -> None:
    panel = build.signed(main=1)
    client.force_login(panel.officer)

    empty = client.post(page("round-open", panel.round.pk), {})
    past = client.post(page("round-open", panel.round.pk), moment(-1))
    client.post(page("round-open", panel.round.pk), moment(1))
    early = client.post(page("round-close", panel.round.pk), {"close-reason": ""})
    client.post(page("round-close", panel.round.pk), {"close-reason": "The expert is ill."})

    panel.round.refresh_from_db()
    assert (empty.status_code, errors(empty)) == (422, ["Scoring ends: Enter the day, month, year and time."])
    assert (past.status_code, errors(past)) == (422, ["Scoring ends: The end of scoring must be in the future."])
    assert (early.status_code, len(errors(early))) == (422, 1)
    assert panel.round.status == RoundStatus.CLOSED


def test_a_second_ranking_asks_for_a_reason(client) -> None:
    panel, _run = build.computed()
    client.force_login(panel.officer)

    refused = client.post(page("round-compute", panel.round.pk), {"compute-reason": ""})
    client.post(page("round-compute", panel.round.pk), {"compute-reason": "An appeal was granted."})

    assert (refused.status_code, errors(refused)) == (422, ["Reason: Say why the ranking is computed again."])
    assert list(Run.objects.values_list("number", "reason")) == [(1, ""), (2, "An appeal was granted.")]


def test_a_step_out_of_turn_is_told(client) -> None:
    panel = build.drawn()
    client.force_login(panel.officer)

    assert client.post(page("round-draw", panel.round.pk)).status_code == 409
    assert client.post(page("round-close", panel.round.pk)).status_code == 409
    missing = client.post(page("round-open", panel.round.pk), moment(1))
    assert (missing.status_code, "Still missing: Expert 1, Expert 2" in words(missing)) == (409, True)


@pytest.mark.parametrize("name", ["round-detail", "round-draw", "round-open", "round-close", "round-compute"])
def test_a_round_is_managed_by_its_own_officers_alone(client, name: str) -> None:
    panel = build.drawn()
    people = [
        build.officer_of(build.prepared().body),
        MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user,
        panel.seats[0].expert.user,
        MembershipFactory(organisation=panel.entries[0].organisation).user,
    ]
    method = client.get if name == "round-detail" else client.post
    anonymous = method(page(name, panel.round.pk))

    statuses = []
    for person in people:
        client.force_login(person)
        statuses.append(method(page(name, panel.round.pk)).status_code)

    assert (anonymous.status_code, statuses) == (302, [404] * 4)


def test_an_officer_takes_an_expert_out(client) -> None:
    panel = build.scoring(main=1, reserve=1, entries=1)
    seat = panel.seats[0]
    client.force_login(panel.officer)

    shown = client.get(page("seat-recuse", seat.pk))
    done = client.post(page("seat-recuse", seat.pk), {"reason": "A tie was found."})

    seat.refresh_from_db()
    assert seat.expert.user.full_name in words(shown)
    assert (done.url, seat.status) == (page("round-detail", panel.round.pk), SeatStatus.RECUSED)
    assert "A tie was found." in words(client.get(page("round-detail", panel.round.pk)))


def test_an_officer_gives_a_sheet_back_without_seeing_its_marks(client) -> None:
    panel = build.scoring(main=1, entries=1)
    sheet = build.submit(panel, panel.seats[0], panel.entries[0], [700, 300])
    client.force_login(panel.officer)

    shown = words(client.get(page("sheet-reopen", sheet.pk)))
    refused = client.post(page("sheet-reopen", sheet.pk), {"reason": ""})
    done = client.post(page("sheet-reopen", sheet.pk), {"reason": "The expert mixed up two entries."})

    sheet.refresh_from_db()
    assert "7.00" not in shown
    assert (refused.status_code, done.status_code, sheet.status) == (422, 302, SheetStatus.DRAFT)
    assert client.get(page("sheet-reopen", sheet.pk)).status_code == 404


def test_the_officers_page_tells_nothing_of_marks_before_the_closing(client) -> None:
    """Whatever marks are given, the page is the same to the letter: counts of sheets only."""
    pages = []
    for marks in ([0, 0], [1000, 1000]):
        panel = build.scoring(main=1, reserve=0, experts=1, entries=1)
        client.force_login(panel.officer)
        build.submit(panel, panel.seats[0], panel.entries[0], marks)
        row = table(client.get(page("round-detail", panel.round.pk)), "Experts and their progress")[0]
        pages.append([row[0], *row[2:5]])

    assert pages[0] == pages[1] == ["Expert 1", "Main", "No-conflict statement signed", "1 of 1"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_officers_page_takes_the_same_number_of_queries(client, count: int, django_assert_num_queries) -> None:
    panel = build.scoring(main=count, reserve=0, experts=count, entries=count)
    client.force_login(panel.officer)
    client.get(page("round-detail", panel.round.pk))

    with django_assert_num_queries(12):
        response = client.get(page("round-detail", panel.round.pk))

    assert len(table(response, "Experts and their progress")) == count


def test_a_tie_that_comes_up_later_is_shown_to_the_officer_and_stops_the_closing(client) -> None:
    panel = build.scoring(main=1, reserve=0, experts=1, entries=1)
    build.submit(panel, panel.seats[0], panel.entries[0], [500, 500])
    MembershipFactory(user=panel.seats[0].expert.user, organisation=panel.entries[0].organisation)
    client.force_login(panel.officer)

    shown = words(client.get(page("round-detail", panel.round.pk)))
    refused = client.post(page("round-close", panel.round.pk))

    assert "The portal knows a tie with an applicant: take this expert out." in shown
    assert (refused.status_code, "Expert 1" in words(refused)) == (409, True)

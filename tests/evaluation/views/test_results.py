from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from evaluation.actions import rounds, runs, seats
from evaluation.choices import CommentRule
from evaluation.models import Result
from foundation.core import jobs
from registry.choices import Role
from tests.builders import evaluation as build
from tests.evaluation.views.pages import explanation, table, words
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import CriterionFactory, RubricFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db

SCRIPTS = Path(__file__).parents[3] / "docs" / "verify"
MARKS = [[[800, 600], [700, 500]], [[900, 900], [800, 800]], [[], []]]


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


def test_everybody_sees_a_published_ranking(client) -> None:
    _, run = build.published(MARKS)

    response = client.get(page("run-detail", run.pk))

    assert table(response, "Entries by rank") == [
        ["1", "A-2 Project 2", "1", "17.00", "8.50", "8.50", "2.00"],
        ["2", "A-1 Project 1", "2", "13.00", "7.50", "5.50", "2.00"],
        ["–", "A-3 Project 3", "–", "–", "–", "–", "–"],
    ]
    assert run.inputs_digest in words(response)


def test_an_entrys_page_shows_every_mark_and_the_arithmetic(client) -> None:
    rubric = RubricFactory(criteria=0, maximum_total=Decimal("15.00"), pass_mark=Decimal("9.00"))
    CriterionFactory(rubric=rubric, position=1, weight=Decimal("0.50"), comment_rule=CommentRule.NEVER)
    CriterionFactory(rubric=rubric, position=2, pass_mark=Decimal(6))
    _, run = build.published([[[900, 600], [800, 500]], [[1000, 600], [1000, 600]]], rubric=rubric)

    response = client.get(page("result-detail", run.pk, 1))

    assert table(response, "Marks of the experts") == [
        ["Criterion 1 (0–10)", "× 0.50", "9.00", "8.00", "8.50"],
        ["Criterion 2 (0–10)", "× 1.00", "6.00", "5.00", "5.50"],
        ["Sum of weight × mark", "", "10.50", "9.00", "9.75"],
    ]
    assert explanation(response) == [
        ("Expert 1", "10.50"),
        ("Expert 2", "9.00"),
        ("Mean of the sheets, rounded half up to two places", "19.50 ÷ 2 = 9.75"),
        ("Pass mark of the total", "9.75 ≥ 9.00: reached"),
        ("Pass mark of “Criterion 2”", "5.50 < 6.00: not reached"),
        ("Rank", "2 of 2"),
        ("Without Expert 1", "total 9.00, rank 2"),
        ("Without Expert 2", "total 10.50, rank 2"),
        ("Ranks when each member of the panel is left out in turn (2 members)", "2"),
    ]


def test_the_explanation_speaks_the_readers_language_in_numbers(client) -> None:
    _, run = build.published()

    with translation.override("ru"):
        address, caption = page("result-detail", run.pk, 1), gettext("Marks of the experts")
    response = client.get(address)

    assert address.startswith("/ru/")
    assert table(response, caption)[0][2:] == ["8,00", "7,00", "7,50"]


def test_reasons_of_the_experts_are_public_names_are_not(client) -> None:
    panel = build.scoring(main=1, entries=1)
    seat = panel.seats[0]
    panel.rubric.refresh_from_db()
    build.submit(panel, seat, panel.entries[0], [500, 500], {"c1": "The goal is clear."})
    _close_and_publish(panel)

    response = client.get(page("result-detail", panel.round.runs.get().pk, 1))

    assert "The goal is clear." in words(response)
    assert seat.expert.user.full_name not in response.content.decode()


def _close_and_publish(panel) -> None:
    rounds.close(round=panel.round, by=panel.officer)
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    run.refresh_from_db()
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer)


@pytest.mark.parametrize(
    "name", ["run-detail", "run-quality", "run-what-if", "run-inputs", "run-results", "result-detail", "result-inputs"]
)
def test_before_publication_only_the_bodys_people_and_auditors_see_it(client, name: str) -> None:
    panel, run = build.computed()
    applicant = MembershipFactory(organisation=panel.entries[0].organisation).user
    commission = MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user
    elsewhere = build.officer_of(build.prepared().body)
    address = page(name, run.pk, *([1] if name.startswith("result-") else []))

    seen = {}
    for who, person in {
        "nobody": None,
        "applicant": applicant,
        "expert": panel.seats[0].expert.user,
        "elsewhere": elsewhere,
        "officer": panel.officer,
        "commission": commission,
        "auditor": UserFactory(is_auditor=True),
    }.items():
        client.logout()
        if person:
            client.force_login(person)
        seen[who] = client.get(address).status_code

    assert seen == {
        "nobody": 404,
        "applicant": 404,
        "expert": 404,
        "elsewhere": 404,
        "officer": 200,
        "commission": 200,
        "auditor": 200,
    }


def test_unknown_entries_and_waiting_rankings_are_not_found(client) -> None:
    _, run = build.published()

    assert client.get(page("result-detail", run.pk, 99)).status_code == 404
    assert client.get(page("run-detail", 10**9)).status_code == 404


def test_the_downloads_have_the_published_digests_and_satisfy_the_program(client, tmp_path: Path) -> None:
    _, run = build.published(MARKS)

    inputs = client.get(page("run-inputs", run.pk)).content
    results = client.get(page("run-results", run.pk)).content
    (tmp_path / "inputs.json").write_bytes(inputs)
    (tmp_path / "results.json").write_bytes(results)
    done = subprocess.run(
        [sys.executable, "-I", SCRIPTS / "recompute.py", "inputs.json", "--published", "results.json"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert (sha256(inputs).hexdigest(), sha256(results).hexdigest()) == (run.inputs_digest, run.outcome_digest)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Equal to the published results.")


def test_the_inputs_name_no_person(client) -> None:
    _, run = build.published()

    inputs = json.loads(client.get(page("run-inputs", run.pk)).content)

    assert sorted(inputs) == ["engine", "entries", "format", "round", "rubric"]
    assert sorted(inputs["entries"][0]) == ["number", "reference", "sheets"]
    assert sorted(inputs["entries"][0]["sheets"][0]) == ["expert", "marks"]


def test_the_draw_is_public_from_the_commitment_on(client, tmp_path: Path) -> None:
    prepared, drawn = build.prepared(), build.drawn(main=2, reserve=2)

    before = client.get(page("draw-detail", prepared.round.pk))
    after = client.get(page("draw-detail", drawn.round.pk))
    (tmp_path / "draw.json").write_bytes(client.get(page("draw-data", drawn.round.pk)).content)
    done = subprocess.run(
        [sys.executable, "-I", SCRIPTS / "draw.py", tmp_path / "draw.json"], capture_output=True, text=True, check=False
    )

    assert prepared.round.seed_digest in words(before)
    assert "It is published at the draw." in words(before)
    assert drawn.round.seed in words(after)
    assert done.returncode == 0
    for expert in drawn.experts:
        assert expert.user.full_name not in after.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_ranking_of_any_length_takes_the_same_number_of_queries(
    client, count: int, django_assert_num_queries
) -> None:
    _, run = build.published([[[800, 600]]] * count)

    with django_assert_num_queries(4):
        response = client.get(page("run-detail", run.pk))

    assert len(table(response, "Entries by rank")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_an_explanation_takes_the_same_number_of_queries(client, count: int, django_assert_num_queries) -> None:
    _, run = build.published([[[800, 600]] * count])

    with django_assert_num_queries(6):
        response = client.get(page("result-detail", run.pk, 1))

    assert len(table(response, "Marks of the experts")[0]) == count + 3
    assert Result.objects.count() == 1


def test_long_rankings_come_in_pages(client, monkeypatch) -> None:
    _, run = build.published([[[500, 500]], [[900, 900]], [[500, 500]], [[]], [[100, 100]], [[]]])
    monkeypatch.setattr("evaluation.queries.rankings.PAGE", 2)
    monkeypatch.setattr("evaluation.queries.PAGE", 2)

    seen, address = [], page("run-detail", run.pk)
    while address:
        response = client.get(address)
        seen.append([row[1] for row in table(response, "Entries by rank")])
        address = page("run-detail", run.pk) + following if (following := response.context.get("next_url")) else ""

    assert seen == [
        ["A-2 Project 2", "A-1 Project 1"],
        ["A-3 Project 3", "A-5 Project 5"],
        ["A-4 Project 4", "A-6 Project 6"],
    ]
    assert len(table(client.get(page("run-detail", run.pk) + "?after=x-y"), "Entries by rank")) == 2


def test_pass_marks_stand_in_the_ranking_where_the_rubric_has_them(client) -> None:
    _, run = build.published(MARKS, pass_mark=Decimal(15))

    response = client.get(page("run-detail", run.pk))

    assert [row[-1] for row in table(response, "Entries by rank")] == ["reached", "not reached", "–"]


def test_one_entrys_inputs_satisfy_the_program(client, tmp_path: Path) -> None:
    """The stand-alone program gets the same total, spread, means and lines from nothing but this file."""
    _, run = build.published(MARKS, pass_mark=Decimal(15))
    stored = run.results.get(entry__number=1)

    (tmp_path / "entry.json").write_bytes(client.get(page("result-inputs", run.pk, 1)).content)
    done = subprocess.run(
        [sys.executable, "-I", SCRIPTS / "recompute.py", tmp_path / "entry.json", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )

    computed = json.loads(done.stdout)
    assert [(item["total"], item["spread"], item["criterion_means"], item["is_passing"]) for item in computed] == [
        (str(stored.total), str(stored.spread), stored.criterion_means, stored.is_passing)
    ]
    assert client.get(page("result-inputs", run.pk, 99)).status_code == 404


def test_the_program_leaves_an_expert_out_as_the_explanation_says(client, tmp_path: Path) -> None:
    _, run = build.published(MARKS)

    (tmp_path / "inputs.json").write_bytes(client.get(page("run-inputs", run.pk)).content)
    done = subprocess.run(
        [sys.executable, "-I", SCRIPTS / "recompute.py", tmp_path / "inputs.json", "--without", "1", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )

    by_program = {item["number"]: (item["total"], item["rank"]) for item in json.loads(done.stdout)}
    steps = {row.entry.number: row.steps for row in run.results.select_related("entry")}
    said = {
        number: (step["params"]["total"], step["params"]["rank"])
        for number, listed in steps.items()
        for step in listed
        if step["code"] == "without_expert" and step["params"]["expert"] == 1
    }
    assert said == {number: by_program[number] for number in (1, 2)}


def rerun_without(panel, seat):
    """An expert is taken out after the closing, and the ranking is computed again."""
    seats.recuse(seat=seat, reason="A tie came up.", by=panel.officer)
    run, job = runs.request(round=panel.round, by=panel.officer, reason="Expert taken out: a tie came up.")
    jobs.run(str(job.pk))
    run.refresh_from_db()
    return run


def test_a_rerun_names_what_it_replaces_why_and_what_is_different(client) -> None:
    panel, first = build.computed([[[800, 600], [100, 100]], [[700, 500], [700, 500]], [[300, 300], [300, 300]]])
    out = next(seat for seat in panel.seats if seat.number == 2)
    client.force_login(panel.officer)

    run = rerun_without(panel, out)
    response = client.get(page("run-detail", run.pk))

    first.refresh_from_db()
    assert (first.number, run.number, first.summary["sheets"], run.summary["sheets"]) == (1, 2, 6, 3)
    assert "What is different from ranking 1" in words(response)
    assert "Expert taken out: a tie came up." in words(response)
    assert "No longer counted, with all score sheets: Expert 2" in words(response)
    assert table(response, "Entries with another result") == [
        ["A-1 Project 1", "2", "1", "8.00", "14.00", "2", "1"],
        ["A-2 Project 2", "1", "2", "12.00", "12.00", "2", "1"],
        ["A-3 Project 3", "3", "3", "6.00", "6.00", "2", "1"],
    ]
    assert "What is different" not in words(client.get(page("run-detail", first.pk)))


def test_the_public_does_not_see_what_an_unpublished_ranking_said(client) -> None:
    panel, first = build.computed([[[800, 600], [100, 100]]])
    run = rerun_without(panel, panel.seats[0])
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer)

    response = client.get(page("run-detail", run.pk))

    assert "Number 2; it replaces the one before, which is kept." in words(response)
    assert "What is different" not in words(response)
    assert client.get(page("run-detail", first.pk)).status_code == 404


def test_the_decision_stands_beside_the_figures(client) -> None:
    panel, run = build.computed(MARKS)
    decided = [
        runs.Decided("A-2", is_awarded=True, amount=Decimal(500_000), reason="The best one."),
        runs.Decided("A-1", is_awarded=False, reason="No money is left."),
    ]
    client.force_login(panel.officer)
    before = words(client.get(page("result-detail", run.pk, 2)))
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer, verdicts=decided)

    awarded, other = (words(client.get(page("result-detail", run.pk, number))) for number in (2, 1))

    assert "The decision" not in before
    assert "Awarded Amount 500,000" in awarded.replace("\xa0", " ")
    assert "The best one." in awarded
    assert "Not awarded Reason No money is left." in other

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from evaluation import queries
from evaluation.actions import rounds, runs, sheets
from evaluation.choices import RunStatus
from evaluation.models import Result, Run
from evaluation.scoring.canonical import digest
from evaluation.scoring.engine import compute
from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.models import Job, JobStatus
from tests.builders import evaluation as build
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db

SCRIPT = Path(__file__).parents[3] / "docs" / "verify" / "recompute.py"
MARKS = [[[800, 600], [700, 500]], [[900, 900], [800, 800]], [[], []], [[900, 900], [800, 800]]]


def ranking_jobs() -> QuerySet[Job]:
    return Job.objects.filter(name="evaluation.compute_run")


def places(run: Run) -> list[tuple]:
    return [(row.entry.number, row.total and str(row.total), row.rank, row.sheets) for row in queries.ranking(run)]


def test_a_ranking_is_computed_by_the_worker_and_kept_with_its_digests() -> None:
    panel, run = build.computed(MARKS)

    assert places(run) == [(2, "17.00", 1, 2), (4, "17.00", 1, 2), (1, "13.00", 3, 2), (3, None, None, 0)]
    assert (run.status, run.number, run.engine_version) == (RunStatus.COMPUTED, 1, "1.1")
    assert (run.inputs_digest, run.outcome_digest) == (digest(run.inputs), compute(run.inputs).digest())
    assert run.summary["ranked"] == 3
    assert ranking_jobs().get().status == JobStatus.SUCCEEDED
    verbs = list(Event.objects.filter(subject_type="evaluation.run").values_list("verb", "actor_id"))
    assert verbs == [("evaluation.run.requested", str(panel.officer.pk)), ("evaluation.run.computed", "")]


def test_drafts_and_void_sheets_enter_no_figure() -> None:
    """A sheet that is saved, complete and not submitted counts as little as one never opened."""
    panel = build.scoring(main=2, entries=1)
    seat, entry = panel.seats[0], panel.entries[0]
    build.submit(panel, panel.seats[1], entry, [400, 400])
    sheet = panel.sheet(seat, entry)
    runs_before = queries.inputs_document(panel.round)
    sheets.save_marks(sheet=sheet, marks={"c1": 1000, "c2": 1000}, comments={}, version=0, by=seat.expert.user)

    assert queries.inputs_document(panel.round) == runs_before
    assert [len(item["sheets"]) for item in runs_before["entries"]] == [1]


def test_figures_wait_for_the_closing_and_belong_to_officers() -> None:
    panel = build.scoring(main=1)

    with pytest.raises(Conflict, match="after the scoring is closed"):
        runs.request(round=panel.round, by=panel.officer)
    rounds.close(round=panel.round, by=panel.officer, reason="Over")
    with pytest.raises(NotPermitted):
        runs.request(round=panel.round, by=build.officer_of(BodyFactory()))

    assert (Run.objects.count(), ranking_jobs().count()) == (0, 0)


def test_asking_twice_gives_one_ranking() -> None:
    panel = build.closed()

    first = runs.request(round=panel.round, by=panel.officer)
    second = runs.request(round=panel.round, by=panel.officer)

    assert first == second
    assert (Run.objects.count(), ranking_jobs().count()) == (1, 1)


def test_a_second_ranking_needs_a_reason_and_leaves_the_first() -> None:
    panel, first = build.computed()

    with pytest.raises(Invalid, match="Say why"):
        runs.request(round=panel.round, by=panel.officer)
    second, job = runs.request(round=panel.round, by=panel.officer, reason="An appeal was granted.")
    jobs.run(str(job.pk))

    assert queries.latest_run(panel.round) == second
    assert places(first) == places(second)
    assert list(Run.objects.values_list("number", "reason")) == [(1, ""), (2, "An appeal was granted.")]


def test_a_waiting_ranking_is_not_the_latest() -> None:
    panel, first = build.computed()
    runs.request(round=panel.round, by=panel.officer, reason="Again")

    assert queries.latest_run(panel.round) == first


def test_a_message_that_comes_again_computes_nothing() -> None:
    panel = build.closed()
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    Job.objects.filter(pk=job.pk).update(status=JobStatus.QUEUED, finished_at=None)

    jobs.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.attempts, job.result["run"]) == (JobStatus.SUCCEEDED, 2, run.pk)
    assert Result.objects.filter(run=run).count() == 2
    assert Event.objects.filter(verb="evaluation.run.computed").count() == 1


def test_a_worker_that_dies_while_storing_leaves_nothing_and_the_next_one_completes(
    transactional_db, monkeypatch
) -> None:
    panel = build.closed()
    run, job = runs.request(round=panel.round, by=panel.officer)
    record = runs.record

    def die(*args, **kwargs):
        raise ConnectionError("the worker is gone")

    monkeypatch.setattr(runs, "record", die)
    jobs.run(str(job.pk))
    after_death = (Result.objects.count(), Run.objects.get().status, ranking_jobs().get().status)
    monkeypatch.setattr(runs, "record", record)
    jobs.run(str(job.pk))

    run.refresh_from_db()
    assert after_death == (0, RunStatus.WAITING, JobStatus.QUEUED)
    assert (run.status, Result.objects.count(), runs.verify(run=run)) == (RunStatus.COMPUTED, 2, [])


@pytest.mark.parametrize(
    "place", ["tasks.compute", "actions.runs.explain", "actions.runs._figures", "actions.runs.record", "tasks.reverse"]
)
def test_wherever_a_run_is_killed_it_ends_in_the_same_snapshot_and_only_one(
    transactional_db, monkeypatch, place: str
) -> None:
    """Before the computation, in the middle of the explanation and of storing, and when all is stored."""
    panel = build.closed(MARKS)
    run, job = runs.request(round=panel.round, by=panel.officer)
    expected = compute(run.inputs).digest()

    def die(*args, **kwargs):
        raise ConnectionError("the worker is gone")

    with monkeypatch.context() as broken:
        broken.setattr(f"evaluation.{place}", die)
        jobs.run(str(job.pk))
    between = Job.objects.get(pk=job.pk).status
    jobs.run(str(job.pk))

    run.refresh_from_db()
    assert (between, Job.objects.get(pk=job.pk).status) == (JobStatus.QUEUED, JobStatus.SUCCEEDED)
    assert (run.status, run.outcome_digest, Run.objects.count()) == (RunStatus.COMPUTED, expected, 1)
    assert (Result.objects.count(), runs.verify(run=run)) == (4, [])
    assert Event.objects.filter(verb="evaluation.run.computed").count() == 1


def test_the_database_refuses_to_change_a_computed_ranking() -> None:
    _, run = build.computed()
    result = run.results.first()
    attempts = [
        lambda: Run.objects.filter(pk=run.pk).update(summary={}),
        lambda: Run.objects.filter(pk=run.pk).update(inputs={}),
        lambda: Run.objects.filter(pk=run.pk).update(status=RunStatus.WAITING, computed_at=None),
        lambda: Run.objects.filter(pk=run.pk).delete(),
        lambda: Result.objects.filter(pk=result.pk).update(rank=1),
        lambda: Result.objects.filter(pk=result.pk).delete(),
        lambda: Result.objects.create(run=run, entry=result.entry, sheets=0),
    ]

    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_the_inputs_of_a_waiting_ranking_do_not_change_either() -> None:
    panel = build.closed()
    run, _ = runs.request(round=panel.round, by=panel.officer)

    with pytest.raises(IntegrityError, match="inputs of a ranking never change"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(inputs={})


def test_only_a_computed_ranking_is_published_and_only_once() -> None:
    panel = build.closed()
    run, job = runs.request(round=panel.round, by=panel.officer)

    with pytest.raises(Conflict, match="not been computed"), transaction.atomic():
        runs.publish(run=run, by=panel.officer)
    jobs.run(str(job.pk))
    first = runs.publish(run=run, by=panel.officer)
    second = runs.publish(run=run, by=panel.officer)

    assert first.published_at == second.published_at
    assert Event.objects.filter(verb="evaluation.run.published").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(published_at=None)


def without_triggers() -> None:
    """What only the owner of the database could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE evaluation_run DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE evaluation_result DISABLE TRIGGER USER")


def test_an_honest_ranking_is_verified(capsys) -> None:
    _, run = build.computed(MARKS)

    call_command("verify_run", str(run.pk))
    call_command("verify_run", "--all")

    assert capsys.readouterr().out.splitlines() == ["1 verified, 0 with differences"] * 2


def test_whatever_is_changed_behind_our_back_is_found(capsys) -> None:
    _, run = build.computed(MARKS)
    without_triggers()
    Result.objects.filter(run=run, entry__number=1).update(total="19.00")
    Result.objects.filter(run=run, entry__number=3).delete()

    assert runs.verify(run=run) == [
        "entry 1: total is 19.00, computed again 13.00",
        "entry 3: no result is stored",
    ]
    with pytest.raises(SystemExit) as end:
        call_command("verify_run", "--all")
    assert (end.value.code, capsys.readouterr().out.splitlines()[-1]) == (1, "1 verified, 1 with differences")


def test_changed_inputs_are_found() -> None:
    _, run = build.computed()
    without_triggers()
    run.inputs["entries"][0]["sheets"][0]["marks"][0] = 1000
    Run.objects.filter(pk=run.pk).update(inputs=run.inputs, summary={})
    run.refresh_from_db()

    found = runs.verify(run=run)

    assert found[:3] == [
        "the inputs do not have the digest that was recorded",
        "the outcome does not have the digest that was recorded",
        "the summary differs",
    ]
    assert "entry 1: total is 13.00, computed again 14.00" in found


def test_what_cannot_be_verified_is_said() -> None:
    panel = build.closed()
    run, _ = runs.request(round=panel.round, by=panel.officer)

    assert runs.verify(run=run) == ["the ranking has not been computed yet"]
    run.status, run.engine_version = RunStatus.COMPUTED, "0.9"
    assert runs.verify(run=run) == ["computed by engine 0.9, this is engine 1.1"]
    with pytest.raises(CommandError, match="no ranking 0"):
        call_command("verify_run", "0")


def test_the_stand_alone_script_computes_the_same(tmp_path: Path) -> None:
    _, run = build.computed(MARKS)
    inputs, published = tmp_path / "inputs.json", tmp_path / "published.json"
    inputs.write_text(json.dumps(run.inputs))
    outcome = compute(run.inputs).document()

    def recompute(*arguments: str) -> tuple[int, list[str]]:
        done = subprocess.run(
            [sys.executable, "-I", SCRIPT, inputs, *arguments], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout.splitlines()

    published.write_text(json.dumps(outcome))
    assert recompute("--published", str(published)) == (
        0,
        [
            f"SHA-256 of the inputs: {run.inputs_digest}",
            "rank 1: entry 2, total 17.00, passes",
            "rank 1: entry 4, total 17.00, passes",
            "rank 3: entry 1, total 13.00, passes",
            "rank -: entry 3, total None, no sheet",
            "Equal to the published results.",
        ],
    )
    assert recompute("--entry", "1")[1][1:] == [
        "expert 1: 1.00 x 8.00 + 1.00 x 6.00 = 14.0",
        "expert 2: 1.00 x 7.00 + 1.00 x 5.00 = 12.0",
        "rank 3: entry 1, total 13.00, passes",
    ]
    assert json.loads(recompute("--json")[1][0]) == outcome["results"]
    outcome["results"][0]["rank"] = 2
    published.write_text(json.dumps(outcome))
    assert recompute("--published", str(published))[0] == 1


def test_one_entrys_inputs_are_picked_out_by_the_database() -> None:
    _, run = build.computed(MARKS)

    rubric, entry = queries.inputs_of_entry(run, 2)

    assert (rubric, entry) == (run.inputs["rubric"], run.inputs["entries"][1])


def test_what_is_stored_stays_when_it_is_stored_again() -> None:
    _, run = build.computed()

    again = runs.store(run=run, outcome=compute(run.inputs))

    assert (again.computed_at, Result.objects.filter(run=run).count()) == (run.computed_at, 2)

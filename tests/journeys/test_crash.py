"""Nothing is lost and nothing is done twice: a flushed broker, a killed worker, a redelivered message."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from celery import Celery
from django.db import connection
from redis import Redis

from evaluation.actions import runs
from evaluation.choices import RunStatus
from evaluation.models import Result, Run
from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.models import Job, JobStatus
from tests.builders import evaluation as build
from tests.conftest import start_worker

PATIENCE_SECONDS = 90

pytestmark = pytest.mark.django_db(transaction=True)


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not what():
        assert time.monotonic() < deadline, "it never came to pass"
        time.sleep(0.05)


@contextmanager
def working(log: Path) -> Iterator[None]:
    """A worker that lives until the end of the block, and then dies with its pool at once, as without power."""
    worker = start_worker(log)
    try:
        yield
    finally:
        for process in [*psutil.Process(worker.pid).children(recursive=True), psutil.Process(worker.pid)]:
            process.kill()
        worker.wait()


@contextmanager
def holding(run: Run) -> Iterator[None]:
    """The run's row is ours: a worker can compute, but not store."""
    connection.set_autocommit(False)
    try:
        Run.objects.select_for_update().get(pk=run.pk)
        yield
    finally:
        connection.rollback()
        connection.set_autocommit(True)


def blocked_by_us() -> bool:
    """Whether some other session waits for a lock that this one holds.

    Not asked of pg_stat_activity: within a transaction that is a snapshot, and a worker that connects later is not in it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return cursor.fetchone()[0] > 0


def state(run: Run) -> tuple[str, int, int, int]:
    run.refresh_from_db()
    computed = Event.objects.filter(verb="evaluation.run.computed", subject_id=str(run.pk)).count()
    return run.status, Result.objects.filter(run=run).count(), computed, Run.objects.count()


ONCE = (RunStatus.COMPUTED, 2, 1, 1)


def test_a_run_whose_worker_is_killed_in_the_middle_completes_once(tmp_path: Path) -> None:
    panel = build.closed()
    run, job = runs.request(round=panel.round, by=panel.officer)
    with holding(run), working(tmp_path / "first.log"):
        wait_for(blocked_by_us)
    job.refresh_from_db()
    assert (job.status, state(run)) == (JobStatus.RUNNING, (RunStatus.WAITING, 0, 0, 1))

    with working(tmp_path / "second.log"):
        wait_for(lambda: jobs.sweep() == 0 and Job.objects.get(pk=job.pk).status == JobStatus.SUCCEEDED)
    jobs.run(str(job.pk))  # a message delivered once more

    job.refresh_from_db()
    assert (job.status, job.attempts, state(run), runs.verify(run=run)) == (JobStatus.SUCCEEDED, 2, ONCE, [])


def test_a_run_whose_message_was_flushed_from_the_broker_completes_once(tmp_path: Path, settings) -> None:
    settings.JOB_RESEND_SECONDS = 0
    panel = build.closed()
    with Redis.from_url(settings.CELERY_BROKER_URL) as broker:
        broker.flushdb()
        run, job = runs.request(round=panel.round, by=panel.officer)
        assert broker.llen("celery") == 1
        broker.flushdb()
    with working(tmp_path / "worker.log"):
        assert state(run) == (RunStatus.WAITING, 0, 0, 1)

        wait_for(lambda: jobs.sweep() == 0 and Job.objects.get(pk=job.pk).status == JobStatus.SUCCEEDED)

    job.refresh_from_db()
    assert (job.attempts, state(run)) == (1, ONCE)


def test_work_wanted_while_the_broker_is_down_is_done_later(monkeypatch: pytest.MonkeyPatch) -> None:
    panel = build.closed()
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "current_app", Celery(broker="redis://127.0.0.1:1/0", set_as_current=False))
        run, job = runs.request(round=panel.round, by=panel.officer)
    job.refresh_from_db()
    assert (job.status, job.sends) == (JobStatus.QUEUED, 0)

    jobs.run_waiting()

    assert state(run) == ONCE

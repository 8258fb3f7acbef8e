"""Durable background work.

``enqueue`` writes a Job row in the caller's transaction, so work is wanted exactly when the change that wants it is
committed. After the commit a message goes to Celery; when it is lost (broker flushed, worker killed) ``sweep`` sends
it again. A worker takes a job by an advisory lock that the database gives up by itself when the worker dies: so a job
never runs in two workers at once, and a running job whose lock is free belongs to a dead worker.

A handler may be started again after a crash: it must look at what is already done, and store its outcome in one
durable action.
"""

from __future__ import annotations

import datetime as dt
import inspect
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import structlog
from celery import current_app, shared_task
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone, translation
from kombu.exceptions import OperationalError as BrokerError

from foundation.core import clock, context
from foundation.core.errors import DomainError
from foundation.core.models import ACTIVE_STATUSES, Job, JobStatus

logger = structlog.get_logger(__name__)

MAX_ATTEMPTS = 5
SWEEP_BATCH = 500
REPORT_EVERY_SECONDS = 0.3
PLAYED = "played_at"
ASKED_IN = "asked_in"
TRANSIENT = (OperationalError, ConnectionError, TimeoutError)

Handler = Callable[..., Any]
_handlers: dict[str, Handler] = {}
_labels: dict[str, Any] = {}


class Progress:
    """How far a job is; written to its row at most a few times a second. Call it outside of transactions."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._last = 0.0

    def report(self, done: int, total: int) -> None:
        """Say that ``done`` of ``total`` parts are finished."""
        now = time.monotonic()
        if done < total and now - self._last < REPORT_EVERY_SECONDS:
            return
        self._last = now
        Job.objects.filter(pk=self.job.pk).update(done=done, total=total)


def handler(name: str, *, label: Any = "") -> Callable[[Handler], Handler]:
    """Register ``function(progress, *, …ids)`` as the work called ``name``, shown to its owner as ``label``.

    Its result must be JSON-able; ``{"url": …, "label": …}`` is offered as a link on the job's page.
    """

    def register(function: Handler) -> Handler:
        _handlers[name] = function
        _labels[name] = label

        @shared_task(name=name, ignore_result=True)
        @wraps(function)
        def task(*, job_id: str) -> None:
            run(job_id)

        return function

    return register


def names() -> list[str]:
    """Every registered name."""
    return sorted(_handlers)


def label(name: str) -> str:
    """The work called ``name`` in words of the language in force; '' when it has none."""
    return str(_labels.get(name, ""))


def signature(name: str) -> inspect.Signature:
    """Signature of the handler called ``name``; KeyError when there is none."""
    return inspect.signature(_handlers[name])


def enqueue(name: str, *, owner: Any = None, key: str = "", **arguments: Any) -> Job:
    """Want the work ``name`` done once the current transaction commits.

    With ``key``, an active job of the same key is returned instead of a second one. Raises KeyError for an unknown
    name and TypeError for arguments that the handler does not take.
    """
    signature(name).bind(None, **arguments)
    values = {
        "name": name,
        "arguments": _with_moment(arguments, owner),
        "owner": owner,
        "request_id": context.request_id(),
    }
    if not key:
        job = Job.objects.create(**values)
    else:
        Job.objects.bulk_create([Job(key=key, **values)], ignore_conflicts=True)
        job = Job.objects.get(key=key, status__in=ACTIVE_STATUSES)
    transaction.on_commit(lambda: send(job), robust=True)
    return job


def _with_moment(arguments: dict[str, Any], owner: Any) -> dict[str, Any]:
    """What a person wants is done in the language that the person was reading.

    What is wanted while the demo plays a past moment is done at that moment too (docs/adr/0010).
    """
    played, language = clock.played_at(), translation.get_language() if owner else None
    then = {PLAYED: played.isoformat()} if played else {}
    return arguments | then | ({ASKED_IN: language} if language else {})


def send(job: Job) -> bool:
    """Tell the workers to look at ``job``. False when the broker does not answer; the sweep tries again."""
    try:
        current_app.send_task(job.name, kwargs={"job_id": str(job.pk)}, retry=False)
    except (BrokerError, ConnectionError, TimeoutError) as fault:
        logger.warning("job_not_sent", job=str(job.pk), name=job.name, fault=str(fault))
        return False
    Job.objects.filter(pk=job.pk).update(sent_at=timezone.now(), sends=job.sends + 1)
    return True


def run(job_id: str) -> None:
    """Do the work of one job here and now, unless somebody else does it or it is finished."""
    with _held(job_id) as is_ours:
        if not is_ours:
            return
        job = _start(job_id)
        if job is None:
            return
        context.bind(job.request_id)
        with structlog.contextvars.bound_contextvars(job=str(job.pk), request_id=context.request_id()):
            _carry_out(job)


def _carry_out(job: Job) -> None:
    function = _handlers[job.name]
    accepted = inspect.signature(function).parameters
    # A message from before a deploy may carry an argument that is gone.
    arguments = {name: value for name, value in job.arguments.items() if name in accepted}
    try:
        with (
            clock.playing(_played(job)),
            translation.override(job.arguments.get(ASKED_IN) or translation.get_language()),
        ):
            result = function(Progress(job), **arguments)
    except TRANSIENT as fault:
        logger.warning("job_interrupted", name=job.name, fault=str(fault))
        connection.close_if_unusable_or_obsolete()
        _put_back(job)
    except DomainError as fault:
        _finish(job, JobStatus.FAILED, error=str(fault))
    except Exception as fault:  # the row must not stay «running» whatever went wrong
        logger.exception("job_failed", name=job.name)
        _finish(job, JobStatus.FAILED, error=f"{type(fault).__name__}: {fault}")
    else:
        _finish(job, JobStatus.SUCCEEDED, result=result)


def _played(job: Job) -> dt.datetime | None:
    played = job.arguments.get(PLAYED)
    return dt.datetime.fromisoformat(played) if played else None


def _lock_key(job_id: str) -> int:
    return int.from_bytes(bytes.fromhex(str(job_id).replace("-", ""))[:8], "big", signed=True)


@contextmanager
def _held(job_id: str) -> Iterator[bool]:
    """Hold the advisory lock of a job on this connection; yields whether we got it."""
    key = _lock_key(job_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


@transaction.atomic
def _start(job_id: str) -> Job | None:
    job = Job.objects.select_for_update().filter(pk=job_id, status__in=ACTIVE_STATUSES).first()
    if job is None:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        _finish(job, JobStatus.FAILED, error=f"gave up after {job.attempts} attempts: {job.error}")
        return None
    job.status, job.attempts, job.started_at = JobStatus.RUNNING, job.attempts + 1, timezone.now()
    job.save(update_fields=["status", "attempts", "started_at"])
    return job


def _put_back(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(status=JobStatus.QUEUED)


def _finish(job: Job, status: JobStatus, *, result: Any = None, error: str = "") -> None:
    Job.objects.filter(pk=job.pk).update(status=status, result=result, error=error, finished_at=timezone.now())


def sweep() -> int:
    """Send again what was lost: waiting jobs nobody took and running jobs whose worker died. Returns how many."""
    now = timezone.now()
    sent = 0
    for job in Job.objects.filter(status__in=ACTIVE_STATUSES).order_by("created_at")[:SWEEP_BATCH]:
        if job.name in _handlers and _is_lost(job, now):
            sent += send(job)
    return sent


def _is_lost(job: Job, now: dt.datetime) -> bool:
    if job.status == JobStatus.RUNNING:
        with _held(str(job.pk)) as is_free:
            return is_free
    # Each time we wait twice as long, so that a long queue is not flooded with repeats.
    patience = settings.JOB_RESEND_SECONDS * 2 ** min(job.sends, 8) if job.sent_at else settings.JOB_RESEND_SECONDS
    return (job.sent_at or job.created_at) < now - dt.timedelta(seconds=patience)


def run_waiting() -> int:
    """Run every waiting job in this process, in order of creation; for commands and tests without a worker."""
    count = 0
    while job := Job.objects.filter(status=JobStatus.QUEUED).order_by("created_at").first():
        run(str(job.pk))
        count += 1
    return count

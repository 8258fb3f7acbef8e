from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from foundation.core import jobs
from foundation.core.errors import Conflict
from foundation.core.models import Job, JobStatus
from tests.factories.accounts import UserFactory

calls: list[int] = []


@jobs.handler("tests.count")
def count(progress: jobs.Progress, *, number: int) -> dict[str, int]:
    progress.report(1, 2)
    calls.append(number)
    if number == 13:
        raise Conflict("thirteen is refused")
    if number == 14:
        raise ValueError("a fault of ours")
    return {"number": number}


@pytest.fixture(autouse=True)
def no_calls() -> None:
    calls.clear()


@pytest.mark.django_db
def test_a_job_runs_once_and_keeps_its_result() -> None:
    job = jobs.enqueue("tests.count", number=7)

    jobs.run(str(job.pk))
    jobs.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, job.result, job.attempts, calls) == (JobStatus.SUCCEEDED, {"number": 7}, 1, [7])


@pytest.mark.django_db
@pytest.mark.parametrize(("number", "error"), [(13, "thirteen is refused"), (14, "ValueError: a fault of ours")])
def test_a_failed_job_says_why(number: int, error: str) -> None:
    job = jobs.enqueue("tests.count", number=number)

    jobs.run_waiting()

    job.refresh_from_db()
    assert (job.status, job.error, job.finished_at is not None) == (JobStatus.FAILED, error, True)


@jobs.handler("tests.say")
def say(progress: jobs.Progress) -> dict[str, str]:
    return {"url": reverse("registry:ngo-list"), "word": gettext("Registry")}


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "word"), [("ru", "Реестр"), ("kk", "Тізілім")])
def test_a_job_speaks_the_language_that_its_owner_was_reading(language: str, word: str) -> None:
    owner = UserFactory(language="en")
    with translation.override(language):
        job = jobs.enqueue("tests.say", owner=owner)

    jobs.run(str(job.pk))

    job.refresh_from_db()
    assert job.result == {"url": f"/{language}/registry/", "word": word}
    assert translation.get_language() == "en"


@pytest.mark.django_db
def test_the_same_key_gives_the_same_active_job() -> None:
    first = jobs.enqueue("tests.count", key="once", number=1)
    second = jobs.enqueue("tests.count", key="once", number=2)
    jobs.run_waiting()
    third = jobs.enqueue("tests.count", key="once", number=3)

    assert (first.pk == second.pk, first.pk == third.pk, Job.objects.count()) == (True, False, 2)


@pytest.mark.django_db
def test_unknown_names_and_arguments_are_refused_at_once() -> None:
    with pytest.raises(KeyError):
        jobs.enqueue("tests.nothing")
    with pytest.raises(TypeError):
        jobs.enqueue("tests.count", other=1)


@pytest.mark.django_db
def test_a_job_gives_up_after_too_many_attempts() -> None:
    job = jobs.enqueue("tests.count", number=1)
    Job.objects.filter(pk=job.pk).update(attempts=jobs.MAX_ATTEMPTS, status=JobStatus.RUNNING)

    jobs.run(str(job.pk))

    job.refresh_from_db()
    assert (job.status, calls) == (JobStatus.FAILED, [])


@pytest.mark.django_db
def test_the_sweep_sends_what_nobody_took(settings) -> None:
    lost = jobs.enqueue("tests.count", number=1)
    fresh = jobs.enqueue("tests.count", number=2)
    dead = jobs.enqueue("tests.count", number=3)
    long_ago = timezone.now() - dt.timedelta(seconds=settings.JOB_RESEND_SECONDS + 1)
    Job.objects.filter(pk=lost.pk).update(created_at=long_ago)
    Job.objects.filter(pk=dead.pk).update(status=JobStatus.RUNNING)

    assert jobs.sweep() == 2
    assert list(Job.objects.filter(sends=1).order_by("created_at").values_list("pk", flat=True)) == [lost.pk, dead.pk]
    assert Job.objects.get(pk=fresh.pk).sends == 0

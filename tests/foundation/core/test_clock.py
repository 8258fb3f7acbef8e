from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.models import Job, JobStatus
from tests.factories.accounts import UserFactory

PLAYED = dt.datetime(2022, 6, 20, 12, 30, tzinfo=dt.UTC)


def test_clock_is_the_servers() -> None:
    before = timezone.now()

    assert before <= clock.now() <= timezone.now()
    assert clock.played_at() is None


def test_played_moment_holds_within_its_context_alone() -> None:
    with clock.playing(PLAYED):
        assert clock.now() == PLAYED == clock.played_at()

    assert clock.now() > PLAYED


def test_played_moment_ends_also_after_a_fault() -> None:
    with pytest.raises(ValueError, match="stop"), clock.playing(PLAYED):
        raise ValueError("stop")

    assert clock.played_at() is None


def test_playing_nothing_changes_nothing() -> None:
    with clock.playing(None):
        assert clock.played_at() is None


@pytest.mark.parametrize("mode", ["production", "development"])
def test_time_cannot_be_played_on_a_real_portal(mode: str, settings) -> None:
    settings.PORTAL_MODE = mode

    with pytest.raises(RuntimeError, match="only played in the demo"), clock.playing(PLAYED):
        pass


@pytest.mark.django_db
def test_audit_keeps_the_true_moment_and_tells_the_played_one() -> None:
    user = UserFactory()
    with transaction.atomic(), clock.playing(PLAYED):
        event = record("accounts.user.created", user, changes={"email": "a"})

    assert event.changes == {"email": "a", "played_at": "2022-06-20T12:30:00+00:00"}
    assert timezone.now() - event.at < dt.timedelta(minutes=1)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime | None]:
    moments: list[dt.datetime | None] = []

    def look(progress: jobs.Progress) -> None:
        moments.append(clock.played_at())

    monkeypatch.setitem(jobs._handlers, "core.look_at_clock", look)
    return moments


@pytest.mark.django_db
def test_job_wanted_while_playing_is_done_at_that_moment(seen: list[dt.datetime | None]) -> None:
    with transaction.atomic(), clock.playing(PLAYED):
        jobs.enqueue("core.look_at_clock")
    with transaction.atomic():
        jobs.enqueue("core.look_at_clock")

    jobs.run_waiting()

    assert seen == [PLAYED, None]
    assert clock.played_at() is None


@pytest.mark.django_db
def test_production_does_not_do_a_played_job(seen: list[dt.datetime | None], settings) -> None:
    with transaction.atomic(), clock.playing(PLAYED):
        job = jobs.enqueue("core.look_at_clock")
    settings.PORTAL_MODE = "production"

    jobs.run_waiting()

    assert seen == []
    assert Job.objects.get(pk=job.pk).status == JobStatus.FAILED

"""What the clock starts in the oversight of public money."""

from __future__ import annotations

import datetime as dt

import pytest

from civilportal.schedule import SCHEDULE
from foundation.core import clock, jobs
from foundation.core.calendar import local_date
from foundation.core.models import Job, JobStatus
from foundation.notifications.models import Message
from registry import tasks
from registry.actions import papers
from registry.models import Organisation, Paper, Signal, SupplierMatch, TakenFile, UnreliableSupplier
from tests.builders import files
from tests.builders import registry as build
from tests.registry.actions.test_signals import pair
from tests.registry.actions.test_taken_files import SUPPLIERS, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(reference: None) -> Organisation:
    return build.registered(registered_on=dt.date(2015, 1, 1))


def test_the_clock_starts_them() -> None:
    planned = {entry["task"] for entry in SCHEDULE.values()}

    assert {"registry.compute_signals", "registry.search_unreliable", "registry.remind_papers"} <= planned


def test_the_ledger_is_compared_by_one_job_at_a_time(organisation) -> None:
    pair(organisation)

    tasks.compute_signals()
    tasks.compute_signals()

    job = Job.objects.get(name="registry.compute_signals_job")
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.status, job.result["raised"]) == (JobStatus.SUCCEEDED, 1)
    assert (job.result["url"], Signal.objects.count()) == ("/en/registry/signals/", 1)


def test_suppliers_are_looked_for(organisation) -> None:
    document = received(SUPPLIERS, build.officer())
    file = TakenFile.objects.create(what="unreliable", digest="0" * 64, document=document)
    UnreliableSupplier.objects.create(
        bin=organisation.bin, name="X", folded_name="x", listed_on=dt.date(2025, 1, 1), source="Register", file=file
    )

    tasks.search_unreliable()

    assert SupplierMatch.objects.get().organisation == organisation


def test_ends_of_documents_are_told(organisation) -> None:
    head = build.head_of(organisation)
    soon = local_date(clock.now()) + dt.timedelta(days=5)
    upload = files.upload(files.pdf())
    papers.add(organisation=organisation, kind="charter", upload=upload, dates=(None, soon), by=head)

    tasks.remind_papers()
    tasks.remind_papers()

    assert Message.objects.filter(recipient=head, key=f"registry.paper.{Paper.objects.get().pk}.7").count() == 1

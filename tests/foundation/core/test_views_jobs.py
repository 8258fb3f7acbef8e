from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone

from civilportal import desk
from foundation.core import jobs
from foundation.core.models import Job, JobStatus
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@jobs.handler("tests.label", label="Counting sheep")
def label(progress: jobs.Progress) -> dict[str, str]:
    return {"url": "/en/reports/1/", "label": "The sheep"}


@pytest.fixture
def owner(client):
    user = UserFactory()
    client.force_login(user)
    return user


def job_of(user, **values) -> Job:
    job = jobs.enqueue("tests.label", owner=user)
    Job.objects.filter(pk=job.pk).update(**values)
    return job


def page(client, job: Job, name: str = "job-detail"):
    return client.get(reverse(f"jobs:{name}", args=[job.pk]))


def test_a_waiting_job_asks_for_itself_again_with_and_without_scripts(client, owner) -> None:
    job = job_of(owner, status=JobStatus.RUNNING, done=12, total=57)

    text = page(client, job).content.decode()

    assert "Counting sheep" in text
    assert '<progress class="cp-progress__bar" max="57" value="12">' in text
    assert f'hx-get="/en/my/jobs/{job.pk}/progress/"' in text
    assert f'<a class="govuk-link" href="/en/my/jobs/{job.pk}/">Look again</a>' in text


def test_a_job_without_a_known_length_says_that_it_works(client, owner) -> None:
    assert "Working…" in page(client, job_of(owner, status=JobStatus.RUNNING)).content.decode()


def test_a_finished_job_links_to_its_result_and_asks_no_more(client, owner) -> None:
    job = job_of(owner)
    jobs.run(str(job.pk))

    text = page(client, job).content.decode()

    assert '<a class="govuk-link" href="/en/reports/1/">The sheep</a>' in text
    assert ("hx-get" in text, "Look again" in text) == (False, False)


def test_a_failed_job_says_why(client, owner) -> None:
    job = job_of(owner, status=JobStatus.FAILED, finished_at=timezone.now(), error="The call is <not> decided.")

    text = page(client, job).content.decode()

    assert ("The work could not be finished." in text, "The call is &lt;not&gt; decided." in text) == (True, True)


def test_a_job_without_a_result_link_is_simply_done(client, owner) -> None:
    job = job_of(owner, status=JobStatus.SUCCEEDED, finished_at=timezone.now(), result={"count": 3})

    assert "The work is done." in page(client, job).content.decode()


def test_the_part_alone_is_answered_for_the_bar(client, owner) -> None:
    text = page(client, job_of(owner), "job-progress").content.decode()

    assert (text.count("<html"), "hx-get" in text) == (0, True)


@pytest.mark.parametrize("name", ["job-detail", "job-progress"])
def test_a_job_of_another_does_not_exist(client, owner, name: str) -> None:
    others = job_of(UserFactory(), result={"url": "/secret/"})

    assert page(client, others, name).status_code == 404
    assert page(client, job_of(None), name).status_code == 404
    assert client.get(reverse(f"jobs:{name}", args=[uuid.uuid4()])).status_code == 404


def test_an_administrator_sees_every_job_and_a_visitor_none(client) -> None:
    job = job_of(UserFactory())
    assert page(client, job).status_code == 302

    client.force_login(UserFactory(is_admin=True))
    assert page(client, job).status_code == 200


@dataclass
class Task:
    title: str = "Finish and send: Trees"
    url: str = "/en/trees/"
    status: str = "draft"
    status_label: str = "Draft"
    due_at: dt.datetime | None = dt.datetime(2026, 12, 1, 13, 0, tzinfo=dt.UTC)


def test_the_desk_shows_tasks_by_role_with_their_deadlines(client, owner, monkeypatch) -> None:
    groups = [desk.Group("As an applicant", [Task(), Task("Answer", "/en/answer/", "overdue", "Late", None)])]
    monkeypatch.setattr(desk, "groups", lambda user: groups)

    text = client.get(reverse("desk")).content.decode()

    assert re.findall(r'<h2 class="govuk-heading-m"[^>]*>([^<]+)</h2>', text) == ["As an applicant"]
    assert 'href="/en/trees/"' in text
    assert "1 December 2026, 18:00 (Astana time)" in text
    assert re.findall(r'govuk-tag cp-tag--(\w+)">([^<]+)<', text) == [("attention", "Draft"), ("attention", "Late")]
    assert "Nothing waits for you now." not in text


def test_an_empty_desk_says_so(client, owner, monkeypatch) -> None:
    monkeypatch.setattr(desk, "groups", lambda user: [])

    text = client.get(reverse("desk")).content.decode()

    assert ("Nothing waits for you now." in text, "Work that runs in the background" in text) == (True, False)


def test_the_desk_lists_own_work_only(client, owner) -> None:
    mine, others = job_of(owner), job_of(UserFactory())
    jobs.run(str(mine.pk))

    text = client.get(reverse("desk")).content.decode()

    assert (f"/en/my/jobs/{mine.pk}/" in text, "The sheep" in text, str(others.pk) in text) == (True, True, False)

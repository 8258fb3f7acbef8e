from __future__ import annotations

import datetime as dt
import io
import re
import time
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.errors import NotPermitted
from foundation.core.models import Job, JobStatus
from foundation.documents.models import Document
from publishing import actions, tasks
from publishing.choices import ReportKind
from publishing.models import Report
from publishing.reports import registry_list
from registry.models import Organisation
from tests.builders import registry
from tests.factories.accounts import UserFactory


@pytest.fixture
def ngos(db) -> list[Organisation]:
    registry.with_reference()
    first = registry.registered(1, spheres=(3, 1), address="Астана, Мәңгілік Ел 1", website="https://example.org")
    second = registry.registered(2, name_en="=1+1", head_name="Secret Head", private_phone="+7 777")
    return [first, second]


def made(person, language: str = "en") -> Report:
    report = actions.request(call=None, kind=ReportKind.REGISTRY, language=language, by=person)
    jobs.run(str(report.job_id))
    report.refresh_from_db()
    return report


def cells(report: Report) -> list[tuple]:
    with report.document.file.open("rb") as stream:
        sheet = openpyxl.load_workbook(io.BytesIO(stream.read())).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_table_equals_the_registry_and_keeps_personal_data_out(ngos) -> None:
    report = made(UserFactory())

    head, *rows = cells(report)
    assert head == tuple(column.title for column in registry_list.columns())
    assert [row[:7] for row in rows] == [
        (
            ngo.bin,
            ngo.name_kk,
            ngo.name_ru,
            ngo.name_en,
            ngo.get_legal_form_display(),
            ngo.get_status_display(),
            str(ngo.region),
        )
        for ngo in ngos
    ]
    spheres = "; ".join(str(sphere) for sphere in ngos[0].spheres.order_by("number"))
    assert rows[0][7:] == (
        spheres,
        dt.datetime.combine(ngos[0].registered_on, dt.time()),
        "Астана, Мәңгілік Ел 1",
        "https://example.org",
        "yes",
    )
    assert "Secret Head" not in str(rows)
    assert "+7 777" not in str(rows)


def test_a_passing_file_goes_after_its_time(client, ngos) -> None:
    person = UserFactory()
    report, other = made(person), made(person, "kk")
    url = reverse("publishing:report-download", args=[report.pk])
    until = (timezone.now() + actions.KEPT_FOR).astimezone(dt.timezone(dt.timedelta(hours=5)))
    assert report.job.result["label"] == f"Registry of NGOs (kept until {until.day} {until:%B %Y})"

    tasks.expire_reports()
    kept = client.get(url)
    assert (kept.status_code, len(b"".join(kept.streaming_content))) == (200, report.document.size)
    Report.objects.filter(pk=report.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(url).status_code == 404
    tasks.expire_reports()

    assert (list(Report.objects.all()), list(Document.objects.all())) == ([other], [other.document])
    assert Event.objects.filter(verb="publishing.report.expired").count() == 1


def test_visitors_sign_in_first(client, db) -> None:
    with pytest.raises(NotPermitted):
        actions.request(call=None, kind=ReportKind.REGISTRY, language="en", by=AnonymousUser())

    assert "/accounts/login/" in client.post(reverse("publishing:registry-request")).url
    assert Report.objects.count() == 0


def test_a_subject_has_its_own_kinds_alone(db) -> None:
    with pytest.raises(ValueError, match="registry has no report grant_scores"):
        actions.request(call=None, kind=ReportKind.GRANT_SCORES, language="en", by=UserFactory())


def test_the_button_leads_to_the_bar(client, ngos) -> None:
    client.force_login(UserFactory())

    response = client.post(reverse("publishing:registry-request"))

    assert response.url == f"/en/my/jobs/{Report.objects.get().job_id}/"


def test_the_page_of_the_registry_shows_the_button_to_people_and_the_way_in_to_visitors(db) -> None:
    def shown(user) -> str:
        request = RequestFactory().get("/en/registry/")
        request.user = user
        return Template("{% load publishing %}{% registry_file %}").render(Context({"request": request}))

    seen = [re.findall(r'(?:action|href)="([^"]+)"', shown(user)) for user in (AnonymousUser(), UserFactory())]
    csv = "/data/registry/ngos.csv"
    assert seen == [["/en/accounts/login/?next=/en/registry/", csv], ["/en/reports/registry/", csv]]


@pytest.mark.django_db(transaction=True)
def test_exports_do_not_hang_in_a_real_worker(worker) -> None:
    """Must not fail 5: in the background, with progress, with a link that expires."""
    registry.with_reference()
    registry.registered(1)
    report = actions.request(call=None, kind=ReportKind.REGISTRY, language="ru", by=UserFactory())

    deadline = time.monotonic() + 90
    while (job := Job.objects.get(pk=report.job_id)).is_active and time.monotonic() < deadline:
        time.sleep(0.1)
    report.refresh_from_db()

    assert (job.status, job.done, job.total, report.expires_at is not None) == (JobStatus.SUCCEEDED, 1, 1, True)
    assert Path(django_settings.MEDIA_ROOT, report.document.file.name).exists()

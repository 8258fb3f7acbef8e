from __future__ import annotations

import csv
import datetime as dt
import io
import re
import time
from html import unescape
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
from publishing import actions, registry_files, tasks
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


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("", ""),
        ("q=%D0%B0&region=1&region=2&after=x&page=3&csrfmiddlewaretoken=t&form=", "?q=%D0%B0&region=1&region=2"),
    ],
)
def test_the_page_of_the_registry_offers_its_list_as_files(query: str, kept: str) -> None:
    request = RequestFactory().get(f"/en/registry/?{query}")

    html = Template("{% load publishing %}{% registry_file %}").render(Context({"request": request}))

    assert [unescape(address) for address in re.findall(r'href="([^"]+)"', html)] == [
        f"/en/reports/registry/xlsx/{kept}",
        f"/en/reports/registry/csv/{kept}",
        "/data/registry/ngos.csv",
    ]


def found_cells(response) -> list[tuple]:
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def found_lines(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def test_a_short_list_comes_at_once_in_both_forms(client, ngos) -> None:
    registry.registered(3, name_en="Another", name_ru="-2+3", region_id=registry.ALMATY)

    sheet = client.get("/en/reports/registry/xlsx/", {"q": "invented"})
    table = client.get("/en/reports/registry/csv/", {"region": registry.ALMATY})

    assert sheet["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert [row[0] for row in found_cells(sheet)] == ["BIN", ngos[0].bin]
    assert re.fullmatch(r'attachment; filename="ngos-\d{4}-\d\d-\d\d.csv"', table["Content-Disposition"])
    head, row = found_lines(table)
    assert head == [column.title for column in registry_list.columns()]
    # What a spreadsheet would compute has an apostrophe before it.
    assert row[2:4] == ["'-2+3", "Another"]
    assert client.head("/en/reports/registry/csv/").status_code == 200
    assert client.get("/en/reports/registry/pdf/").status_code == 404


def test_a_file_has_the_rows_of_the_list_in_its_order(client, ngos) -> None:
    registry.registered(3, registered_on=dt.date(2024, 1, 1))

    lines = found_lines(client.get("/en/reports/registry/csv/", {"sort": "newest"}))

    assert [line[0] for line in lines[1:]] == [
        one.bin for one in Organisation.objects.order_by("-registered_on", "-pk")
    ]
    assert found_lines(client.get("/en/reports/registry/csv/", {"q": '"'}))[1:] == []


def test_a_long_list_is_made_in_the_background_with_the_same_filters(client, ngos, monkeypatch) -> None:
    monkeypatch.setattr(registry_files, "AT_ONCE", 1)
    registry.registered(3, region_id=registry.ALMATY)
    address = "/en/reports/registry/csv/?region=710000000&after=x"

    assert "/accounts/login/?next=" in client.get(address).content.decode()
    person = UserFactory()
    client.force_login(person)
    html = client.get(address).content.decode()
    assert "The list has 2 organisations." in html
    hidden = dict(re.findall(r'type="hidden" name="(form|query)" value="([^"]*)"', html))
    client.post("/en/reports/registry/", hidden)

    report = Report.objects.get()
    jobs.run(str(report.job_id))
    report.refresh_from_db()
    assert (report.kind, report.query, report.requested_by) == (ReportKind.REGISTRY_CSV, "region=710000000", person)
    assert report.expires_at is not None
    kept = client.get(report.get_absolute_url())
    assert sorted(line[0] for line in found_lines(kept)[1:]) == sorted(ngo.bin for ngo in ngos)


def test_two_searches_are_two_files_and_the_same_one_is_one(ngos) -> None:
    person = UserFactory()
    asked = {"call": None, "kind": ReportKind.REGISTRY, "language": "kk", "by": person}

    reports = {actions.request(**asked, query=query).pk for query in ("", "q=a", "q=b", "q=a")}

    assert len(reports) == 3


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

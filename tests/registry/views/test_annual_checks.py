from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.core.models import Job
from foundation.notifications.models import Message
from registry.actions import annual
from registry.choices import AnnualStatus, OrganisationStatus
from registry.queries import annual as annual_queries
from registry.queries import campaign
from tests.builders import annual as build
from tests.builders import registry
from tests.factories.accounts import UserFactory
from tests.factories.registry import demo_bin

pytestmark = pytest.mark.django_db
TODAY = "2026-04-10 06:00+00:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def officer(reference: None, client):
    user = registry.officer()
    client.force_login(user)
    return user


def at(day: str) -> time_machine.travel:
    return time_machine.travel(f"{day} 06:00+00:00", tick=False)


def text_of(response) -> str:
    return response.content.decode()


def check_page(number: int) -> str:
    return f"/en/registry/{demo_bin(number)}/annual/2025/check/"


def test_the_queue_is_for_officers(reference: None, client) -> None:
    client.force_login(UserFactory())
    for page in ("check/", "2025/", "2025/missing.csv", "import/"):
        assert client.get(f"/en/registry/annual/{page}").status_code == 403
    build.submitted(registry.registered(), 2025)
    assert client.get(check_page(1)).status_code == 403
    assert client.post("/en/registry/annual/2025/remind/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_shows_what_waits(officer, client, django_assert_num_queries, count: int) -> None:
    for number in range(1, count + 1):
        build.submitted(registry.registered(number), 2025)
    build.accepted(registry.registered(9), 2025)
    client.get("/en/registry/annual/check/")

    with django_assert_num_queries(6):
        html = text_of(client.get("/en/registry/annual/check/"))

    assert html.count("/annual/2025/check/") == count
    assert text_of(client.get(f"/en/registry/annual/check/?region={registry.ALMATY}")).count("/2025/check/") == 0
    assert f"Annual information to check: {count}" in text_of(client.get("/en/my/"))


def test_the_queue_has_pages(officer, client, monkeypatch) -> None:
    monkeypatch.setattr(annual_queries, "PAGE_SIZE", 1)
    for number in (1, 2):
        build.submitted(registry.registered(number), 2025)
    first = annual_queries.to_check()
    second = annual_queries.to_check(after=first.after)
    assert [row.organisation.bin for page in (first, second) for row in page.rows] == [demo_bin(1), demo_bin(2)]
    assert second.after == ""


def test_answers_stand_beside_last_years(officer, client) -> None:
    organisation = registry.registered()
    with at("2025-03-01"):
        build.accepted(organisation, 2024, people={"staff": "3"})
    build.submitted(organisation, 2025)

    html = text_of(client.get(check_page(1)))

    assert "<strong>4</strong>" in html
    assert html.count("Differs") == 1
    assert 'name="people.staff"' in html


def test_it_is_returned_with_remarks_and_comes_back_with_its_changes(officer, client) -> None:
    organisation = registry.registered()
    information = build.submitted(organisation, 2025)
    data = {"version": "1", "return": "1"}
    refused = client.post(check_page(1), data)
    assert "Say what has to be corrected." in text_of(refused)

    response = client.post(check_page(1), data | {"people.staff": "Which number?", "people.forged": "No"}, follow=True)

    assert "returned for correction" in text_of(response)
    information.refresh_from_db()
    assert information.status == AnnualStatus.RETURNED
    assert [(one.control, one.text) for one in information.versions.get().remarks.all()] == [("staff", "Which number?")]
    build.saved(information, "people", {"staff": "8", "volunteers": "12"})
    annual.submit(information=information, by=None)
    html = text_of(client.get(check_page(1)))
    assert "What was asked for last time" in html
    assert "What this version changed" in html
    assert "<del>4</del>" in html
    assert client.post(check_page(1), {"version": "1", "accept": "1"}).status_code == 409
    assert client.post(check_page(1), {"version": "2", "accept": "1"}).url == "/en/registry/annual/check/"
    information.refresh_from_db()
    assert (information.status, information.accepted_by) == (AnnualStatus.ACCEPTED, officer)
    assert 'name="accept"' not in text_of(client.get(check_page(1)))


def test_what_was_never_sent_cannot_be_checked(officer, client) -> None:
    build.filled(registry.registered(), 2025)
    assert client.get(check_page(1)).status_code == 404


@pytest.fixture
def country(officer):
    """In Astana: in time and accepted, late, begun, returned, missing; in Almaty: missing, suspended, too young."""
    with at("2026-03-31"):
        build.accepted(registry.registered(1), 2025)
        build.begun(registry.registered(3), 2025)
        annual.send_back(information=build.submitted(registry.registered(4), 2025), remarks="?", by=None)
    with at("2026-04-01"):
        build.submitted(registry.registered(2), 2025)
    registry.registered(5)
    registry.registered(6, region_id=registry.ALMATY, name_en="=cmd", email="a@example.kz")
    registry.registered(7, region_id=registry.ALMATY, status=OrganisationStatus.SUSPENDED)
    registry.registered(8, region_id=registry.ALMATY, registered_on=dt.date(2026, 1, 1))
    return officer


def test_the_campaign_counts_every_organisation_once(country) -> None:
    found = campaign.campaign(2025, dt.date(2026, 3, 31))

    rows = {place.code: row for place, row in found.rows}
    astana, almaty = rows[registry.ASTANA], rows[registry.ALMATY]
    assert (astana.registered, astana.due, astana.started, astana.returned) == (5, 5, 1, 1)
    assert (astana.to_check, astana.accepted, astana.in_time, astana.late, astana.missing) == (1, 1, 1, 1, 3)
    assert (almaty.registered, almaty.due, almaty.missing, almaty.percent) == (3, 1, 1, 0)
    assert (found.total.due, found.total.filed, found.total.missing, found.total.percent) == (6, 2, 4, 33)
    assert campaign.weeks(2025) == [(dt.date(2026, 3, 30), 2)]


def test_the_campaign_page_is_a_handful_of_queries(country, client, django_assert_num_queries) -> None:
    client.get("/en/registry/annual/2025/")
    with django_assert_num_queries(11):
        html = text_of(client.get("/en/registry/annual/2025/"))
    assert "Have filed for 2025" in html
    assert "It was due on" in html
    assert html.count('class="govuk-link" href="/en/registry/4501') == 4
    only = text_of(client.get(f"/en/registry/annual/2025/?region={registry.ALMATY}"))
    assert only.count('class="govuk-link" href="/en/registry/4501') == 1
    assert client.get("/en/registry/annual/2031/").status_code == 422
    assert "Annual information to check" in text_of(client.get("/en/registry/"))


def test_the_missing_have_pages(country, monkeypatch) -> None:
    monkeypatch.setattr(campaign, "PAGE_SIZE", 3)
    first = campaign.missing(2025)
    second = campaign.missing(2025, after=first.after)
    assert [row.bin for page in (first, second) for row in page.rows] == [demo_bin(n) for n in (3, 4, 5, 6)]
    assert [row.own_status for row in first.rows] == ["draft", "returned", None]


def test_the_missing_are_told_in_a_file(country, client) -> None:
    response = client.get(f"/en/registry/annual/2025/missing.csv?region={registry.ALMATY}")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[0][0] == "BIN"
    assert [(row[0], row[3], row[5]) for row in rows[1:]] == [(demo_bin(6), "'=cmd", "a@example.kz")]
    book = client.get("/en/registry/annual/2025/missing.xlsx")
    content = b"".join(book.streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<row ") == 5
    assert client.get("/en/registry/annual/2025/missing.pdf").status_code == 404


@pytest.mark.parametrize(("most", "is_offered"), [(4, True), (3, False)])
def test_a_list_that_is_too_long_for_a_workbook_comes_as_csv(
    country, client, monkeypatch, most: int, is_offered: bool
) -> None:
    """Four are missing, one of them in Almaty."""
    monkeypatch.setattr("registry.exports.campaign.XLSX_ROWS", most)
    book = "/en/registry/annual/2025/missing.xlsx"

    html = client.get("/en/registry/annual/2025/").content.decode()
    response = client.get(book)

    assert (f'href="{book}' in html, "missing.csv" in html) == (is_offered, True)
    assert response.status_code == (200 if is_offered else 409)
    assert is_offered or "Take the list as CSV, or one region." in response.content.decode()
    of_region = client.get(f"{book}?region={registry.ALMATY}")
    assert of_region.status_code == 200
    for one in (response, of_region):
        one.close()


def test_a_region_is_reminded_from_the_page(country, client, run_jobs) -> None:
    head = registry.head_of(campaign.missing(2025, registry.ALMATY).rows[0])

    response = client.post("/en/registry/annual/2025/remind/", {"region": registry.ALMATY})

    job = Job.objects.get(name="registry.remind_annual")
    assert response.url == f"/en/my/jobs/{job.pk}/"
    run_jobs()
    assert [one.recipient for one in Message.objects.filter(topic="registry.annual_reminders")] == [head]
    assert client.get(response.url).status_code == 200


def test_paper_is_entered_from_the_page(officer, client, run_jobs) -> None:
    registry.registered(1)
    text = "bin,year,received_on,summary,staff,volunteers\n"
    text += f"{demo_bin(1)},2025,2026-03-01,Trees,1,2\n{demo_bin(2)},2025,2026-03-01,Trees,1,2\n"
    page = "/en/registry/annual/import/"
    assert "accepted_on" in text_of(client.get(page))
    assert "Choose a file" in text_of(client.post(page, {}))
    refused = client.post(page, {"file": SimpleUploadedFile("paper.csv", b"%PDF-1.7\n\x00\x01", "text/csv")})
    assert refused.status_code == 200

    response = client.post(page, {"file": SimpleUploadedFile("paper.csv", text.encode(), "text/csv")})

    load = f"{page}{Job.objects.get(name='registry.import_annual').arguments['import_id']}/"
    assert response.url.startswith("/en/my/jobs/")
    assert "not loaded yet" in text_of(client.get(load))
    run_jobs()
    html = text_of(client.get(load))
    assert "The registry knows no organisation with this BIN." in html
    faults = client.get(f"{load}errors/")
    assert demo_bin(2) in b"".join(faults.streaming_content).decode()

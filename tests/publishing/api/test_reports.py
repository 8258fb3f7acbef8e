"""Reports through the API: asked for as a job, downloaded; short lists at once."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client

from foundation.core.models import Job
from grants.queries.results import call_results
from publishing import registry_files
from publishing.models import Report
from publishing.reports import grant_scores, registry_list
from registry.models import Organisation
from tests.builders import api
from tests.builders import registry as build
from tests.builders.api_walk import done, read, refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
pytestmark = pytest.mark.django_db


def body_of(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def first_column(content: bytes) -> list[Any]:
    return [row[0] for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


@pytest.fixture
def ngos(db: None) -> list[Organisation]:
    build.with_reference()
    return [build.registered(1), build.registered(2, region_id=build.ALMATY, private_phone="+7 777")]


@pytest.fixture
def system(ngos: list[Organisation]) -> Client:
    return api.system_of(api.akimat(region=build.ASTANA))


def test_the_registry_is_made_by_a_job_and_downloaded(system: Client, ngos: list[Organisation], run_jobs: Any) -> None:
    query = f"region={build.ALMATY}"

    asked = done(system, "reports/", {"kind": "registry", "query": query, "language": "ru"}, status=201)
    again = done(system, "reports/", {"kind": "registry", "query": query, "language": "ru"}, status=201)
    early = system.get(f"/api/v1/reports/{asked['id']}/content/").status_code
    waiting = read(system, f"jobs/{asked['job']}/")
    run_jobs()
    made = read(system, f"reports/{asked['id']}/")
    content = body_of(system.get(f"/api/v1/reports/{asked['id']}/content/", headers={"Accept": XLSX}))
    done(system, "reports/", {"kind": "registry_csv"}, status=201)
    run_jobs()

    assert (asked["id"] == again["id"], early, waiting["status"]) == (True, 404, "queued")
    assert read(system, f"jobs/{asked['job']}/")["status"] == "succeeded"
    assert (made["query"], made["language"], made["call"]) == (query, "ru", "")
    assert first_column(content) == ["БИН", ngos[1].bin]
    assert b"+7 777" not in content
    newest = read(system, "reports/?kind=registry_csv")["results"][0]
    rows = list(
        csv.reader(body_of(system.get(f"/api/v1/reports/{newest['id']}/content/")).decode("utf-8-sig").splitlines())
    )
    assert {row[0] for row in rows[1:]} == {ngo.bin for ngo in ngos}
    assert Job.objects.filter(name="publishing.make_report").count() == 2


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "grant_scores"}, "kind"),
        ({"kind": "nothing"}, "kind"),
        ({"kind": "registry", "call": "no-such-call"}, "call"),
        ({"kind": "registry", "query": "region=x"}, "query"),
        ({"kind": "registry", "query": "colour=red"}, "query"),
        ({"kind": "registry", "language": "de"}, "language"),
    ],
)
def test_what_cannot_be_made_is_refused_at_its_field(system: Client, sent: dict[str, str], field: str) -> None:
    told = done(system, "reports/", sent, status=422)

    assert [one["field"] for one in told["errors"]] == [field]
    assert Report.objects.count() == 0


def test_reports_of_a_call_are_for_its_body_and_public_when_made(decided: Any, run_jobs: Any) -> None:
    own, other = api.system_of(decided.call.operator), api.system_of(api.akimat("other"))
    wanted = {"kind": "grant_protocol", "call": decided.call.slug}

    asked = done(own, "reports/", wanted, status=201)
    foreign = refused(other, "reports/", wanted)
    scores = done(own, "reports/", {**wanted, "kind": "grant_scores"}, status=201)
    run_jobs()
    content = f"/api/v1/reports/{asked['id']}/content/"

    assert foreign == (403, "not_permitted")
    assert read(own, f"reports/{asked['id']}/")["call"] == decided.call.slug
    assert body_of(own.get(content)).startswith(b"%PDF")
    assert body_of(other.get(content)).startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(body_of(own.get(f"/api/v1/reports/{scores['id']}/content/"))))
    assert len(book.worksheets) == len(grant_scores.sheets(call_results(decided.call)))
    assert other.get(f"/api/v1/reports/{asked['id']}/").status_code == 404
    assert Client().get(content).status_code == 401


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_of_reports_costs_the_same_for_more(decided: Any, django_assert_num_queries: Any, n: int) -> None:
    own = api.system_of(decided.call.operator)
    for language in ("kk", "ru", "en")[:n]:
        sent = {"kind": "grant_scores", "call": decided.call.slug, "language": language}
        done(own, "reports/", sent, status=201)

    with django_assert_num_queries(4):
        assert [one["call"] for one in read(own, "reports/")["results"]] == [decided.call.slug] * n


def test_a_short_list_is_a_file_at_once_and_a_long_one_a_report(
    system: Client, ngos: list[Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/api/v1/reports/registry"

    table = body_of(system.get(f"{address}/xlsx/?region={build.ASTANA}"))
    lines = body_of(system.get(f"{address}/csv/")).decode("utf-8-sig").splitlines()
    monkeypatch.setattr(registry_files, "AT_ONCE", 1)
    long = system.get(f"{address}/csv/", headers={"Accept": "text/csv"})

    assert first_column(table) == [registry_list.columns()[0].title, ngos[0].bin]
    assert len(lines) == 3
    assert (long.status_code, long["Content-Type"]) == (409, "application/problem+json")
    assert "POST /api/v1/reports/" in long.json()["texts"]["en"]
    assert system.get(f"{address}/pdf/").status_code == 404
    assert system.get(f"{address}/csv/?region=x").status_code == 422
    assert system.get(f"{address}/csv/?colour=red").status_code == 400
    assert Client().get(f"{address}/csv/").status_code == 401

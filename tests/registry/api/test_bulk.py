"""Loads of many NGOs through the API: what is good goes in, what is not is told row by row, what is no table is refused."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.api import uploads
from foundation.core.models import Job
from registry.models import Organisation, OrganisationImport
from tests.builders import api
from tests.builders import registry as build
from tests.builders.api_walk import read
from tests.factories.registry import demo_bin
from tests.registry.actions.test_import_sources import SHEET, UNREADABLE, cells, repacked, workbook
from tests.registry.actions.test_imports import FIRST, HEAD

XLSX = uploads.WorkbookParser.media_type
CSV = uploads.CsvParser.media_type
LINES = uploads.JsonLinesParser.media_type
BAD_BIN = FIRST.replace("450140000015", "450140000016")
ELSEWHERE = FIRST.replace("450140000015", demo_bin(2)).replace(build.ASTANA, build.ALMATY)
BAD_FORM = FIRST.replace("450140000015", demo_bin(3)).replace("public_fund", "band of friends")
WAIT_SECONDS = 60


def table(*lines: str) -> bytes:
    return "\r\n".join((*lines, "")).encode()


def book(*lines: str) -> bytes:
    return workbook(*(cells(line) for line in lines))


def sent(system: Client, body: bytes, kind: str, **query: str) -> Any:
    address = "/api/v1/imports/"
    return system.post(address, body, content_type=kind, query_params=query, headers={"Accept-Language": "en"})


def finished(system: Client, made: Any) -> dict[str, Any]:
    """The job, when a worker has done it."""
    assert made.status_code == 201, made.content
    deadline = time.monotonic() + WAIT_SECONDS
    while not (job := read(system, f"jobs/{made.json()['job_id']}/"))["finished_at"]:
        assert time.monotonic() < deadline, job
        time.sleep(0.1)
    return job


def report_of(system: Client, made: Any) -> set[tuple[str, str, str]]:
    rows = read(system, f"imports/{made.json()['id']}/report/")["results"]
    return {(row["line"], row["column"], row["value"]) for row in rows}


@pytest.fixture
def system(db: None) -> Client:
    """A system of the akimat of Astana."""
    build.with_reference()
    return api.system_of(api.akimat(region=build.ASTANA))


@pytest.mark.django_db(transaction=True)
def test_a_worker_loads_tables_and_tells_every_row_that_it_leaves_out(worker: Any) -> None:
    build.with_reference()
    system = api.system_of(api.akimat(region=build.ASTANA))
    rows = (HEAD, FIRST, BAD_BIN, ELSEWHERE, BAD_FORM)
    told = {
        ("3", "bin", "450140000016"),
        ("4", "region", build.ALMATY),
        ("5", "legal_form", "band of friends"),
    }

    check = sent(system, book(*rows), XLSX, check="yes")
    checked = finished(system, check)
    before = Organisation.objects.count()
    of_book = sent(system, book(*rows), XLSX)
    job = finished(system, of_book)
    of_table = sent(system, table(*rows), CSV)
    finished(system, of_table)
    wrong = sent(system, table("name,colour", "«Шырақ» ҚҚ,red"), CSV)
    wrong_job = finished(system, wrong)
    broken = sent(system, repacked(book(*rows), SHEET, lambda xml: xml[: len(xml) // 2]), XLSX)
    broken_job = finished(system, broken)

    assert (checked["status"], before, job["status"], job["percent"]) == ("succeeded", 0, "succeeded", 100)
    assert [report_of(system, one) for one in (check, of_book, of_table)] == [told] * 3
    counts = {"rows": 4, "new": 1, "changed": 0, "same": 0, "refused": 3}
    assert read(system, f"imports/{of_book.json()['id']}/")["counts"] == counts
    assert read(system, f"imports/{of_table.json()['id']}/")["counts"] == counts | {"new": 0, "same": 1}
    assert list(Organisation.objects.values_list("bin", flat=True)) == ["450140000015"]
    assert (wrong_job["status"], broken_job["status"]) == ("failed", "failed")
    assert ("bin" in wrong_job["error"], broken_job["error"]) == (True, UNREADABLE)
    assert report_of(system, broken) == set()


class Unread(io.RawIOBase):
    """A body of which nothing may be read."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")


def announced(system: Client, kind: str, size: int) -> Any:
    extra: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(size), "CONTENT_TYPE": kind}
    return system.post("/api/v1/imports/", **extra)


@pytest.mark.parametrize("kind", [XLSX, CSV, LINES, "multipart/form-data; boundary=b"])
def test_what_is_too_large_is_refused_before_any_of_it_is_read(system: Client, kind: str) -> None:
    answer = announced(system, kind, uploads.MAX_BYTES + uploads.HEADINGS + 1)

    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert (told["code"], told["texts"]["en"]) == ("too_large", "The file is larger than 100 MB.")
    assert OrganisationImport.objects.count() == 0


def test_a_file_that_says_too_little_of_itself_is_refused_as_it_comes(
    system: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads.FormParser, "max_bytes", 1000)
    file = SimpleUploadedFile("ngos.csv", table(HEAD, *([FIRST] * 20)), CSV)

    answer = system.post("/api/v1/imports/", {"file": file})

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_files_that_are_no_tables_are_refused_before_anything_is_kept(system: Client) -> None:
    sound = book(HEAD, FIRST)
    bomb = repacked(sound, SHEET, lambda xml: xml + b" " * 60_000_000)
    declared = [
        (sound[: len(sound) // 2], XLSX, "broken"),
        (bomb, XLSX, "wrong_type"),
        (b"no workbook at all", XLSX, "wrong_type"),
        (b"\x00\x01\x02", CSV, "wrong_type"),
        (b"", CSV, "invalid"),
    ]

    for body, kind, code in declared:
        answer = sent(system, body, kind)
        assert (answer.json()["code"], answer.json()["texts"]["en"] != "") == (code, True), (kind, answer.content)
        assert answer.status_code == 422
    assert sent(system, b"<xml/>", "application/xml").status_code == 415
    assert (OrganisationImport.objects.count(), Job.objects.count()) == (0, 0)


def test_a_form_with_a_file_is_loaded_as_well_and_once_by_its_key(system: Client, run_jobs: Any) -> None:
    content = book(HEAD, FIRST, BAD_BIN)

    def post() -> Any:
        file = SimpleUploadedFile("ngos.xlsx", content, XLSX)
        return system.post("/api/v1/imports/", {"file": file}, headers={"Idempotency-Key": "load-1"})

    made = post()
    again = post()
    run_jobs()

    assert (made.status_code, again.json()["id"] == made.json()["id"]) == (201, True)
    assert (OrganisationImport.objects.count(), Organisation.objects.count()) == (1, 1)
    assert report_of(system, made) == {("3", "bin", "450140000016")}


def test_the_report_goes_on_behind_its_first_thousand_rows(system: Client, run_jobs: Any) -> None:
    made = sent(system, table(HEAD, *([BAD_BIN] * 1001)), CSV)
    run_jobs()

    first = read(system, f"imports/{made.json()['id']}/report/")
    rest = system.get(first["next"]).json()
    other = api.system_of(api.akimat("other", region=build.ASTANA))

    assert (len(first["results"]), len(rest["results"]), rest["next"]) == (1000, 1, None)
    assert rest["results"][0]["line"] == "1002"
    assert other.get(f"/api/v1/imports/{made.json()['id']}/report/").status_code == 404
    assert rest["results"][0]["reason"] == "This BIN has a typing error: its check digit does not fit."

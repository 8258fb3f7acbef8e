"""What else than the portal's own CSV a load can be: workbooks, lists with other headings, grants of 360Giving."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as some
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from foundation.core import jobs
from foundation.core.models import Job, JobStatus
from foundation.documents.refusals import FileRefused
from registry.actions import imports
from registry.actions.imports import completing, headings, reading, workbooks
from registry.actions.imports.values import RowReader
from registry.models import Organisation, OrganisationImport
from tests.builders import registry as build
from tests.factories.registry import demo_bin
from tests.registry.actions.test_imports import FIRST, HEAD, NO_BIN, SECOND, counted, loaded

pytestmark = pytest.mark.django_db


def sent(content: bytes, name: str) -> OrganisationImport:
    return imports.request(upload=SimpleUploadedFile(name, content), is_dry_run=False, by=build.officer())


def done(content: bytes, name: str) -> OrganisationImport:
    load = sent(content, name)
    jobs.run(str(load.job_id))
    load.refresh_from_db()
    assert Job.objects.get(pk=load.job_id).error == ""
    return load


def error_of(content: bytes, name: str) -> str:
    load = sent(content, name)
    jobs.run(str(load.job_id))
    job = Job.objects.get(pk=load.job_id)
    assert (job.status, Organisation.objects.count()) == (JobStatus.FAILED, 0)
    assert not Path(settings.MEDIA_ROOT, "imports", str(load.pk)).exists()
    return job.error


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cells(line: str) -> list[Any]:
    return [cell or None for cell in line.split(",")]


def facts() -> list[tuple[Any, ...]]:
    columns = ("bin", "name_kk", "name_ru", "legal_form", "region", "status", "registered_on")
    return list(Organisation.objects.order_by("pk").values_list(*columns))


def test_a_workbook_says_what_the_same_csv_says(reference: None) -> None:
    loaded(FIRST, SECOND, NO_BIN)
    expected = facts()
    Organisation.objects.all().delete()

    load = done(workbook(*(cells(line) for line in (HEAD, FIRST, SECOND, NO_BIN))), "ngos.xlsx")

    assert (counted(load), load.outcome["encoding"]) == ((3, 3, 0, 0, 0), "XLSX")
    assert facts() == expected
    assert counted(done(workbook(*(cells(line) for line in (HEAD, FIRST, SECOND, NO_BIN))), "ngos.xlsx")) == (
        3,
        0,
        0,
        3,
        0,
    )


def test_numbers_and_dates_of_a_workbook_are_read_as_a_person_sees_them(reference: None) -> None:
    row = cells(FIRST)
    row[0], row[5], row[8] = 450140000015, 710000000.0, dt.datetime(2020, 5, 31)  # noqa: DTZ001 - a cell has no zone

    done(workbook(cells(HEAD), row), "ngos.xlsx")

    assert facts() == [
        ("450140000015", "«Шырақ» ҚҚ", "ОФ «Шырак»", "public_fund", "710000000", "active", dt.date(2020, 5, 31))
    ]


def test_formulas_of_a_workbook_are_told_and_not_computed(reference: None) -> None:
    plain, whole = cells(FIRST), cells(SECOND)
    plain[2], whole[2] = "=1+1", ArrayFormula("C3", "=SUM(A1:A2)")

    load = done(workbook(cells(HEAD), plain, whole), "ngos.xlsx")

    sentence = "This is a formula. Save the file with values instead of formulas."
    assert [(fault["line"], fault["column"], fault["reason"]) for fault in load.outcome["first_faults"]] == [
        (2, "name_ru", sentence),
        (3, "name_ru", sentence),
    ]
    assert counted(load) == (2, 0, 0, 0, 2)


def test_empty_rows_and_what_stands_right_of_the_headings(reference: None) -> None:
    load = done(workbook(cells(HEAD), [None], cells(FIRST), [*cells(SECOND), "more"]), "ngos.xlsx")

    (fault,) = load.outcome["first_faults"]
    assert (fault["line"], fault["reason"]) == (4, "The row has 10 cells, the headings are 9.")
    assert counted(load) == (2, 1, 0, 0, 1)


def repacked(content: bytes, part: str, change: Any) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
UNREADABLE = "This workbook cannot be read. Open it, save it anew as XLSX, or save it as CSV in UTF-8."


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]>' + xml,
        lambda xml: xml[: len(xml) // 2],
        lambda xml: b"not xml",
    ],
)
def test_a_workbook_that_hides_something_or_is_broken_inside(reference: None, change: Any) -> None:
    content = workbook(cells(HEAD), cells(FIRST))

    assert error_of(repacked(content, SHEET, change), "ngos.xlsx") == UNREADABLE


def test_a_bomb_is_refused_before_anything_is_kept(reference: None) -> None:
    content = repacked(workbook(cells(HEAD), cells(FIRST)), SHEET, lambda xml: xml + b" " * 300_000_000)

    with pytest.raises(FileRefused, match="unpacks into far more than it is"):
        sent(content, "ngos.xlsx")

    assert OrganisationImport.objects.count() == 0


NATIONAL = (
    "№;БИН;Наименование на казахском языке;Наименование;Организационно-правовая форма;Область;Статус;Дата регистрации;"
    "Руководитель\r\n"
    "1;450140000015;«Шырақ» ҚҚ;ОФ «Шырак»;ОФ;г. Астана;действующая;31.05.2020;Иванова А.\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_headings_of_a_national_list_are_understood(reference: None, encoding: str) -> None:
    text = NATIONAL if encoding != "cp1251" else NATIONAL.replace("«Шырақ» ҚҚ", "")

    load = done(text.encode(encoding), "list.csv")

    assert counted(load) == (1, 1, 0, 0, 0)
    assert load.outcome["ignored_columns"] == ["№"]
    ngo = Organisation.objects.get()
    assert (ngo.bin, ngo.name_ru, ngo.legal_form, ngo.region_id, ngo.status, ngo.head_name, ngo.registered_on) == (
        *("450140000015", "ОФ «Шырак»", "public_fund", "710000000", "active", "Иванова А."),
        dt.date(2020, 5, 31),
    )


def test_what_a_list_leaves_out_stays_as_it_is(reference: None) -> None:
    known = build.registered(1, spheres=(3, 10), name_ru="ОФ «Старый»")

    load = done(f"БИН;Наименование\r\n{known.bin};ОФ «Новый»\r\n".encode(), "list.csv")

    known.refresh_from_db()
    assert counted(load) == (1, 0, 1, 0, 0)
    assert (known.name_ru, known.name_en, known.legal_form, known.region_id, str(known.registered_on)) == (
        *("ОФ «Новый»", "Invented Fund 1", "public_fund", build.ASTANA, "2020-05-05"),
    )
    assert sorted(known.spheres.values_list("pk", flat=True)) == [3, 10]


GRANTS = "Identifier,Title,Amount Awarded,Recipient Org:Identifier,Recipient Org:Name,Recipient Org:City\r\n"


def giving() -> bytes:
    rows = [
        f"G-1,Trees,500000,KZ-BIN-{demo_bin(1)},ОФ «Зелёный двор»,Астана қаласы",
        f"G-2,More trees,500000,KZ-BIN-{demo_bin(1)},ОФ «Зелёный двор»,Астана қаласы",
        f"G-3,Reading,500000,KZ-BIN-{demo_bin(2)},«Оқу» ҚҚ,Алматы қаласы",
        f"G-4,Nameless,500000,KZ-BIN-{demo_bin(3)},Without a form,Астана қаласы",
    ]
    return (GRANTS + "\r\n".join(rows)).encode()


def test_recipients_of_grants_are_entered_once_each(reference: None) -> None:
    load = done(giving(), "grants.csv")

    assert counted(load) == (3, 2, 0, 0, 1)
    assert [(fault["column"], fault["reason"]) for fault in load.outcome["first_faults"]] == [
        ("legal_form", "This cell is empty: a new organisation needs a value here.")
    ]
    assert [row[:6] for row in facts()] == [
        (demo_bin(1), "", "ОФ «Зелёный двор»", "public_fund", "710000000", "active"),
        (demo_bin(2), "«Оқу» ҚҚ", "", "public_fund", "750000000", "active"),
    ]
    assert counted(done(giving(), "grants.csv")) == (3, 0, 0, 2, 1)


def test_recipients_of_a_json_package(reference: None) -> None:
    recipient = {
        "id": f"KZ-BIN-{demo_bin(1)}",
        "name": "ОФ «Зелёный двор»",
        "location": [{"geoCode": "710000000"}],
    }
    package = {"grants": [{"recipientOrganization": [recipient]}] * 2 + [{"recipientIndividual": {"name": "A person"}}]}

    load = done(json.dumps(package).encode(), "grants.json")

    assert (counted(load), load.outcome["encoding"]) == ((1, 1, 0, 0, 0), "JSON")
    assert [row[:5] for row in facts()] == [(demo_bin(1), "", "ОФ «Зелёный двор»", "public_fund", "710000000")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "This is not JSON."),
        ('{"a":' * 50_000, "This is not JSON."),
        ('{"grants": 1}', "This JSON is no 360Giving package: it has no list of grants."),
        ('{"grants": [1]}', "This JSON is no 360Giving package: it has no list of grants."),
    ],
)
def test_other_json_is_refused(reference: None, text: str, sentence: str) -> None:
    assert error_of(text.encode(), "grants.json") == sentence


def test_a_json_file_that_memory_would_not_hold(reference: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.actions.imports.sources.JSON_MAX_BYTES", 5)

    assert error_of(b'{"grants": []}', "grants.json") == (
        "This JSON file is too large. Save the grants as CSV or XLSX instead."
    )


class Died(Exception):
    """The worker is killed."""


def many(count: int) -> list[str]:
    wrong = FIRST.replace("450140000015", "1")
    return [wrong if serial % 5 == 0 else FIRST.replace("450140000015", demo_bin(serial)) for serial in range(1, count)]


@pytest.mark.parametrize("name", ["ngos.csv", "ngos.xlsx"])
def test_after_a_crash_the_checking_goes_on_where_it_was(
    reference: None, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lines = many(30)
    expected = loaded(*lines)
    outcome, rows = expected.outcome, facts()
    with expected.errors.file.open() as file:
        faults = file.read()
    Organisation.objects.all().delete()
    monkeypatch.setattr(reading, "AT_ONCE", 4)
    monkeypatch.setattr(reading, "KEPT_EVERY", 2)
    content = "\r\n".join((HEAD, *lines)).encode()
    content = content if name == "ngos.csv" else workbook(*(cells(line) for line in (HEAD, *lines)))
    load = sent(content, name)
    calls: list[int] = []

    def report(done: int, total: int) -> None:
        calls.append(done)
        if len(calls) == 5:
            raise Died

    with pytest.raises(Died):
        imports.run(load=load, report=report)
    checked: list[str] = []
    whole = RowReader.read
    monkeypatch.setattr(RowReader, "read", lambda self, row: checked.append(row["bin"]) or whole(self, row))

    load = imports.run(load=load, report=lambda done, total: None)

    # Two batches of four before the last kept state, and again that many: sixteen lines are not checked again.
    assert len(checked) == len(lines) - 16
    kept = {name: load.outcome[name] for name in ("encoding", "made")}  # new rows have new keys each time
    assert load.outcome == outcome | kept
    assert facts() == rows
    with load.errors.file.open() as file:
        assert file.read() == faults
    assert not Path(settings.MEDIA_ROOT, "imports", str(load.pk)).exists()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("«Оқу» ҚҚ", "public_fund"),
        ("«Оқу» КҚ", "corporate_fund"),
        ("РОО «Молодёжь»", "public_association"),
        ("РО «Храм»", "religious_association"),
        ("Общественный фонд «Дом»", "public_fund"),
        ("«Дом» қоғамдық қоры", "public_fund"),
        ("Дом", ""),
        ("", ""),
    ],
)
def test_a_name_tells_its_form(name: str, form: str) -> None:
    assert completing._form_of(name) == form


@given(some.text(max_size=40))
def test_any_name_finds_a_column(name: str) -> None:
    row = {headings.NAME: name}

    completing._spread(row)

    assert [row.get(column) for column in ("name_kk", "name_ru", "name_en") if row.get(column)] == [name] * bool(name)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (5.0, "5"),
        (5.5, "5.5"),
        (dt.date(2020, 1, 2), "2020-01-02"),
        ("x", "x"),
    ],
)
def test_a_cell_as_a_person_would_type_it(value: Any, text: str) -> None:
    assert workbooks.shown(value) == text

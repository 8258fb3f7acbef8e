from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.audit.models import Event
from foundation.core.errors import Conflict, NotPermitted
from foundation.core.models import Job
from registry.actions import annual, annual_imports
from registry.choices import AnnualStatus, AnnualWay
from registry.models import AnnualImport, AnnualInformation
from registry.queries import annual_lines, cards
from registry.rules.annual_prefill import prefilled
from tests.builders import annual as build
from tests.builders import registry
from tests.factories.accounts import UserFactory
from tests.factories.registry import demo_bin

pytestmark = pytest.mark.django_db
ROW = {
    "year": "2025", "received_on": "2026-03-30", "accepted_on": "2026-04-10", "summary": "Trees", "staff": "3",
    "volunteers": "8", "opening": "100", "income_donor": "1 000,50", "income_own": "200", "expense_pay": "300.50",
}  # fmt: skip
HEADINGS = ("bin", *ROW)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-06-01 06:00+00:00", tick=False):
        yield


def file_of(*rows: dict[str, str], encoding: str = "utf-8", headings=HEADINGS) -> SimpleUploadedFile:
    text = io.StringIO()
    writer = csv.DictWriter(text, headings, extrasaction="ignore", delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("paper.csv", text.getvalue().encode(encoding), "text/csv")


def loaded(run_jobs, upload: SimpleUploadedFile) -> AnnualImport:
    load = annual_imports.request(upload=upload, by=registry.officer())
    run_jobs()
    load.refresh_from_db()
    return load


def test_paper_goes_in_as_it_came(reference: None, run_jobs) -> None:
    organisation, other = registry.registered(1), registry.registered(2)

    load = loaded(
        run_jobs, file_of(ROW | {"bin": demo_bin(1)}, ROW | {"bin": demo_bin(2), "accepted_on": ""}, encoding="cp1251")
    )

    assert {name: load.outcome[name] for name in ("rows", "entered", "refused")} == {
        "rows": 2, "entered": 2, "refused": 0,
    }  # fmt: skip
    row = AnnualInformation.objects.get(organisation=organisation)
    assert (row.status, row.way, row.staff, row.income, row.expenses) == (
        AnnualStatus.ACCEPTED, AnnualWay.PAPER, 3, Decimal("1200.50"), Decimal("300.50"),
    )  # fmt: skip
    version = row.versions.get()
    assert version.digest == annual.digest(version.document)
    assert version.document["sections"]["expenses"] == {
        "total": "300.50", "closing": "1000.00",
        "rows": [{"direction": "pay", "note": None, "amount": "300.50"}],
    }  # fmt: skip
    assert AnnualInformation.objects.get(organisation=other).status == AnnualStatus.SUBMITTED
    line = next(line for line in annual_lines(cards().get(pk=organisation.pk)) if line.year == 2025)
    assert (line.label, line.days_late) == ("Filed in time", 0)
    assert Event.objects.filter(verb="registry.annual.filings_imported").count() == 1
    assert prefilled(organisation, 2026)["people"] == {"staff": "3", "volunteers": "8"}


def test_the_same_file_changes_nothing_and_what_stands_is_never_touched(reference: None, run_jobs) -> None:
    registry.registered(1)
    begun = build.begun(registry.registered(2), 2025)
    rows = [ROW | {"bin": demo_bin(number)} for number in (1, 2)]
    loaded(run_jobs, file_of(*rows))

    again = loaded(run_jobs, file_of(*rows))

    assert (again.outcome["entered"], again.outcome["refused"]) == (0, 2)
    begun.refresh_from_db()
    assert begun.status == AnnualStatus.DRAFT
    assert {fault["reason"] for fault in again.outcome["first_faults"]} == {
        "The portal has information of this organisation for the year already."
    }


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"year": "2026"}, "year"),
        ({"year": "x"}, "year"),
        ({"received_on": "2026/03/31"}, "received_on"),
        ({"received_on": "2025-12-31"}, "received_on"),
        ({"received_on": "2026-06-02"}, "received_on"),
        ({"accepted_on": "2026-03-01"}, "accepted_on"),
        ({"summary": ""}, "summary"),
        ({"staff": "-1"}, "staff"),
        ({"income_own": "much"}, "income_own"),
        ({"income_own": "-5"}, "income_own"),
        ({"expense_pay": "9999"}, "opening"),
        ({"bin": demo_bin(99)}, "bin"),
    ],
)
def test_a_wrong_cell_is_told_and_the_others_go_in(reference: None, run_jobs, changed, column: str) -> None:
    registry.registered(1)
    registry.registered(2)

    load = loaded(run_jobs, file_of(ROW | {"bin": demo_bin(1)} | changed, ROW | {"bin": demo_bin(2)}))

    assert (load.outcome["entered"], load.outcome["refused"]) == (1, 1)
    assert [(fault["line"], fault["column"]) for fault in load.outcome["first_faults"]] == [(2, column)]
    with load.errors.file.open("rb") as file:
        assert file.read().decode("utf-8-sig").splitlines()[1].startswith(f"2,{column},")


def test_many_rows_are_put_into_the_search_at_once(reference: None, run_jobs, monkeypatch) -> None:
    registry.registered(1)
    monkeypatch.setattr(annual_imports, "INDEXED_SINGLY", 0)
    rebuilt = []
    monkeypatch.setattr(annual_imports.search, "rebuild", lambda: rebuilt.append(True))

    load = loaded(run_jobs, file_of(ROW | {"bin": demo_bin(1)}))
    annual_imports.run(load=load, report=lambda done, total: None)

    assert AnnualInformation.objects.count() == 1
    assert rebuilt == [True, True]


def test_a_file_without_its_columns_is_refused(reference: None, run_jobs) -> None:
    load = loaded(run_jobs, file_of(ROW, headings=("bin", "year")))
    assert load.finished_at is None
    assert "Missing: received_on" in Job.objects.get(pk=load.job_id).error


def test_a_broken_quote_is_told(reference: None, run_jobs) -> None:
    text = ",".join(annual_imports.REQUIRED) + '\n"' + "x" * 200_000
    load = loaded(run_jobs, SimpleUploadedFile("paper.csv", text.encode(), "text/csv"))
    assert "A quotation mark is not closed" in Job.objects.get(pk=load.job_id).error


def test_only_officers_enter_paper(reference: None) -> None:
    with pytest.raises(NotPermitted):
        annual_imports.request(upload=file_of(ROW), by=UserFactory())
    with pytest.raises(Conflict):
        annual_imports.run(
            load=annual_imports.request(upload=file_of(ROW, headings=("bin",)), by=registry.officer()),
            report=lambda done, total: None,
        )

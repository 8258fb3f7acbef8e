from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.base import ContentFile

from foundation.core import jobs
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.models import JobStatus
from registry.actions import taken_files
from registry.choices import FileContent, MatchBasis, MatchStatus
from registry.models import Funding, SupplierMatch, TakenFile, UnreliableSupplier
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, demo_bin

pytestmark = pytest.mark.django_db
HEAD = "kind,bin,name,title,payer,amount,decided_on,starts_on,ends_on,source\n"
SUPPLIERS = "bin,name,ground,listed_on,until,source\n"


@pytest.fixture
def organisation(reference: None):
    return build.registered()


@pytest.fixture
def officer(organisation):
    return build.officer()


def received(text: str | bytes, by, name: str = "awards.csv"):
    content = text.encode() if isinstance(text, str) else text
    return taken_files.receive(upload=ContentFile(content, name=name), by=by)


def row(**cells: str) -> str:
    base = {
        "kind": "order",
        "bin": demo_bin(1),
        "name": "",
        "title": "Help at home",
        "payer": "Akimat",
        "amount": "1 000 000,50",
        "decided_on": "01.02.2025",
        "starts_on": "",
        "ends_on": "",
        "source": "Contract 7",
    }
    return ",".join(f'"{cell}"' for cell in (base | cells).values()) + "\n"


def faults(text: str, by, what: str = FileContent.AWARDS) -> list[tuple[int, str, str]]:
    parsed = taken_files.look(received(text, by), what)
    return [(fault.line, fault.column, str(fault.message)) for fault in parsed.faults]


def take_in(text: str | bytes, by, what: str = FileContent.AWARDS, name: str = "awards.csv"):
    job = taken_files.want(document=received(text, by, name), what=what, by=by)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    return job


def test_a_file_becomes_rows_of_the_ledger_with_their_source(organisation, officer) -> None:
    body = BodyFactory(name_ru="Акимат степи")
    lines = row() + row(kind="ГРАНТ", title="Trees", payer="акимат Степи", starts_on="2025-03-01", ends_on="2025-09-01")

    job = take_in(HEAD + lines, officer)

    assert (job.status, job.result["rows"]) == (JobStatus.SUCCEEDED, 2)
    order, grant = Funding.objects.order_by("-kind")
    assert (order.organisation, order.amount, order.decided_on) == (
        organisation,
        Decimal("1000000.50"),
        dt.date(2025, 2, 1),
    )
    assert (order.payer_name, order.source, order.payer) == ("Akimat", "Contract 7", None)
    assert (grant.payer, grant.payer_name, grant.ends_on) == (body, "", dt.date(2025, 9, 1))


def test_the_same_file_is_taken_once_and_a_later_one_corrects(organisation, officer) -> None:
    take_in(HEAD + row(), officer)

    with pytest.raises(Conflict, match="This file has been taken in already"):
        taken_files.want(document=received(HEAD + row(), officer), what=FileContent.AWARDS, by=officer)
    take_in(HEAD + row(amount="900000"), officer)

    assert list(Funding.objects.values_list("amount", flat=True)) == [Decimal("900000.00")]
    assert TakenFile.objects.exclude(taken_at=None).count() == 2


def test_every_fault_is_told_by_line_and_column_and_nothing_is_taken(organisation, officer) -> None:
    text = (
        HEAD
        + row()
        + row(kind="gift", bin="450140000016", amount="-1", decided_on="yesterday", source="")
        + row(bin="", name="ОФ «Никто»")
        + row(bin=demo_bin(2))
        + row(title="Later", starts_on="2025-03-02", ends_on="2025-03-01", decided_on="2999-01-01")
        + row()
        + "order,1\n"
    )

    assert sorted(faults(text, officer), key=lambda fault: (fault[0], fault[1])) == [
        (3, "amount", "The amount must be more than zero, in tenge and tiyn."),
        (3, "bin", "This BIN has a typing error: its check digit does not fit."),
        (3, "decided_on", "This is not a date like 2022-07-01 or 01.07.2022."),
        (3, "kind", "Write order, grant or premium."),
        (3, "source", "This cell is empty."),
        (4, "name", "0 organisations of the registry can have this name. Give the BIN."),
        (5, "bin", "The registry has no organisation with this BIN."),
        (6, "decided_on", "This date is in the future."),
        (6, "ends_on", "The end is before the beginning."),
        (7, "", "The same award is in line 2 already. Two awards need two titles."),
        (8, "", "This line has 2 cells instead of 10."),
    ]
    job = take_in(text, officer)
    assert (job.status, Funding.objects.count()) == (JobStatus.FAILED, 0)
    assert "Nothing of the file was taken in." in job.error


@pytest.mark.parametrize("name", ["ОФ «Вымышленный 1»", "оф вымышленный 1", "Вымышленный 1", "«Ойдан шығарылған 1» ҚҚ"])
def test_a_name_that_one_organisation_has_is_enough(organisation, officer, name: str) -> None:
    take_in(HEAD + row(bin="", name=name), officer)

    assert Funding.objects.get().organisation == organisation


def test_a_name_that_two_have_or_with_another_form_is_not_enough(organisation, officer) -> None:
    build.registered(2, name_ru="ОО «Вымышленный 1»", name_kk="", name_en="")

    found = faults(HEAD + row(bin="", name="Вымышленный 1") + row(bin="", name="ЧУ «Вымышленный 1»"), officer)

    assert found == [
        (2, "name", "2 organisations of the registry can have this name. Give the BIN."),
        (3, "name", "0 organisations of the registry can have this name. Give the BIN."),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("kind,title\n", (1, "amount", "This column is missing in the first line.")),
        (HEAD.replace("\n", ",colour\n") + "x\n", (1, "colour", "This column is not known.")),
        (HEAD.replace("name", "bin"), (1, "bin", "This column is there twice.")),
        (HEAD, (1, "", "There is no row under the headings.")),
        (HEAD + 'order,"unclosed\n', (2, "", "A quotation mark is not closed in this line.")),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_says_how(organisation, officer, content: str, expected) -> None:
    assert expected in faults(content, officer)


def workbook(*rows: list) -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    for cells in rows:
        book.active.append(cells)
    book.save(target)
    return target.getvalue()


def test_a_workbook_is_read_like_a_text(organisation, officer) -> None:
    cells = [
        "premium",
        demo_bin(1),
        None,
        "Best of the year",
        "Ministry",
        5000000.0,
        dt.date(2025, 5, 6),
        "Order 3",
    ]
    headings = ["kind", "bin", "name", "title", "payer", "amount", "decided_on", "source"]

    take_in(workbook(headings, cells), officer, name="awards.xlsx")

    found = Funding.objects.get()
    assert (found.kind, found.amount, found.decided_on) == ("premium", Decimal(5_000_000), dt.date(2025, 5, 6))


def test_strangers_send_nothing(organisation) -> None:
    with pytest.raises(NotPermitted):
        received(HEAD + row(), UserFactory())
    document = received(HEAD + row(), build.officer())
    with pytest.raises(NotPermitted):
        taken_files.want(document=document, what=FileContent.AWARDS, by=UserFactory())


def test_a_file_of_another_kind_is_refused(officer) -> None:
    with pytest.raises(Invalid):
        received(b"%PDF-1.4 not a table", officer, "awards.pdf")


def supplier(**cells: str) -> str:
    base = {
        "bin": "",
        "name": "ОФ «Вымышленный 1»",
        "ground": "Court",
        "listed_on": "2025-01-10",
        "until": "2027-01-10",
        "source": "Register of 1 May",
    }
    return ",".join(f'"{cell}"' for cell in (base | cells).values()) + "\n"


def matches() -> list[tuple[str, str]]:
    return list(SupplierMatch.objects.order_by("pk").values_list("basis", "status"))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"bin": demo_bin(1), "name": "Something else"}, [(MatchBasis.BIN, MatchStatus.CONFIRMED)]),
        ({}, [(MatchBasis.NAME, MatchStatus.SUGGESTED)]),
        ({"name": "OYDAN SHYGARYLGAN 1"}, [(MatchBasis.NAME, MatchStatus.SUGGESTED)]),
        ({"name": "ОФ «Вымышленые 1»"}, [(MatchBasis.NAME, MatchStatus.SUGGESTED)]),
        ({"bin": demo_bin(2)}, []),  # the same name, but another BIN is another organisation
        ({"name": "ТОО «Дорога»"}, []),
    ],
)
def test_suppliers_are_matched_by_bin_or_folded_name(organisation, officer, cells, expected) -> None:
    take_in(SUPPLIERS + supplier(**cells), officer, FileContent.UNRELIABLE)

    assert matches() == expected


def test_a_later_list_changes_the_end_and_asks_nothing_twice(organisation, officer) -> None:
    take_in(SUPPLIERS + supplier(), officer, FileContent.UNRELIABLE)
    take_in(SUPPLIERS + supplier(until="2026-02-01"), officer, FileContent.UNRELIABLE)

    assert UnreliableSupplier.objects.get().until == dt.date(2026, 2, 1)
    assert matches() == [(MatchBasis.NAME, MatchStatus.SUGGESTED)]


def test_faults_of_the_list_are_told(organisation, officer) -> None:
    text = SUPPLIERS + supplier() + supplier() + supplier(name="«»", until="2024-01-01")

    assert faults(text, officer, FileContent.UNRELIABLE) == [
        (3, "", "The same supplier is in line 2 already."),
        (4, "name", "There is no letter and no digit in this name."),
        (4, "until", "The end is before the beginning."),
    ]

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.conf import settings

from grants.forms.history import parse
from grants.rules.history import AwardRow
from tests.factories.registry import demo_bin

pytestmark = pytest.mark.django_db

HEAD = "organisation_name,bin,programme,amount,decided_on,source\n"
GOOD = "ОФ «Шырақ»,,Шағын гранттар 2022,500000,2022-07-01,Хаттама № 1\n"


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, str(fault.message)) for fault in parse(text.encode()).faults]


EXPECTED = AwardRow(
    line=2,
    organisation_name="ОФ «Шырақ»",
    bin="",
    programme="Шағын гранттар 2022",
    amount=Decimal("500000.00"),
    decided_on=dt.date(2022, 7, 1),
    source="Хаттама № 1",
)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_utf8_with_any_delimiter(mark: bytes, delimiter: str) -> None:
    parsed = parse(mark + (HEAD + GOOD).replace(",", delimiter).encode())

    assert (parsed.rows, parsed.faults) == ([EXPECTED], [])


def test_windows_1251() -> None:
    text = HEAD + "ОФ «Маяк»,,Малые гранты 2022,500000,01.07.2022,Протокол № 1\n"

    parsed = parse(text.encode("cp1251"))

    assert [(row.organisation_name, row.source, row.decided_on) for row in parsed.rows] == [
        ("ОФ «Маяк»", "Протокол № 1", dt.date(2022, 7, 1))
    ]


@pytest.mark.parametrize("content", [b"\x00\x01", b"PK\x03\x04\x00"])
def test_bytes_that_are_no_text(content: bytes) -> None:
    parsed = parse(content)

    assert [str(fault.message) for fault in parsed.faults] == [
        "The text of this file cannot be read. Save it as CSV in UTF-8."
    ]


def test_windows_1251_has_one_byte_that_is_nothing() -> None:
    assert parse(b"organisation_name\x98\xff\n").rows == []


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("", [(1, name) for name in ("organisation_name", "programme", "amount", "decided_on", "source")]),
        ("organisation_name,programme,amount,decided_on\n", [(1, "source")]),
        (HEAD.strip() + ",phone\n", [(1, "phone")]),
        (HEAD.strip() + ",amount\n", [(1, "amount")]),
    ],
)
def test_headings_are_named_exactly(heading: str, expected: list[tuple[int, str]]) -> None:
    assert [(line, column) for line, column, _text in faults(heading + GOOD)][: len(expected)] == expected


def test_bin_column_may_be_absent() -> None:
    parsed = parse(b"organisation_name,programme,amount,decided_on,source\nA fund,Grants,1,2022-07-01,Protocol\n")

    assert ([row.bin for row in parsed.rows], parsed.faults) == ([""], [])


def test_every_fault_has_its_line_and_column() -> None:
    text = HEAD + (
        ",123,,many,31.02.2022,\n"
        "A fund,,Grants,0,2999-01-01,Protocol\n"
        "A fund,,Grants,10.0055,2022-07-01,Protocol\n"
        "A fund,,Grants\n"
        f"{'x' * 501},,Grants,1,2022-07-01,Protocol\n"
    )

    assert faults(text) == [
        (2, "organisation_name", "This cell is empty."),
        (2, "programme", "This cell is empty."),
        (2, "source", "This cell is empty."),
        (2, "amount", "This is not an amount in tenge, like 500000."),
        (2, "decided_on", "This is not a date like 2022-07-01 or 01.07.2022."),
        (2, "bin", "A BIN has exactly 12 digits."),
        (3, "amount", "The amount must be more than zero, in tenge and tiyn."),
        (3, "decided_on", "This date is in the future."),
        (4, "amount", "The amount must be more than zero, in tenge and tiyn."),
        (5, "", "This line has 3 cells instead of 6."),
        (6, "organisation_name", "This text is longer than 500 characters."),
    ]


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e400", "-5", "9" * 40])
def test_strange_amounts_are_refused(amount: str) -> None:
    assert [column for _line, column, _text in faults(f"{HEAD}A fund,,Grants,{amount},2022-07-01,Protocol\n")] == [
        "amount"
    ]


def test_same_award_twice_in_one_file() -> None:
    assert faults(HEAD + GOOD + "\n" + GOOD) == [(4, "", "The same award is in line 2 already.")]


def test_open_quotation_mark_and_empty_file() -> None:
    assert (
        faults(HEAD + 'A fund,,"Grants,1,2022-07-01,Protocol\n')[0][2] == "A quotation mark is not closed in this line."
    )
    assert faults(HEAD) == [(1, "", "There is no row under the headings.")]


def test_too_many_rows(monkeypatch) -> None:
    monkeypatch.setattr("grants.forms.history.MOST_ROWS", 1)

    assert faults(HEAD + GOOD + GOOD.replace("2022-07-01", "2022-07-02")) == [
        (3, "", "A file can have 1 rows at most.")
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_formulas_are_stored_as_text(sign: str) -> None:
    parsed = parse(f"{HEAD}{sign}HYPERLINK(1),,{sign}x,1,2022-07-01,{sign}y\n".encode())

    row = parsed.rows[0]
    assert (row.organisation_name, row.programme, row.source) == (f"'{sign}HYPERLINK(1)", f"'{sign}x", f"'{sign}y")


def test_bin_is_checked_and_kept() -> None:
    number = demo_bin(7)

    parsed = parse(f'{HEAD}A fund, {number} ,Grants,"500 000,50",2022-07-01,Protocol\n'.encode())

    assert [(row.bin, row.amount) for row in parsed.rows] == [(number, Decimal("500000.50"))]


def test_file_of_the_seven_real_awards_is_sound() -> None:
    parsed = parse((settings.BASE_DIR / "civilportal/demo/data/past_awards_2022.csv").read_bytes())

    assert parsed.faults == []
    assert [row.organisation_name for row in parsed.rows] == [
        "ЧУ «Новое время»",
        "ОО «Ассоциация Қазақстан әйелдері»",
        "ОФ «Молодая гвардия»",
        "РОО «Жас Ұлан»",
        "ОФ «ОЙ Бренд»",
        "ОФ «Экологический клуб «NECO»»",
        "Фонд земли «Устойчивое развитие»",
    ]
    assert {(row.amount, row.decided_on, row.bin) for row in parsed.rows} == {
        (Decimal(500_000), dt.date(2022, 7, 1), "")
    }

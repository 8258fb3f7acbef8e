from __future__ import annotations

import datetime as dt
import tracemalloc
import warnings
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from publishing.reports import xlsx
from publishing.reports.xlsx import Column, Sheet

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "\t=1", "http://example.org", "007"]


def clock(*parts: int) -> dt.datetime:
    """A moment as a spreadsheet knows it: without a zone, on the clocks of Almaty."""
    return dt.datetime(*parts, tzinfo=dt.UTC).replace(tzinfo=None)


def cells(path: Path, sheet: int = 0) -> list[tuple]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    return [tuple(cell.value for cell in row) for row in book.worksheets[sheet].iter_rows()]


def test_a_sheet_equals_its_rows(tmp_path: Path) -> None:
    columns = [
        Column("Атауы"),
        Column("Саны", "number"),
        Column("₸", "money"),
        Column("Күні", "day"),
        Column("At", "moment"),
    ]
    moment = dt.datetime(2026, 7, 1, 10, 30, tzinfo=dt.UTC)
    rows = [
        ("Қоғам «Ұлы дала»", 1, Decimal("500000.50"), dt.date(2026, 7, 1), moment),
        ("", 0, None, None, None),
    ]

    digest = xlsx.write(tmp_path / "a.xlsx", [Sheet("Тізім", columns, rows)])

    assert cells(tmp_path / "a.xlsx") == [
        ("Атауы", "Саны", "₸", "Күні", "At"),
        ("Қоғам «Ұлы дала»", 1, 500000.5, clock(2026, 7, 1), clock(2026, 7, 1, 15, 30)),
        ("", 0, None, None, None),
    ]
    assert digest == xlsx.write(tmp_path / "b.xlsx", [Sheet("Other name", columns, rows)])
    assert digest != xlsx.write(tmp_path / "c.xlsx", [Sheet("Тізім", columns, rows[:1])])


def test_a_text_is_never_computed(tmp_path: Path) -> None:
    xlsx.write(tmp_path / "a.xlsx", [Sheet("x", [Column("Text")], [(text,) for text in FORMULAS])])

    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    found = [row[0] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in found] == [(text, "s") for text in FORMULAS]
    assert [cell.hyperlink for cell in found] == [None] * len(FORMULAS)


def test_the_head_stays_in_sight_and_columns_have_their_widths(tmp_path: Path) -> None:
    xlsx.write(tmp_path / "a.xlsx", [Sheet("a/b:c", [Column("One", width=33)], [("x",), ("y",)])])

    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("a b c", "A2", "A1:A3")
    assert (round(sheet.column_dimensions["A"].width), sheet["A1"].font.bold) == (34, True)


def test_a_text_longer_than_a_cell_is_cut_and_not_lost(tmp_path: Path) -> None:
    xlsx.write(tmp_path / "a.xlsx", [Sheet("x", [Column("Text")], [("я" * 40_000,)])])

    assert cells(tmp_path / "a.xlsx")[1] == ("я" * xlsx.TEXT_MAX,)


def test_a_float_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="never a float"):
        xlsx.write(tmp_path / "a.xlsx", [Sheet("x", [Column("Mark", "decimal")], [(1.5,)])])


def test_a_sheet_that_is_too_long_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS_MAX", 3)

    with pytest.raises(ValueError, match="at most 3 rows"):
        xlsx.write(tmp_path / "a.xlsx", [Sheet("x", [Column("One")], [("x",)] * 3)])


def test_exports_do_not_hang(tmp_path: Path) -> None:
    """Must not fail 5: many rows with progress, in bounded memory."""

    def rows(count: int) -> Iterator[tuple]:
        for number in range(count):
            yield tuple(f"text {number} {column}" for column in range(12))

    told: list[int] = []
    tracemalloc.start()
    xlsx.write(tmp_path / "a.xlsx", [Sheet("x", [Column(str(n)) for n in range(12)], rows(5_000))], done=told.append)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (told, peak < 10_000_000) == ([1_000, 2_000, 3_000, 4_000, 5_000], True)

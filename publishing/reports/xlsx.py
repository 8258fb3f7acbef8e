"""Spreadsheets of any length in constant memory: a row is on disk before the next one is asked for."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from foundation.core import presentation

# The limits of the format.
ROWS_MAX = 1_048_576
TEXT_MAX = 32_767
SHEET_NAME_MAX = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
REPORT_EVERY = 1_000

OPTIONS: dict[str, Any] = {
    "constant_memory": True,
    # A text is a text: «=1+1» typed by an applicant is shown, never computed.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FORMATS: dict[str, dict[str, Any]] = {
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0", "valign": "top"},
    "decimal": {"num_format": "#,##0.00", "valign": "top"},
    "money": {"num_format": '#,##0.00 "₸"', "valign": "top"},
    "day": {"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"},
    "moment": {"num_format": "dd.mm.yyyy hh:mm", "valign": "top", "align": "left"},
}
HEAD_FORMAT: dict[str, Any] = {
    "bold": True,
    "bg_color": "#003D4D",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "top",
    "border": 1,
    "border_color": "#B8C7CB",
}


@dataclass(frozen=True)
class Column:
    """``kind`` is a key of FORMATS; ``width`` is in characters."""

    title: str
    kind: str = "text"
    width: float = 16


@dataclass(frozen=True)
class Sheet:
    """``rows`` are asked for one at a time; values are str, int, Decimal, date, aware datetime or None."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def write(path: Path, sheets: Iterable[Sheet], *, done: Callable[[int], None] | None = None) -> str:
    """Write ``sheets`` to ``path``; returns the SHA-256 of the values that went in, in their order.

    ``done`` is told now and then how many rows are written. ValueError when a sheet has more rows than the format allows.
    """
    found = hashlib.sha256()
    count = 0
    with xlsxwriter.Workbook(str(path), OPTIONS | {"tmpdir": str(path.parent)}) as book:
        formats = {
            kind: book.add_format(look | {"font_name": "Arial", "font_size": 10}) for kind, look in FORMATS.items()
        }
        head = book.add_format(HEAD_FORMAT | {"font_name": "Arial", "font_size": 10})
        for sheet in sheets:
            for row in _write_sheet(_new_sheet(book, sheet), sheet, head, formats):
                found.update("\x1f".join(map(str, row)).encode() + b"\x1e")
                count += 1
                if done and count % REPORT_EVERY == 0:
                    done(count)
    return found.hexdigest()


def _new_sheet(book: xlsxwriter.Workbook, sheet: Sheet) -> Worksheet:
    page = book.add_worksheet(sheet.name.translate(_FORBIDDEN).strip()[:SHEET_NAME_MAX])
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
    return page


def _write_sheet(page: Worksheet, sheet: Sheet, head: Format, formats: dict[str, Format]) -> Iterator[Sequence[Any]]:
    for index, column in enumerate(sheet.columns):
        page.write_string(0, index, column.title, head)
    writers = [(index, *_writer(page, column.kind), formats[column.kind]) for index, column in enumerate(sheet.columns)]
    number = 0
    for number, row in enumerate(sheet.rows, 1):
        if number >= ROWS_MAX:
            raise ValueError(f"a sheet holds at most {ROWS_MAX} rows")
        for index, write_cell, prepare, look in writers:
            value = row[index]
            if value is not None:
                write_cell(number, index, prepare(value), look)
        yield row
    page.autofilter(0, 0, number, len(sheet.columns) - 1)


def _writer(page: Worksheet, kind: str) -> tuple[Callable[..., Any], Callable[[Any], Any]]:
    if kind == "text":
        return page.write_string, _text
    if kind in ("day", "moment"):
        return page.write_datetime, _clock
    return page.write_number, _number


def _text(value: Any) -> str:
    return str(value)[:TEXT_MAX]


def _number(value: int | Decimal) -> int | Decimal:
    if isinstance(value, float):
        raise TypeError("a figure in a report is an int or a Decimal, never a float")
    return value


def _clock(value: dt.date | dt.datetime) -> dt.date | dt.datetime:
    """The format knows no zones: moments are written as the clocks of Almaty show them."""
    return presentation.local(value).replace(tzinfo=None) if isinstance(value, dt.datetime) else value

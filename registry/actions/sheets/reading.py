"""A CSV or XLSX file as lines of text cells, with what is wrong about its headings and lines."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from django.utils.translation import gettext_lazy as _
from openpyxl.utils.exceptions import InvalidFileException

from foundation.core.errors import Text
from foundation.documents import kinds

ENCODINGS = ("utf-8-sig", "cp1251")
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong where: the line of the file (the heading is line 1), the column ('' for the line), the reason."""

    line: int
    column: str
    message: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One line under the headings: column → cell."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The headings that a file may have; those of ``optional`` may be missing."""

    required: Sequence[str]
    optional: Sequence[str] = ()


@dataclass
class Sheet:
    rows: list[Row] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def read(content: bytes, content_type: str, columns: Columns, most: int = MOST_ROWS) -> Sheet:
    """The lines of the file, ``most`` at most; with a fault of the file as a whole there is no row."""
    sheet = Sheet()
    try:
        _read(lines(content, content_type), columns, sheet, most)
    except UnreadableFile as fault:
        sheet.faults.append(RowFault(fault.line, "", fault.message))
    return sheet


class UnreadableFile(Exception):
    """The file as a whole, or from a line on, cannot be read."""

    def __init__(self, line: int, message: Text) -> None:
        super().__init__(message)
        self.line, self.message = line, message


def lines(content: bytes, content_type: str) -> Iterator[tuple[int, list[str]]]:
    """Each line of the file with its number, as texts; raises UnreadableFile, also in the middle."""
    return _of_workbook(content) if content_type == kinds.XLSX.content_type else _of_text(content)


def _of_text(content: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise UnreadableFile(reader.line_num, _("A quotation mark is not closed in this line.")) from None


def _decoded(content: bytes) -> str:
    if b"\x00" not in content:
        for encoding in ENCODINGS:
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise UnreadableFile(1, _("The text of this file cannot be read. Save it as CSV in UTF-8."))


def _of_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet; the archive was examined when the file was received, and openpyxl reads its XML defused."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for line, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
            yield line, [_shown(cell) for cell in cells]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError):
        raise UnreadableFile(1, _("This workbook cannot be read. Save it again as XLSX, or as CSV in UTF-8.")) from None


def _shown(cell: Any) -> str:
    if isinstance(cell, dt.date):  # a moment too
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _read(found: Iterable[tuple[int, list[str]]], columns: Columns, sheet: Sheet, most: int) -> None:
    headings: list[str] = []
    for line, cells in found:
        if not any(cell.strip() for cell in cells):
            continue
        if not headings:
            headings = [cell.strip().lower() for cell in cells]
            sheet.faults += _heading_faults(headings, columns, line)
            if sheet.faults:
                return
        elif len(cells) != len(headings):
            text = _("This line has %(found)s cells instead of %(wanted)s.")
            sheet.faults.append(RowFault(line, "", text % {"found": len(cells), "wanted": len(headings)}))
        elif len(sheet.rows) >= most:
            raise UnreadableFile(line, _("A file can have %(most)s rows at most.") % {"most": most})
        else:
            sheet.rows.append(Row(line, dict(zip(headings, cells, strict=True))))
    if not sheet.rows and not sheet.faults:
        raise UnreadableFile(1, _("There is no row under the headings."))


def _heading_faults(headings: list[str], columns: Columns, line: int) -> Iterator[RowFault]:
    for name in (*columns.required, *columns.optional):
        if headings.count(name) > 1:
            yield RowFault(line, name, _("This column is there twice."))
        elif name in columns.required and name not in headings:
            yield RowFault(line, name, _("This column is missing in the first line."))
    for name in headings:
        if name not in columns.required and name not in columns.optional:
            yield RowFault(line, name, _("This column is not known."))

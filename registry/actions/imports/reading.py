"""Reading a CSV file row by row, in constant memory, into a file that PostgreSQL copies."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from foundation.core import calendar, clock
from foundation.core.errors import Conflict
from foundation.core.text import fold
from registry.actions import search
from registry.actions.imports.values import HEADINGS, NAMES, REQUIRED, Checked, RowReader
from registry.models import Region, Sphere

SHOWN_FAULTS = 100
ENCODINGS = ("utf-8-sig", "cp1251")
CHUNK = 1024 * 1024
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
SEARCH_COLUMNS = ("words", "names", "sort_kk", "sort_ru", "sort_en")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Report = Callable[[int, int], None]


@dataclass
class Read:
    """A file that has been read: where the checked rows and the faults are, and how many."""

    rows_path: Path
    faults_path: Path
    columns: list[str]
    encoding: str
    ignored: list[str]
    rows: int = 0
    refused: int = 0
    first_faults: list[dict[str, Any]] = field(default_factory=list)


def read(source: Path, folder: Path, report: Report) -> Read:
    """Check every row of ``source``. Raises Conflict with a sentence when the file as a whole cannot be read."""
    size = source.stat().st_size
    encoding = _encoding(source)
    with ExitStack() as stack:
        raw = stack.enter_context(source.open("rb"))
        text = stack.enter_context(io.TextIOWrapper(raw, encoding, newline=""))
        rows = csv.reader(text, delimiter=_delimiter(text))
        headings = [cell.strip().lower() for cell in next(rows, [])]
        result = Read(folder / "rows", folder / "faults", *_columns(headings, encoding))
        good = stack.enter_context(result.rows_path.open("w", encoding="utf-8", newline=""))
        bad = stack.enter_context(result.faults_path.open("w", encoding="utf-8-sig", newline=""))
        _check_rows(_numbered(rows), headings, result, (good, bad), lambda: report(raw.tell(), size * 10 // 9 + 1))
    return result


def _encoding(source: Path) -> str:
    """UTF-8 (with a mark or without) when every byte fits it, otherwise Windows-1251, which any bytes almost fit."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with source.open("rb") as file:
                while chunk := file.read(CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Conflict(_("The text of this file cannot be read. Save it as CSV in UTF-8."))


def _delimiter(text: IO[str]) -> str:
    first = text.readline()
    text.seek(0)
    return max(",;\t", key=first.count)


def _columns(headings: list[str], encoding: str) -> tuple[list[str], str, list[str]]:
    missing = [name for name in REQUIRED if name not in headings]
    if missing:
        raise Conflict(
            _("The first line must name the columns. Missing: %(missing)s. Known: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(HEADINGS)}
        )
    doubled = sorted({name for name in headings if name in HEADINGS and headings.count(name) > 1})
    if doubled:
        raise Conflict(_("These columns are there twice: %(columns)s.") % {"columns": ", ".join(doubled)})
    used = [name for name in headings if name in HEADINGS]
    return used, encoding, [name for name in headings if name not in HEADINGS]


def _numbered(rows: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it begins."""
    line = rows.line_num + 1
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as fault:
            message = _("Line %(line)s cannot be read as CSV: a cell is too long or a quote is not closed.")
            raise Conflict(message % {"line": line}) from fault
        if any(cell.strip() for cell in row):
            yield line, row
        line = rows.line_num + 1


def _check_rows(
    rows: Iterator[tuple[int, list[str]]],
    headings: list[str],
    result: Read,
    files: tuple[IO[str], IO[str]],
    report: Callable[[], None],
) -> None:
    good, faults = files[0], csv.writer(files[1], lineterminator="\r\n")
    faults.writerow([_("line"), _("column"), _("value"), _("reason")])
    reader = RowReader(_region_words(), _sphere_numbers(), result.columns, _today())
    for line, cells in rows:
        result.rows += 1
        if len(cells) != len(headings):
            reason = _("The row has %(count)s cells, the headings are %(expected)s.")
            _refuse(result, faults, line, ("", "", reason % {"count": len(cells), "expected": len(headings)}))
            continue
        checked = reader.read(dict(zip(headings, cells, strict=True)))
        for fault in checked.faults:
            _refuse(result, faults, line, (fault.column, fault.value, str(fault.reason)))
        result.refused += bool(checked.faults)
        if not checked.faults:
            good.write(_copy_line(line, checked, result.columns))
        if result.rows % 1000 == 0:
            report()


def _refuse(result: Read, faults: Any, line: int, cells: tuple[str, str, str]) -> None:
    column, value, reason = cells
    if not column:
        result.refused += 1
    write_fault(faults, line, column, value, reason)
    if len(result.first_faults) < SHOWN_FAULTS:
        result.first_faults.append({"line": line, "column": column, "value": value, "reason": reason})


def write_fault(faults: Any, line: int, column: str, value: str, reason: str) -> None:
    """One line of the file of faults; a value that a spreadsheet would compute is made plain text."""
    faults.writerow([line, column, f"'{value}" if value.startswith(FORMULA_SIGNS) else value, reason])


def _copy_line(line: int, checked: Checked, columns: list[str]) -> str:
    found = search.searchable({name: checked.values[name] for name in NAMES})
    values = [line, *(checked.values[column] for column in columns), *(found[name] for name in SEARCH_COLUMNS)]
    return "\t".join(map(_copied, values)) + "\n"


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).translate(_ESCAPES)


def _region_words() -> dict[str, str]:
    words: dict[str, str] = {}
    for region in Region.objects.all():
        for way in (region.code, region.name_kk, region.name_ru, region.name_en):
            words[fold(way)] = region.code
    return words


def _sphere_numbers() -> set[int]:
    return set(Sphere.objects.values_list("number", flat=True))


def _today() -> dt.date:
    return calendar.local_date(clock.now())

"""Checking a file row by row, in constant memory, into a file that PostgreSQL copies.

Every few thousand rows the state is kept beside the two files that are written, so that after a crash the work goes on
from there and ends in the same files.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from foundation.core import calendar, clock
from foundation.core.cells import plain
from foundation.core.errors import Conflict
from registry.actions import search
from registry.actions.imports import headings as names
from registry.actions.imports import sources
from registry.actions.imports.completing import complete
from registry.actions.imports.values import HEADINGS, NAMES, Checked, RowReader, key_of
from registry.models import Region, Sphere

SHOWN_FAULTS = 100
AT_ONCE = 1_000
KEPT_EVERY = 20
SEARCH_COLUMNS = ("words", "names", "sort_kk", "sort_ru", "sort_en")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Report = Callable[[int, int], None]


@dataclass
class State:
    """How far the checking is: the last line, and how long the two files were then."""

    line: int = 0
    rows: int = 0
    refused: int = 0
    first_faults: list[dict[str, Any]] = field(default_factory=list)
    rows_size: int = 0
    faults_size: int = 0


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
    """Check every row of ``source``; ``folder`` is kept by the caller until the outcome is stored.

    Raises Conflict with a sentence when the file as a whole cannot be read.
    """
    with ExitStack() as stack:
        opened = sources.opened(source, folder, stack)
        headings = names.canonical([cell.strip().lower() for cell in opened.headings])
        columns, ignored = _columns(headings)
        result = Read(folder / "rows", folder / "faults", columns, opened.encoding, ignored)
        state = _kept_state(folder)
        good = stack.enter_context(_written(result.rows_path, state.rows_size, "utf-8"))
        bad = stack.enter_context(_written(result.faults_path, state.faults_size, "utf-8-sig"))
        result.rows, result.refused, result.first_faults = state.rows, state.refused, state.first_faults
        _check_rows(_behind(opened.rows, state.line), headings, result, (good, bad), lambda: _report(opened, report))
    return result


def _report(opened: sources.Source, report: Report) -> None:
    """In per cent: the files are measured in bytes, which tell nobody anything."""
    done, total = opened.done()
    report(done * 100 // (total or 1), 100)


def _written(path: Path, size: int, encoding: str) -> IO[str]:
    """The file as it was when the state was kept, open for more; a new one when nothing was kept."""
    if not size:
        return path.open("w", encoding=encoding, newline="")
    os.truncate(path, size)
    # The mark at the beginning is there already.
    return path.open("a", encoding="utf-8", newline="")


def _kept_state(folder: Path) -> State:
    path = folder / "state"
    return State(**json.loads(path.read_text())) if path.exists() else State()


def _keep_state(folder: Path, line: int, result: Read, files: tuple[IO[str], IO[str]]) -> None:
    """Written beside and moved into place, so that there is always a whole one, and never ahead of the two files."""
    for file in files:
        file.flush()
        os.fsync(file.fileno())
    sizes = [os.fstat(file.fileno()).st_size for file in files]
    state = State(line, result.rows, result.refused, result.first_faults, *sizes)
    beside = folder / "state.new"
    beside.write_text(json.dumps(asdict(state)))
    beside.replace(folder / "state")


def _behind(rows: Iterator[sources.Row], line: int) -> Iterator[sources.Row]:
    return (row for row in rows if row[0] > line)


def _columns(headings: list[str]) -> tuple[list[str], list[str]]:
    missing = names.missing(headings)
    if missing:
        raise Conflict(
            _("The first line must name the columns. Missing: %(missing)s. Known: %(known)s.")
            % {"missing": ", ".join(missing), "known": ", ".join(HEADINGS)}
        )
    doubled = sorted({name for name in headings if name in HEADINGS and headings.count(name) > 1})
    if doubled:
        raise Conflict(_("These columns are there twice: %(columns)s.") % {"columns": ", ".join(doubled)})
    used = [name for name in headings if name in HEADINGS]
    special = {names.NAME, names.IDENTIFIER}
    return [*used, *names.absent(used)], [name for name in headings if name not in HEADINGS and name not in special]


def _check_rows(
    rows: Iterator[sources.Row],
    headings: list[str],
    result: Read,
    files: tuple[IO[str], IO[str]],
    report: Callable[[], None],
) -> None:
    good, faults = files[0], csv.writer(files[1], lineterminator="\r\n")
    if not files[1].tell():
        faults.writerow([_("line"), _("column"), _("value"), _("reason")])
    reader = RowReader(_region_words(), _sphere_numbers(), result.columns, _today())
    absent = [name for name in result.columns if name not in headings]
    count = 0
    while batch := list(islice(rows, AT_ONCE)):
        result.rows += len(batch)
        for line, cells in _even(batch, headings, result, faults, absent):
            checked = reader.read(cells)
            for fault in checked.faults:
                _refuse(result, faults, line, (fault.column, fault.value, str(fault.reason)))
            result.refused += bool(checked.faults)
            if not checked.faults:
                good.write(_copy_line(line, checked, result.columns))
        count += 1
        if count % KEPT_EVERY == 0:
            _keep_state(result.rows_path.parent, batch[-1][0], result, files)
        report()


def _even(
    batch: list[sources.Row], headings: list[str], result: Read, faults: Any, absent: list[str]
) -> list[tuple[int, dict[str, str]]]:
    """Rows that have a cell for each heading, as heading → cell, with what the file leaves out."""
    found = []
    for line, cells in batch:
        if len(cells) == len(headings):
            found.append((line, dict(zip(headings, cells, strict=True))))
        else:
            reason = _("The row has %(count)s cells, the headings are %(expected)s.")
            _refuse(result, faults, line, ("", "", reason % {"count": len(cells), "expected": len(headings)}))
    if absent or {names.NAME, names.IDENTIFIER} & set(headings):
        complete([cells for _line, cells in found], absent)
    return found


def _refuse(result: Read, faults: Any, line: int, cells: tuple[str, str, str]) -> None:
    column, value, reason = cells
    if not column:
        result.refused += 1
    write_fault(faults, line, column, value, reason)
    if len(result.first_faults) < SHOWN_FAULTS:
        result.first_faults.append({"line": line, "column": column, "value": value, "reason": reason})


def write_fault(faults: Any, line: int, column: str, value: str, reason: str) -> None:
    """One line of the file of faults; a value that a spreadsheet would compute is made plain text."""
    faults.writerow([line, column, plain(value), reason])


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
            words[key_of(way)] = region.code
    return words


def _sphere_numbers() -> set[int]:
    return set(Sphere.objects.values_list("number", flat=True))


def _today() -> dt.date:
    return calendar.local_date(clock.now())

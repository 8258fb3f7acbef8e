"""A file with organisations as numbered rows of text, whatever it is: CSV, XLSX, or JSON of 360Giving."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from foundation.core.errors import Conflict
from registry.actions.imports import headings as names
from registry.actions.imports import workbooks

ENCODINGS = ("utf-8-sig", "cp1251")
CHUNK = 1024 * 1024
JSON_MAX_BYTES = 50 * 1024 * 1024
GIVING_COLUMNS = ["Recipient Org:Identifier", "Recipient Org:Name", "Recipient Org:Company Number"]
GIVING_COLUMNS += ["Recipient Org:Web Address", "Recipient Org:Location:0:Geographic Code"]

Row = tuple[int, list[str]]


@dataclass
class Source:
    """``rows`` are (line, cells); ``done`` tells how far they have been read, as (done, total)."""

    encoding: str
    headings: list[str]
    rows: Iterator[Row]
    done: Callable[[], tuple[int, int]]


def opened(path: Path, folder: Path, stack: ExitStack) -> Source:
    """Open the file until ``stack`` ends. Raises Conflict with a sentence when it cannot be read at all."""
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if head.startswith(b"PK"):
        source = _from_workbook(path, folder, stack)
    elif head.removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"{", b"[")):
        source = _from_json(path)
    else:
        source = _from_csv(path, stack)
    if names.are_giving(source.headings):
        source.rows = _once_each(source.rows, source.headings)
    return source


def _from_csv(path: Path, stack: ExitStack) -> Source:
    size, encoding = path.stat().st_size, _encoding(path)
    raw = stack.enter_context(path.open("rb"))
    text = stack.enter_context(io.TextIOWrapper(raw, encoding, newline=""))
    rows = csv.reader(text, delimiter=_delimiter(text))
    first = next(_numbered(rows), (1, []))[1]
    # Reading runs ahead of checking, and loading comes after both: never quite full.
    return Source(encoding, first, _numbered(rows), lambda: (raw.tell(), size * 10 // 9 + 1))


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


def _numbered(rows: Any) -> Iterator[Row]:
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


def _from_workbook(path: Path, folder: Path, stack: ExitStack) -> Source:
    rows, count = workbooks.rows(path, folder, stack)
    place = [0]

    def counted() -> Iterator[Row]:
        for line, cells in rows:
            place[0] = line
            yield line, cells

    numbered = counted()
    first = next(numbered, (1, []))[1]
    return Source("XLSX", first, numbered, lambda: (place[0], count * 10 // 9 + 1))


def _from_json(path: Path) -> Source:
    """The recipients of a 360Giving package; ``line`` is the place of the grant in it."""
    if path.stat().st_size > JSON_MAX_BYTES:
        raise Conflict(_("This JSON file is too large. Save the grants as CSV or XLSX instead."))
    try:
        package = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Conflict(_("This is not JSON.")) from None
    grants = package.get("grants") if isinstance(package, dict) else None
    if not isinstance(grants, list) or not all(isinstance(grant, dict) for grant in grants):
        raise Conflict(_("This JSON is no 360Giving package: it has no list of grants."))
    rows = [(place, _recipient(grant)) for place, grant in enumerate(grants, start=1)]
    return Source("JSON", GIVING_COLUMNS, iter([row for row in rows if any(row[1])]), lambda: (0, 1))


def _recipient(grant: dict[str, Any]) -> list[str]:
    recipients = grant.get("recipientOrganization")
    one = recipients[0] if isinstance(recipients, list) and recipients and isinstance(recipients[0], dict) else {}
    places = one.get("location")
    place = places[0] if isinstance(places, list) and places and isinstance(places[0], dict) else {}
    values = [one.get("id"), one.get("name"), one.get("companyNumber"), one.get("url"), place.get("geoCode")]
    return [value if isinstance(value, str) else "" for value in values]


def _once_each(rows: Iterator[Row], headings: list[str]) -> Iterator[Row]:
    """One row for each recipient: a file of grants names it as often as it was given money."""
    seen: set[tuple[str, ...]] = set()
    wanted = [place for place, name in enumerate(names.canonical(headings)) if name in names.KNOWN.values()]
    for line, cells in rows:
        key = tuple(cells[place] for place in wanted if place < len(cells))
        if key not in seen:
            seen.add(key)
            yield line, cells

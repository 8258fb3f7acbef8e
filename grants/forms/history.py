"""A CSV file of past awards: from bytes to rows, with every fault by line and column."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.cells import plain
from foundation.core.errors import Text
from foundation.core.forms import UploadField, plain_number
from foundation.core.money import tenge
from foundation.core.text import fold
from grants.actions.history import MAX_BYTES
from grants.rules.history import AwardRow, Key, RowFault, contradictions, known_awards
from registry.choices import FundingKind
from registry.queries.same_awards import Alike, Told, alike
from registry.rules.identifiers import bin_faults, normalised

COLUMNS = ("organisation_name", "bin", "programme", "amount", "decided_on", "source")
LONGEST = {"organisation_name": 500, "programme": 300, "source": 500}
MOST_ROWS = 5_000
MOST_AMOUNT = Decimal(10) ** 15
ENCODINGS = ("utf-8-sig", "cp1251")
DATE_FORMS = ("%Y-%m-%d", "%d.%m.%Y")


class HistoryUploadForm(forms.Form):
    file = UploadField(
        label=_("CSV file"),
        help_text=_("The first line names the columns: organisation_name, bin, programme, amount, decided_on, source."),
        accept=["csv"],
        max_bytes=MAX_BYTES,
    )


@dataclass
class Parsed:
    """What a file says. With a fault nothing of it can be taken in."""

    rows: list[AwardRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def alike(self) -> list[Alike]:
        """New awards that the ledger of public money may know already from another source."""
        known = known_awards(self.rows)
        return alike(
            Told(
                row.line,
                row.bin or fold(row.organisation_name),
                FundingKind.GRANT,
                row.programme,
                row.amount,
                row.decided_on,
            )
            for row in self.rows
            if row.key not in known
        )


def parse(content: bytes) -> Parsed:
    """Read a file in UTF-8 (with or without a mark) or Windows-1251, with commas, semicolons or tabs."""
    text = _decoded(content)
    if text is None:
        return Parsed(faults=[RowFault(1, "", _("The text of this file cannot be read. Save it as CSV in UTF-8."))])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    parsed = Parsed()
    try:
        _read(reader, parsed)
    except csv.Error:
        parsed.faults.append(RowFault(reader.line_num, "", _("A quotation mark is not closed in this line.")))
    parsed.faults += contradictions(parsed.rows)
    return parsed


def _decoded(content: bytes) -> str | None:
    if b"\x00" in content:
        return None
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _read(reader: Any, parsed: Parsed) -> None:
    headings = [cell.strip().lower() for cell in next(reader, [])]
    parsed.faults += _heading_faults(headings)
    if parsed.faults:
        return
    seen: dict[Key, int] = {}
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(parsed.rows) >= MOST_ROWS:
            text = _("A file can have %(most)s rows at most.") % {"most": MOST_ROWS}
            parsed.faults.append(RowFault(reader.line_num, "", text))
            return
        _read_row(reader.line_num, headings, cells, parsed, seen)
    if not parsed.rows and not parsed.faults:
        parsed.faults.append(RowFault(1, "", _("There is no row under the headings.")))


def _heading_faults(headings: list[str]) -> Iterator[RowFault]:
    for name in COLUMNS:
        if headings.count(name) > 1:
            yield RowFault(1, name, _("This column is there twice."))
        elif name != "bin" and name not in headings:
            yield RowFault(1, name, _("This column is missing in the first line."))
    for name in headings:
        if name not in COLUMNS:
            yield RowFault(1, name, _("This column is not known."))


def _read_row(line: int, headings: list[str], cells: list[str], parsed: Parsed, seen: dict[Key, int]) -> None:
    if len(cells) != len(headings):
        text = _("This line has %(found)s cells instead of %(wanted)s.") % {
            "found": len(cells),
            "wanted": len(headings),
        }
        parsed.faults.append(RowFault(line, "", text))
        return
    row = _RowReader(line, dict(zip(headings, cells, strict=True)))
    award = row.award()
    if award is None:
        parsed.faults += row.faults
    elif award.key in seen:
        text = _("The same award is in line %(line)s already.") % {"line": seen[award.key]}
        parsed.faults.append(RowFault(line, "", text))
    else:
        seen[award.key] = line
        parsed.rows.append(award)


class _RowReader:
    """One line of the file: reads its cells and collects what is wrong with them."""

    def __init__(self, line: int, cells: Mapping[str, str]) -> None:
        self.line, self.cells = line, cells
        self.faults: list[RowFault] = []

    def award(self) -> AwardRow | None:
        """The award, or None with ``faults``."""
        texts = {name: self._text(name) for name in LONGEST}
        amount, day, number = self._amount(), self._day(), self._bin()
        if self.faults or amount is None or day is None:
            return None
        return AwardRow(line=self.line, bin=number, amount=amount, decided_on=day, **texts)

    def _wrong(self, column: str, message: Text) -> None:
        self.faults.append(RowFault(self.line, column, message))

    def _text(self, column: str) -> str:
        text = plain(" ".join(self.cells[column].split()))
        if not text:
            self._wrong(column, _("This cell is empty."))
        elif len(text) > LONGEST[column]:
            self._wrong(column, _("This text is longer than %(most)s characters.") % {"most": LONGEST[column]})
        return text

    def _bin(self) -> str:
        number = normalised(self.cells.get("bin", ""))
        for fault in bin_faults(number) if number else []:
            self._wrong("bin", fault.message)
        return number

    def _amount(self) -> Decimal | None:
        try:
            amount = Decimal(plain_number(self.cells["amount"]))
        except InvalidOperation:
            self._wrong("amount", _("This is not an amount in tenge, like 500000."))
            return None
        if not amount.is_finite() or not 0 < amount < MOST_AMOUNT or amount != tenge(amount):
            self._wrong("amount", _("The amount must be more than zero, in tenge and tiyn."))
            return None
        return tenge(amount)

    def _day(self) -> dt.date | None:
        day = _date(self.cells["decided_on"].strip())
        if day is None:
            self._wrong("decided_on", _("This is not a date like 2022-07-01 or 01.07.2022."))
        elif day > local_date(clock.now()):
            self._wrong("decided_on", _("This date is in the future."))
        return day


def _date(text: str) -> dt.date | None:
    for form in DATE_FORMS:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None

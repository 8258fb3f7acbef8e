"""A file with orders as checked rows, a thousand at a time; what is wrong is told with line, column and sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core import calendar, clock
from foundation.core.errors import Conflict
from foundation.core.forms import plain_number
from foundation.core.money import ZERO, tenge
from foundation.core.text import fold
from registry.actions.imports import sources
from registry.actions.sheets.cells import CellReader
from registry.actions.sheets.reading import Row, RowFault
from registry.choices import BodyKind
from registry.models import Body, Region, Sphere
from socialorder.actions.placed import packages
from socialorder.actions.placed.columns import COLUMNS, LEVELS, SPECIFICATION, STATES, canonical, key_of, missing
from socialorder.choices.placed import PLACED_WITH_CONTRACT, BudgetLevel, PlacedState

BATCH = 1_000
MOST_ROWS = 500_000
SOURCE = "goszakup.gov.kz"
FIRST_YEAR = 2003  # social orders exist since 2005; the law is of 2005, pilots were before


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One line that can be taken: values by the field names of ``PlacedOrder``, without the supplier's record."""

    line: int
    values: dict[str, Any]


@dataclass
class Batch:
    """Up to a thousand lines: what can be taken, what cannot, and how many were of other expenditure."""

    rows: list[OrderRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    count: int = 0
    aside: int = 0
    line: int = 0
    done: tuple[int, int] = (0, 1)


def batches(path: Path, folder: Path, regions: set[str] | None) -> Iterator[Batch]:
    """The file in pieces. ``regions``: whose orders may be loaded; None is everybody's.

    Raises Conflict with a sentence when the file as a whole cannot be read.
    """
    with ExitStack() as stack:
        reader = _Reader(regions)
        numbered = iter(_numbered(path, folder, stack))
        while piece := list(islice(numbered, BATCH)):
            if reader.seen > MOST_ROWS:
                raise Conflict(_("A file can have %(most)s rows at most.") % {"most": MOST_ROWS})
            yield reader.batch(piece)


def _numbered(path: Path, folder: Path, stack: ExitStack) -> Iterator[tuple[Row, tuple[int, int]]]:
    """Lines as cells by column, with how far the reading is."""
    with path.open("rb") as file:
        head = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        yield from _of_json(path)
        return
    source = sources.opened(path, folder, stack)
    columns = canonical([" ".join(cell.split()) for cell in source.headings])
    _refuse_missing(columns)
    for line, cells in source.rows:
        if line > 1:
            yield Row(line, dict(zip(columns, cells, strict=False))), source.done()


def _of_json(path: Path) -> Iterator[tuple[Row, tuple[int, int]]]:
    size = path.stat().st_size
    for place, order, read in packages.objects(path):
        cells = dict(zip(canonical(list(order)), order.values(), strict=True))
        if place == 1:
            _refuse_missing(list(cells))
        yield Row(place, cells), (read, size + 1)


def _refuse_missing(columns: list[str]) -> None:
    if lacks := missing(columns):
        raise Conflict(_("Columns are missing in the file: %(columns)s.") % {"columns": ", ".join(lacks)})


class _Reader:
    """Lines against the lists of the moment, which are asked once for the whole file."""

    def __init__(self, regions: set[str] | None) -> None:
        self.allowed, self.seen = regions, 0
        self.today = calendar.local_date(clock.now())
        self.lots: dict[str, int] = {}
        self.spheres = {str(one.pk) for one in Sphere.objects.all()}
        self.regions: dict[str, str] = {}
        for region in Region.objects.all():
            self.regions |= {fold(name): region.pk for name in (region.name_kk, region.name_ru, region.name_en)}
            self.regions[region.pk[:2]] = region.pk
        self.bodies: dict[str, list[Body]] = {}
        for body in Body.objects.select_related("region"):
            for way in {fold(body.name_kk), fold(body.name_ru), fold(body.name_en), body.bin or ""} - {""}:
                self.bodies.setdefault(way, []).append(body)

    def batch(self, piece: list[tuple[Row, tuple[int, int]]]) -> Batch:
        found = Batch(count=len(piece), line=piece[-1][0].line, done=piece[-1][1])
        self.seen += len(piece)
        for row, _done in piece:
            if row.cells.get("specification", "").strip().partition(".")[0] != SPECIFICATION:
                found.aside += 1
                continue
            cells = CellReader(row)
            values = self._values(cells)
            found.faults += cells.faults
            if not cells.faults:
                found.rows.append(OrderRow(row.line, values))
        return found

    def _values(self, cells: CellReader) -> dict[str, Any]:
        values = self._who(cells) | self._money(cells)
        values |= {
            "lot_number": self._lot(cells),
            "title": cells.text("title", 500),
            "sphere_id": self._sphere(cells),
            "source": cells.text("source", 300, is_required=False) or SOURCE,
        }
        _whole_row(cells, values)
        return values

    def _lot(self, cells: CellReader) -> str:
        number = cells.text("lot_number", 60)
        first = self.lots.setdefault(number, cells.row.line) if number else cells.row.line
        if first != cells.row.line:
            cells.wrong("lot_number", _("The same lot is in line %(line)s already.") % {"line": first})
        return number

    def _who(self, cells: CellReader) -> dict[str, Any]:
        name, number = cells.text("customer_name", 500), cells.bin("customer_bin")
        bodies = self.bodies.get(number) or self.bodies.get(fold(name), [])
        body = bodies[0] if len(bodies) == 1 else None
        region = self._region(cells, body)
        return {
            "customer_id": body.pk if body else None,
            "customer_bin": number,
            "customer_name": name,
            "supplier_bin": cells.bin("supplier_bin"),
            "supplier_name": cells.text("supplier_name", 500, is_required=False),
            "region_id": region,
            "level": self._level(cells, body),
        }

    def _region(self, cells: CellReader, body: Body | None) -> str:
        text = cells.raw("region")
        found = self.regions.get(text[:2] if text.isdecimal() else fold(text), "") if text else ""
        if not text and body is not None and body.region_id:
            found = body.region_id
        if not found:
            cells.wrong("region", _("Write the KATO code or the name of a region of the list."))
        elif self.allowed is not None and found not in self.allowed:
            cells.wrong("region", _("This is another region's order. You load those of your own region."))
        return found

    def _level(self, cells: CellReader, body: Body | None) -> str:
        text = cells.raw("level")
        if text:
            found = LEVELS.get(key_of(text), "")
            if not found:
                cells.wrong("level", _("Write republican, regional, district or rural."))
            return found
        return BudgetLevel.REPUBLICAN if body and body.kind == BodyKind.CENTRAL else BudgetLevel.REGIONAL

    def _sphere(self, cells: CellReader) -> int | None:
        text = cells.raw("sphere")
        if text and text not in self.spheres:
            cells.wrong("sphere", _("Write the number of a sphere, 1 to 19."))
            return None
        return int(text) if text else None

    def _money(self, cells: CellReader) -> dict[str, Any]:
        signed = _day(cells, "signed_on")
        if signed and signed > self.today:
            cells.wrong("signed_on", _("This date is in the future."))
        starts, ends = _day(cells, "starts_on"), _day(cells, "ends_on")
        cells.period(("starts_on", starts), ("ends_on", ends))
        contracted = cells.amount("contracted") if cells.raw("contracted") not in {"", "0", "0.0", "0.00"} else None
        return {
            "year": self._year(cells),
            "planned": cells.amount("planned"),
            "contracted": contracted,
            "paid": _paid(cells),
            "signed_on": signed,
            "starts_on": starts,
            "ends_on": ends,
            "state": _state(cells, contracted),
        }

    def _year(self, cells: CellReader) -> int:
        text = cells.raw("year").partition("-")[0]
        if text.isdecimal() and FIRST_YEAR <= int(text) <= self.today.year + 1:
            return int(text)
        cells.wrong("year", _("Write the year of the budget, like 2022."))
        return FIRST_YEAR


def _day(cells: CellReader, column: str) -> dt.date | None:
    """A day; the service of the procurement portal adds a time to it."""
    text = cells.raw(column)
    cells.row.cells[column] = text[:10] if len(text) > 10 and text[4:5] == "-" else text
    return cells.day(column, is_required=False)


def _paid(cells: CellReader) -> Decimal:
    text = cells.raw("paid")
    try:
        amount = Decimal(plain_number(text or "0"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0 or amount != tenge(amount):
        cells.wrong("paid", _("This is not an amount in tenge, like 500000."))
        return ZERO
    return tenge(amount)


def _state(cells: CellReader, contracted: Decimal | None) -> str:
    text = cells.raw("state")
    if not text:
        return PlacedState.CONTRACTED if contracted else PlacedState.ANNOUNCED
    found = STATES.get(key_of(text), "")
    if not found:
        cells.wrong(
            "state", _("This state is not known. Write announced, contracted, completed, terminated or cancelled.")
        )
    return found


_NEEDED = (
    ("contracted", gettext_lazy("An order with a contract has its sum.")),
    ("supplier_bin", gettext_lazy("An order with a contract has the BIN of its supplier.")),
    ("signed_on", gettext_lazy("An order with a contract has the day on which it was signed.")),
)


def _whole_row(cells: CellReader, values: dict[str, Any]) -> None:
    """What no cell shows alone."""
    if values["state"] in PLACED_WITH_CONTRACT:
        for column, sentence in _NEEDED:
            if not values[column] and not any(fault.column == column for fault in cells.faults):
                cells.wrong(column, sentence)
    if values["paid"] > (values["contracted"] or ZERO):
        cells.wrong("paid", _("More is paid than the contract says."))


__all__ = ["BATCH", "COLUMNS", "Batch", "OrderRow", "batches"]

"""The register of unreliable suppliers from a file, with the day, the end and the source of each row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import calendar, clock
from registry.actions import suppliers
from registry.actions.sheets.cells import CellReader
from registry.actions.sheets.reading import Columns, RowFault, read
from registry.models import TakenFile, UnreliableSupplier
from registry.models.names import name_words, without_form

COLUMNS = Columns(("name", "listed_on", "source"), ("bin", "ground", "until"))


@dataclass(frozen=True, slots=True)
class SupplierRow:
    line: int
    supplier: UnreliableSupplier

    @property
    def shown(self) -> dict[str, Any]:
        """What a page shows of it."""
        names = ("name", "bin", "ground", "listed_on", "until", "source")
        return {"line": self.line} | {name: getattr(self.supplier, name) for name in names}


@dataclass
class Suppliers:
    """What a file says. With a fault nothing of it can be taken in."""

    rows: list[SupplierRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)


def parse(content: bytes, content_type: str) -> Suppliers:
    """Read and check the file."""
    sheet = read(content, content_type, COLUMNS)
    parsed = Suppliers(faults=list(sheet.faults))
    seen: dict[tuple[Any, ...], int] = {}
    for row in sheet.rows:
        cells = CellReader(row)
        supplier = _supplier(cells)
        if not cells.faults and (first := seen.setdefault(supplier.key, row.line)) != row.line:
            cells.wrong("", _("The same supplier is in line %(line)s already.") % {"line": first})
        parsed.faults += cells.faults
        if not cells.faults:
            parsed.rows.append(SupplierRow(row.line, supplier))
    return parsed


def take(parsed: Suppliers, file: TakenFile, *, by: Any) -> int:
    """Step: rows that are known get the end, ground and source of the newer file; then the registry is searched."""
    known = {one.key: one for one in UnreliableSupplier.objects.select_for_update()}
    for row in parsed.rows:
        row.supplier.file = file
        row.supplier.pk = known[row.supplier.key].pk if row.supplier.key in known else None
    new = [row.supplier for row in parsed.rows if row.supplier.pk is None]
    old = [row.supplier for row in parsed.rows if row.supplier.pk is not None]
    UnreliableSupplier.objects.bulk_create(new, batch_size=1000)
    UnreliableSupplier.objects.bulk_update(old, ["until", "ground", "source", "name", "file"], batch_size=1000)
    suppliers.find_matches(by=by)
    return len(parsed.rows)


def _supplier(cells: CellReader) -> UnreliableSupplier:
    name = cells.text("name", 500)
    folded = " ".join(without_form(name_words(name)))
    if name and not folded:
        cells.wrong("name", _("There is no letter and no digit in this name."))
    listed_on = cells.past_day("listed_on", calendar.local_date(clock.now()))
    until = cells.day("until", is_required=False)
    cells.period(("listed_on", listed_on), ("until", until))
    return UnreliableSupplier(
        bin=cells.bin(),
        name=name,
        folded_name=folded[:500],
        ground=cells.text("ground", 1000, is_required=False),
        listed_on=listed_on,  # type: ignore[misc]  # a row without it has a fault and is not taken
        until=until,
        source=cells.text("source", 500),
    )

"""Awards of public money made elsewhere: orders, grants and premiums from a file, with their source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import calendar, clock
from foundation.core.text import fold
from registry.actions import funding
from registry.actions.sheets.cells import CellReader
from registry.actions.sheets.reading import Columns, Row, RowFault, read
from registry.choices import FundingKind
from registry.models import Body, Funding, Organisation, Sphere
from registry.queries.names import NAMES, organisation_by_name
from registry.queries.same_awards import Alike, Told, alike

COLUMNS = Columns(
    ("kind", "title", "payer", "amount", "decided_on", "source"), ("bin", "name", "starts_on", "ends_on", "sphere")
)
WORDS = {
    fold(word): kind
    for kind, words in {
        FundingKind.ORDER: "order|social order|госсоцзаказ|гсз|государственный социальный заказ|социальный заказ|мәт|"
        "мемлекеттік әлеуметтік тапсырыс|әлеуметтік тапсырыс",
        FundingKind.GRANT: "grant|грант|государственный грант|мемлекеттік грант",
        FundingKind.PREMIUM: "premium|премия|сыйлықақы",
    }.items()
    for word in words.split("|")
}


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One line that can be taken; ``is_same`` when the ledger says the same already."""

    line: int
    award: funding.Award

    @property
    def told(self) -> Told:
        """What of it is compared with the ledger."""
        values, organisation = self.award.values, str(self.award.organisation.pk)
        compared = (values["title"], values["amount"], values["decided_on"])
        return Told(self.line, organisation, self.award.kind, *compared, self.award.reference)

    @property
    def shown(self) -> dict[str, Any]:
        """What a page shows of it."""
        payer = self.award.values["payer"] or self.award.values["payer_name"]
        return {
            "line": self.line,
            "organisation": self.award.organisation,
            "kind": FundingKind(self.award.kind).label,
        } | {
            **self.award.values,
            "payer": payer,
        }


@dataclass
class Awards:
    """What a file says. With a fault nothing of it can be taken in."""

    rows: list[AwardRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """All amounts together."""
        return sum((row.award.values["amount"] for row in self.rows), Decimal(0))

    @property
    def alike(self) -> list[Alike]:
        """Lines whose award the ledger may know already from another source."""
        return alike(row.told for row in self.rows)


def parse(content: bytes, content_type: str) -> Awards:
    """Read and check the file, and find the organisation of each line by its BIN, else by its name if only one has it."""
    sheet = read(content, content_type, COLUMNS)
    parsed = Awards(faults=list(sheet.faults))
    reader = _Reader(sheet.rows)
    seen: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        cells = CellReader(row)
        award = reader.award(cells)
        if award is not None and (first := seen.setdefault((award.kind, award.reference), row.line)) != row.line:
            text = _("The same award is in line %(line)s already. Two awards need two titles.")
            cells.wrong("", text % {"line": first})
        parsed.faults += cells.faults
        if award is not None and not cells.faults:
            parsed.rows.append(AwardRow(row.line, award))
    parsed.faults += _annulled(parsed.rows)
    return parsed


def take(parsed: Awards, *, by: Any) -> int:
    """Step: every row into the ledger; rows that are there with the same facts change nothing."""
    return len(funding.enter_many(awards=[row.award for row in parsed.rows], by=by))


def _annulled(rows: Iterable[AwardRow]) -> list[RowFault]:
    lines = {(row.award.kind, row.award.reference): row.line for row in rows}
    taken_back = Funding.objects.exclude(annulled_at=None).filter(
        reference__in=[reference for _kind, reference in lines]
    )
    text = _("This award has been annulled.")
    return [
        RowFault(lines[one.kind, one.reference], "", text) for one in taken_back if (one.kind, one.reference) in lines
    ]


class _Reader:
    """Lines against what the registry knows, which is asked once for the whole file."""

    def __init__(self, rows: list[Row]) -> None:
        self.today = calendar.local_date(clock.now())
        readers = [CellReader(row) for row in rows]
        numbers = {reader.bin() for reader in readers} - {""}
        known = Organisation.objects.select_related("region").filter(bin__in=numbers)
        self.by_bin = {one.bin: one for one in known}
        self.by_name = organisation_by_name(one.raw("name") for one in readers if not one.raw("bin"))
        self.spheres = {str(one.pk): one for one in Sphere.objects.all()}
        self.bodies: dict[str, set[Body]] = {}
        for body in Body.objects.all():
            for way in {fold(getattr(body, name)) for name in NAMES} | {body.bin or ""} - {""}:
                self.bodies.setdefault(way, set()).add(body)

    def award(self, cells: CellReader) -> funding.Award | None:
        """The award of a line, or None with its faults."""
        organisation, kind = self._organisation(cells), self._kind(cells)
        payer_text, sphere = cells.text("payer", 500), self._sphere(cells)
        bodies = self.bodies.get(fold(payer_text), set())
        payer = next(iter(bodies)) if len(bodies) == 1 else None
        decided, starts = cells.past_day("decided_on", self.today), cells.day("starts_on", is_required=False)
        ends = cells.day("ends_on", is_required=False)
        cells.period(("starts_on", starts), ("ends_on", ends))
        values = {
            "title": cells.text("title", 500),
            "payer": payer,
            "payer_name": "" if payer else payer_text,
            "amount": cells.amount("amount"),
            "decided_on": decided,
            "starts_on": starts,
            "ends_on": ends,
            "sphere": sphere,
            "source": cells.text("source", 500),
        }
        if cells.faults or organisation is None:
            return None
        return funding.Award(organisation, kind, _reference(organisation, payer_text, values), values)

    def _organisation(self, cells: CellReader) -> Organisation | None:
        had = len(cells.faults)
        number = cells.bin()
        if number:
            found = self.by_bin.get(number)
            if found is None and len(cells.faults) == had:
                cells.wrong("bin", _("The registry has no organisation with this BIN."))
            return found
        candidates = self.by_name.get(cells.text("name", 500), [])
        if len(candidates) != 1 and cells.raw("name"):
            text = _("%(count)s organisations of the registry can have this name. Give the BIN.")
            cells.wrong("name", text % {"count": len(candidates)})
        return candidates[0] if len(candidates) == 1 else None

    @staticmethod
    def _kind(cells: CellReader) -> str:
        kind = WORDS.get(fold(cells.raw("kind")))
        if kind is None:
            cells.wrong("kind", _("Write order, grant or premium."))
        return str(kind or "")

    def _sphere(self, cells: CellReader) -> Sphere | None:
        text = cells.raw("sphere")
        if text and text not in self.spheres:
            cells.wrong("sphere", _("Write the number of a sphere, 1 to 19."))
        return self.spheres.get(text)


def _reference(organisation: Organisation, payer: str, values: dict[str, Any]) -> str:
    """What makes two lines the same award: who, for what, from whom, when. The amount may be corrected by a later file."""
    parts = (str(organisation.pk), fold(values["title"]), fold(payer), values["decided_on"].isoformat())
    return f"file:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:40]}"

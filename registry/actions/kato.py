"""The classifier of administrative units (KATO) from the file of the national statistics bureau."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core.errors import Fault, Invalid
from foundation.documents import kinds
from registry.actions.sheets import reading
from registry.choices import Certainty, KatoLevel
from registry.models import KatoUnit
from registry.models.places import codes_above, level_of

# How the file has named its columns over the years.
HEADINGS = {
    "te": "code",
    "name_kaz": "name_kk",
    "kaz_name": "name_kk",
    "name_kk": "name_kk",
    "name_rus": "name_ru",
    "rus_name": "name_ru",
    "name_ru": "name_ru",
    "name_en": "name_en",
}
PARTS = (("ab", 2), ("cd", 2), ("ef", 2), ("hij", 3))
NEEDED = {"name_kk", "name_ru"}
FACTS = ("name_kk", "name_ru", "name_en", "level", "parent_id", "valid_from", "valid_to", "source", "certainty")
BATCH = 1000
_CODE = re.compile(r"[0-9]{9}")

Row = dict[str, str]


@transaction.atomic(durable=True)
def load(*, path: Path, source: str, on: dt.date, by: Any = None) -> dict[str, int]:
    """Bring the units in line with the file that is in force from ``on``; counts of new, changed, closed, same.

    A unit that the file lacks ends the day before; first-level units, which regions stand on, are never ended. A
    second load of the same file changes nothing. Raises Invalid with the first rows that cannot be read.
    """
    wanted = _units(read(path))
    present = {unit.code: unit for unit in KatoUnit.objects.select_for_update()}
    known = set(wanted) | set(present)
    touched, counts = [], {"new": 0, "changed": 0, "closed": 0, "same": 0}
    for code in sorted(wanted, key=lambda one: (level_of(one), one)):
        unit, deed = _brought_in_line(present.get(code), code, wanted[code], known)
        counts[deed] += 1
        if deed != "same":
            unit.valid_from = unit.valid_from or (on if deed == "new" and present else None)
            unit.valid_to, unit.source, unit.certainty = None, source, Certainty.PRESS
            touched.append(unit)
    for unit in present.values():
        if unit.code not in wanted and unit.level > KatoLevel.REGION and unit.valid_to is None:
            unit.valid_to = max(on - dt.timedelta(days=1), unit.valid_from or dt.date.min)
            counts["closed"] += 1
            touched.append(unit)
    KatoUnit.objects.bulk_create(touched, BATCH, update_conflicts=True, unique_fields=["code"], update_fields=[*FACTS])
    if touched:
        record("registry.kato.loaded", touched[0], by=by, changes={**counts, "source": source, "in_force_on": on})
    return counts


def _brought_in_line(unit: KatoUnit | None, code: str, row: Row, known: set[str]) -> tuple[KatoUnit, str]:
    above = [one for one in codes_above(code) if one in known and one != code]
    facts: dict[str, Any] = {"name_kk": row["name_kk"], "name_ru": row["name_ru"], "name_en": row.get("name_en", "")}
    facts |= {"level": level_of(code).value, "parent_id": above[-1] if above else None}
    if unit is None:
        return KatoUnit(code=code, **facts), "new"
    if not facts["name_en"]:
        del facts["name_en"]  # the file has no English: what we know stays
    if unit.level == KatoLevel.REGION:
        facts = {}  # names of regions are kept by update_reference
    same = unit.valid_to is None and all(getattr(unit, name) == value for name, value in facts.items())
    for name, value in facts.items():
        setattr(unit, name, value)
    return unit, "same" if same else "changed"


def _units(rows: Iterable[tuple[int, Row]]) -> dict[str, Row]:
    units: dict[str, Row] = {}
    faults = []
    for line, row in rows:
        code = row["code"]
        if not _CODE.fullmatch(code):
            faults.append(Fault(_("Line %(line)s: “%(code)s” is no code.") % {"line": line, "code": code}, "file"))
        elif not (row["name_kk"] and row["name_ru"]):
            faults.append(Fault(_("Line %(line)s: the unit has no name.") % {"line": line}, "file"))
        elif level_of(code) != KatoLevel.REGION and f"{code[:2]}0000000" not in units:
            faults.append(Fault(_("Line %(line)s: the file has no region of this unit.") % {"line": line}, "file"))
        else:
            units[code] = row
    if faults or not units:
        raise Invalid(*(faults[:20] or [Fault(_("The file has no rows."), "file")]))
    return units


def read(path: Path) -> Iterator[tuple[int, Row]]:
    """Line and row (code, name_kk, name_ru, perhaps name_en) of a CSV or XLSX file; raises Invalid without headings."""
    kind = kinds.XLSX if path.suffix.lower() == ".xlsx" else kinds.CSV
    headings: list[str] = []
    try:
        for line, cells in reading.lines(path.read_bytes(), kind.content_type):
            texts = [cell.strip() for cell in cells]
            if not headings:
                named = [text.lower() for text in texts]
                headings = named if {HEADINGS.get(name, "") for name in named} >= NEEDED else []
            elif any(texts):
                yield line, _row(dict(zip(headings, texts, strict=False)))
    except reading.UnreadableFile as fault:
        raise Invalid(Fault(fault.message, "file")) from fault
    if not headings:
        raise Invalid(Fault(_("The file has no line with the headings te, ab, cd, ef, hij and the names."), "file"))


def _row(cells: Mapping[str, str]) -> Row:
    row = {"code": "", "name_kk": "", "name_ru": ""}
    row |= {HEADINGS[name]: " ".join(value.split()) for name, value in cells.items() if name in HEADINGS}
    if not row["code"] and all(name in cells for name, _width in PARTS):
        row["code"] = "".join(cells[name].zfill(width) for name, width in PARTS)
    return row

"""Reference tables as everybody may read and download them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Count, Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import Event
from foundation.core import presentation
from foundation.core.cells import plain
from registry.models import (
    CalendarDay,
    DevelopmentGoal,
    Indicator,
    KatoUnit,
    LegalFormRecord,
    MonthlyIndex,
    Region,
    Sphere,
)

Text = Any
NAMES = ("name_kk", "name_ru", "name_en")
UNITS = ("unit_kk", "unit_ru", "unit_en")
DATED = ("valid_from", "valid_to", "source", "certainty")
ROWS_SHOWN = 300
# Sources are written down in English.
_LANGUAGES = {"source": "en", "abbreviation_kk": "kk", "abbreviation_ru": "ru"} | {
    name: name[-2:] for name in (*NAMES, *UNITS)
}


@dataclass(frozen=True)
class Table:
    """A reference table: its name in addresses, its title, its public columns."""

    name: str
    title: Text
    model: type[models.Model]
    columns: tuple[str, ...]


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("regions", _("Regions"), Region, ("code", *NAMES, *DATED)),
        Table("kato", _("Administrative units (KATO)"), KatoUnit, ("code", *NAMES, "level", "parent_id", *DATED)),
        Table("spheres", _("Spheres of activity (article 5)"), Sphere, ("number", *NAMES, *DATED)),
        Table(
            "legal-forms",
            _("Legal forms"),
            LegalFormRecord,
            ("code", *NAMES, "abbreviation_kk", "abbreviation_ru", "is_ngo", *DATED),
        ),
        Table("goals", _("Sustainable Development Goals"), DevelopmentGoal, ("number", *NAMES, *DATED)),
        Table("indicators", _("Indicators of projects"), Indicator, ("code", *NAMES, *UNITS, *DATED)),
        Table("mrp", _("Monthly calculation index (MRP)"), MonthlyIndex, ("amount", *DATED)),
        Table(
            "calendar-days",
            _("Days that the Government moved"),
            CalendarDay,
            ("day", "is_working", "reason", "source", "certainty"),
        ),
    )
}
HEADINGS: dict[str, Text] = {
    "code": _("Code"),
    "number": _("Number"),
    "name_kk": _("Name in Kazakh"),
    "name_ru": _("Name in Russian"),
    "name_en": _("Name in English"),
    "unit_kk": _("Unit in Kazakh"),
    "unit_ru": _("Unit in Russian"),
    "unit_en": _("Unit in English"),
    "abbreviation_kk": _("Abbreviation in Kazakh"),
    "abbreviation_ru": _("Abbreviation in Russian"),
    "is_ngo": _("Counts as an NGO"),
    "level": _("Level"),
    "parent_id": _("Lies in"),
    "amount": _("Tenge"),
    "day": _("Day"),
    "is_working": _("Working day"),
    "reason": _("Reason"),
    "valid_from": _("In force from"),
    "valid_to": _("In force until"),
    "source": _("Source"),
    "certainty": _("How sure"),
}


@dataclass(frozen=True)
class Overview:
    """One table in the list: rows, sources with how many rows each has, and when it was last brought up to date."""

    table: Table
    count: int
    sources: list[tuple[str, int]]
    updated_at: dt.datetime | None


def overviews() -> list[Overview]:
    """All tables."""
    labels = {table.model._meta.label_lower: table for table in TABLES.values()}
    # By the number of the event, which is in the index: the last one of each table.
    last = Event.objects.filter(subject_type__in=labels).values("subject_type").annotate(last=Max("pk"))
    moments = dict(Event.objects.filter(pk__in=[row["last"] for row in last]).values_list("subject_type", "at"))
    return [_overview(table, moments.get(label)) for label, table in labels.items()]


def _overview(table: Table, updated_at: dt.datetime | None) -> Overview:
    counted = table.model._default_manager.order_by().values_list("source").annotate(rows=Count("pk"))
    sources = sorted(counted, key=lambda row: (-row[1], row[0]))
    return Overview(table, sum(count for _source, count in sources), sources, updated_at)


@dataclass(frozen=True)
class Cell:
    """A value in the reader's words; ``language`` is that of a text that is not the reader's."""

    shown: str
    language: str = ""


def rows(table: Table, most: int | None = None) -> Iterator[list[Cell]]:
    """The public columns of each row, in the order of the table; at most ``most``."""
    for row in table.model._default_manager.all()[:most].iterator():
        yield [_shown(row, name) for name in table.columns]


def _shown(row: models.Model, name: str) -> Cell:
    label = getattr(row, f"get_{name}_display", None)
    value = label() if label else getattr(row, name)
    if value is None:
        return Cell("")
    if isinstance(value, bool):
        return Cell(gettext("yes") if value else gettext("no"))
    if isinstance(value, dt.date):
        return Cell(presentation.day(value))
    if isinstance(value, Decimal):
        return Cell(presentation.figure(value))
    return Cell(str(value), _LANGUAGES.get(name, ""))


def csv_rows(table: Table) -> Iterator[list[str]]:
    """The same for a file: codes instead of labels, ISO dates, nothing that a spreadsheet takes for a formula."""
    yield list(table.columns)
    for row in table.model._default_manager.values_list(*table.columns).iterator():
        yield [_cell(value) for value in row]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(str(value))

"""Reference data: dated rows with sources, read from ``registry/data/*.csv``."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import models, transaction

from foundation.audit.record import record
from registry.choices import KatoLevel
from registry.models import (
    CalendarDay,
    DevelopmentGoal,
    Indicator,
    KatoUnit,
    LegalFormRecord,
    MonthlyIndex,
    Region,
    RuleParameters,
    Sphere,
)

DATA = Path(__file__).resolve().parent.parent / "data"

# Which file fills which table; the first column is the key.
FILES: tuple[tuple[str, type[models.Model]], ...] = (
    ("regions.csv", Region),
    ("spheres.csv", Sphere),
    ("legal_forms.csv", LegalFormRecord),
    ("development_goals.csv", DevelopmentGoal),
    ("indicators.csv", Indicator),
    ("monthly_indices.csv", MonthlyIndex),
    ("calendar_days.csv", CalendarDay),
    ("rule_parameters.csv", RuleParameters),
)
_READERS: dict[str, Callable[[str], Any]] = {
    "number": int,
    "amount": Decimal,
    "valid_from": lambda text: dt.date.fromisoformat(text) if text else None,
    "valid_to": lambda text: dt.date.fromisoformat(text) if text else None,
    "is_ngo": lambda text: text == "yes",
    "day": dt.date.fromisoformat,
    "values": json.loads,
    "is_working": lambda text: text == "yes",
}


@transaction.atomic(durable=True)
def load(*, by: Any = None) -> int:
    """Bring the tables in line with the files; returns how many rows were added or changed.

    Rows that people have added are left alone. A second call changes nothing and writes no event.
    """
    return sum(_load_table(model, rows(name), by) for name, model in FILES) + _load_table(KatoUnit, _first_level(), by)


def _first_level() -> list[dict[str, Any]]:
    """The regions as units of the classifier; deeper levels come from its own file (``manage.py load_kato``)."""
    return [{**row, "level": KatoLevel.REGION.value} for row in rows("regions.csv")]


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one file, each value as its column wants it."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [
            {column: _READERS.get(column, str)(value) for column, value in row.items()} for row in csv.DictReader(file)
        ]


def _load_table(model: type[models.Model], wanted: list[dict[str, Any]], by: Any) -> int:
    key = model._meta.pk.name
    present = {row.pk: row for row in model._default_manager.select_for_update()}
    return sum(_load_row(model, present.get(values[key]), values, by) for values in wanted)


def _load_row(model: type[models.Model], row: models.Model | None, values: dict[str, Any], by: Any) -> bool:
    changes = {
        name: [getattr(row, name, None), value]
        for name, value in values.items()
        if row is None or getattr(row, name) != value
    }
    if not changes:
        return False
    row = row or model()
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    record("registry.reference.updated", row, by=by, changes=changes)
    return True

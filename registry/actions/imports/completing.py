"""Rows of a file that does not tell everything: what it leaves out is taken from the record, or told by the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from registry.actions.imports.headings import IDENTIFIER, NAME
from registry.actions.imports.values import FORM_WORDS, NAMES, key_of
from registry.choices import OrganisationStatus
from registry.models import Organisation
from registry.models.names import core_places, name_words
from registry.rules import identifiers

KAZAKH = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
PREFIX = "KZ-BIN-"

Cells = dict[str, str]


def complete(rows: list[Cells], absent: Iterable[str]) -> None:
    """Fill the columns ``absent`` of every row, in place; one look into the registry for all rows together."""
    for row in rows:
        _spread(row)
    numbers = [identifiers.normalised(row["bin"]) for row in rows]
    records = Organisation.objects.prefetch_related("spheres").in_bulk(numbers, field_name="bin")
    for row, number in zip(rows, numbers, strict=True):
        told = _told(records[number]) if number in records else _guessed(row)
        for name in absent:
            row[name] = row.get(name) or told.get(name, "")


def _spread(row: Cells) -> None:
    """The name goes where its language is, the digits of an identifier where the BIN is."""
    identifier = row.pop(IDENTIFIER, "").strip()
    if identifier.upper().startswith(PREFIX):
        row["bin"] = identifier[len(PREFIX) :]
    row.setdefault("bin", "")
    name = row.pop(NAME, "")
    if name and not any(row.get(one) for one in NAMES):
        row[_language_column(name)] = name


def _language_column(name: str) -> str:
    if KAZAKH.search(name):
        return "name_kk"
    return "name_ru" if CYRILLIC.search(name) else "name_en"


def _told(record: Organisation) -> Mapping[str, Any]:
    return {
        **{name: getattr(record, name) for name in (*NAMES, "legal_form", "status")},
        "region": record.region_id,
        "spheres": ";".join(str(sphere.pk) for sphere in record.spheres.all()),
        "registered_on": record.registered_on.isoformat() if record.registered_on else "",
    }


def _guessed(row: Cells) -> Mapping[str, str]:
    """A new record works, as far as a list of names tells, and its name says what form it has."""
    forms = [_form_of(row[name]) for name in NAMES if row.get(name)]
    return {"status": OrganisationStatus.ACTIVE, "legal_form": next(filter(None, forms), "")}


def _form_of(name: str) -> str:
    """The form that a name begins or ends with: its abbreviation as it is written, or its words."""
    written = [word.strip("«»\"'“”„.,()") for word in name.split()]
    phrase = " ".join(
        word for place, word in enumerate(name_words(name)) if place not in set(core_places(name_words(name)))
    )
    ways = [written[0], written[-1], phrase] if written else []
    return next((FORM_WORDS[key_of(way)] for way in ways if key_of(way) in FORM_WORDS), "")

"""The public columns of an organisation as properties of the reconciliation service."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.models import Organisation
from registry.queries.reconciling import identifier
from registry.visibility import public_row

Cell = dict[str, Any]
LABELS = {
    "bin": _("BIN"),
    "name_kk": _("Name in Kazakh"),
    "name_ru": _("Name in Russian"),
    "name_en": _("Name in English"),
    "short_name_kk": _("Short name in Kazakh"),
    "short_name_ru": _("Short name in Russian"),
    "short_name_en": _("Short name in English"),
    "legal_form": _("Legal form"),
    "status": _("Status"),
    "region": _("Region"),
    "kato": _("KATO code"),
    "spheres": _("Spheres of activity"),
    "registered_on": _("Registered on"),
    "address": _("Address"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "website": _("Website"),
    "head_name": _("Head"),
    "founders": _("Founders"),
    "parent": _("Head office"),
    "is_charity": _("Charity"),
    "has_volunteers": _("Works with volunteers"),
    "sdgs": _("Sustainable Development Goals"),
    "languages": _("Working languages"),
    "annual_information": _("Years with annual information"),
}
NAMES = frozenset(LABELS)


def listed() -> list[dict[str, str]]:
    """Every property with its name in the language in force."""
    return [{"id": name, "name": str(label)} for name, label in LABELS.items()]


def cells(organisation: Organisation | None, names: Iterable[str]) -> dict[str, list[Cell]]:
    """The values of some properties; an unknown organisation has none."""
    if organisation is None:
        return {name: [] for name in names}
    row = public_row(organisation)
    if organisation.parent:
        # Another organisation of this service, so the program can ask further about it.
        row["parent"] = {"id": identifier(organisation.parent), "name": str(organisation.parent)}
    return {name: READERS.get(name, _texts)(row, name) for name in names}


def _texts(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"str": str(row[name])}] if row.get(name) not in (None, "") else []


def _day(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"date": f"{row[name]}T00:00:00"}] if row[name] else []


def _numbers(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"int": one} for one in row[name]]


def _region(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"str": row["region_name"]}]


def _yes_or_no(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"bool": row[name]}]


def _each(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"str": one} for one in row[name]]


def _founders(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"str": one["name"]} for one in row[name] if not one["until"]]


def _entity(row: dict[str, Any], name: str) -> list[Cell]:
    return [row[name]] if row[name] else []


READERS: dict[str, Callable[[dict[str, Any], str], list[Cell]]] = {
    "registered_on": _day,
    "spheres": _numbers,
    "annual_information": _numbers,
    "region": _region,
    "is_charity": _yes_or_no,
    "has_volunteers": _yes_or_no,
    "sdgs": _numbers,
    "languages": _each,
    "founders": _founders,
    "parent": _entity,
}

"""The public columns of an organisation as properties of the reconciliation service."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from registry.models import Organisation
from registry.visibility import public_row

Cell = dict[str, Any]
LABELS = {
    "bin": _("BIN"),
    "name_kk": _("Name in Kazakh"),
    "name_ru": _("Name in Russian"),
    "name_en": _("Name in English"),
    "legal_form": _("Legal form"),
    "status": _("Status"),
    "region": _("Region"),
    "spheres": _("Spheres of activity"),
    "registered_on": _("Registered on"),
    "address": _("Address"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "website": _("Website"),
    "head_name": _("Head"),
    "annual_information": _("Years with annual information"),
}
NAMES = frozenset(LABELS)


def listed() -> list[dict[str, str]]:
    """Every property with its name in the language in force."""
    return [{"id": name, "name": str(label)} for name, label in LABELS.items()]


def cells(organisation: Organisation | None, names: Iterable[str]) -> dict[str, list[Cell]]:
    """The values of some properties; an unknown organisation has none."""
    row = public_row(organisation) if organisation else {}
    return {name: READERS.get(name, _texts)(row, name) if row else [] for name in names}


def _texts(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"str": str(row[name])}] if row.get(name) not in (None, "") else []


def _day(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"date": f"{row[name]}T00:00:00"}] if row[name] else []


def _numbers(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"int": one} for one in row[name]]


def _region(row: dict[str, Any], name: str) -> list[Cell]:
    return [{"id": row["region"], "name": row["region_name"]}]


READERS: dict[str, Callable[[dict[str, Any], str], list[Cell]]] = {
    "registered_on": _day,
    "spheres": _numbers,
    "annual_information": _numbers,
    "region": _region,
}

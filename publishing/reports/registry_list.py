"""The whole registry as a table: what everybody may read of each NGO, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from publishing.reports.xlsx import Column, Sheet
from registry.choices import LegalForm, OrganisationStatus
from registry.models import Organisation, Region, Sphere

CHUNK = 2_000
# Public fields alone; who heads an NGO, its private telephone and address stay on the registry's own desk.
FIELDS = (
    "bin",
    "name_kk",
    "name_ru",
    "name_en",
    "legal_form",
    "status",
    "region_id",
    "search_entry__spheres",
    "registered_on",
    "address",
    "website",
    "is_invented",
)


def sheets() -> list[Sheet]:
    return [Sheet(_("Registry of NGOs"), columns(), rows())]


def count() -> int:
    return Organisation.objects.count()


def columns() -> list[Column]:
    return [
        Column(_("BIN"), width=14),
        Column(_("Name in Kazakh"), width=40),
        Column(_("Name in Russian"), width=40),
        Column(_("Name in English"), width=40),
        Column(_("Legal form"), width=24),
        Column(_("State"), width=16),
        Column(_("Region"), width=24),
        Column(_("Spheres"), width=40),
        Column(_("Registered on"), "day", 14),
        Column(_("Address"), width=40),
        Column(_("Website"), width=28),
        Column(_("Invented for the demonstration"), width=16),
    ]


def rows() -> Iterator[tuple[Any, ...]]:
    """One row per NGO by its BIN, in words of the language in force."""
    forms = {code: str(label) for code, label in LegalForm.choices}
    statuses = {code: str(label) for code, label in OrganisationStatus.choices}
    regions = {region.pk: str(region) for region in Region.objects.all()}
    spheres = _SphereNames()
    yes_no = {True: _("yes"), False: _("no")}
    found = Organisation.objects.order_by("bin", "pk").values_list(*FIELDS)
    for code, kk, ru, en, form, status, region, mask, on, address, website, invented in found.iterator(CHUNK):
        yield (
            code or "", kk, ru, en, forms[form], statuses[status], regions[region], spheres[mask or 0], on, address,
            website, yes_no[invented],
        )  # fmt: skip


class _SphereNames(dict[int, str]):
    """Bit mask of spheres → their names; each combination is put together once."""

    def __init__(self) -> None:
        super().__init__()
        self.names = {sphere.number: str(sphere) for sphere in Sphere.objects.all()}

    def __missing__(self, mask: int) -> str:
        self[mask] = "; ".join(name for number, name in self.names.items() if mask >> number & 1)
        return self[mask]

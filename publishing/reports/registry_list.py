"""The registry, or what a search finds in it, as a table: what everybody may read of each NGO, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from publishing.reports.xlsx import Column, Sheet
from registry import queries
from registry.choices import LegalForm, OrganisationStatus
from registry.forms.search import asked as search_asked
from registry.models import Organisation, Region, Sphere

CHUNK = 2_000
SEARCH_PARAMETERS = {
    "q",
    "region",
    "form",
    "sphere",
    "status",
    "annual",
    "sdg",
    "money",
    "charity",
    "volunteers",
    "sort",
}
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


def cleaned(data: QueryDict) -> str:
    """The parameters of a search as in its address, but for the place in the list and what is empty."""
    kept = QueryDict(mutable=True)
    for name in sorted(set(data) & SEARCH_PARAMETERS):
        values = [value for value in data.getlist(name) if value and "\x00" not in value]
        if values:
            kept.setlist(name, values)
    return kept.urlencode()


def found(data: QueryDict) -> tuple[QuerySet[Organisation], int]:
    """The organisations that the public list shows for these parameters, in its order, and how many; all by BIN for none."""
    if not data:
        everybody = Organisation.objects.filter(merged_into=None).order_by("bin", "pk")
        return everybody, everybody.count()
    asked = search_asked(data, queries.public_names())
    return queries.everything(asked.choice, is_empty=asked.is_empty_text)


def sheets(organisations: QuerySet[Organisation] | None = None) -> list[Sheet]:
    """One sheet; of the whole registry when no ``organisations`` are given."""
    if organisations is None:
        organisations, _count = found(QueryDict())
    return [Sheet(_("Registry of NGOs"), columns(), rows(organisations))]


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


def rows(organisations: QuerySet[Organisation]) -> Iterator[tuple[Any, ...]]:
    """One row per NGO, in words of the language in force."""
    forms = {code: str(label) for code, label in LegalForm.choices}
    statuses = {code: str(label) for code, label in OrganisationStatus.choices}
    regions = {region.pk: str(region) for region in Region.objects.all()}
    spheres = _SphereNames()
    yes_no = {True: _("yes"), False: _("no")}
    read = organisations.values_list(*FIELDS).iterator(CHUNK)
    for code, kk, ru, en, form, status, region, mask, on, address, website, invented in read:
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

"""Loads of the registry from files, as officers see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from registry.models import Organisation, OrganisationVersion
from registry.models.imports import OrganisationImport
from registry.queries.history import Change, changes_of
from registry.queries.labels import named
from registry.queries.words import Words

LISTED = 20


@dataclass(frozen=True)
class Row:
    """A row of the file that is new, or changes what the registry says."""

    line: int
    bin: str
    name: str
    changes: list[Change]


def latest() -> QuerySet[OrganisationImport]:
    """The newest loads and checks."""
    return OrganisationImport.objects.select_related("document", "requested_by").order_by("-requested_at", "-pk")[
        :LISTED
    ]


def rows(load: OrganisationImport, which: str, language: str) -> list[Row]:
    """``first_new`` or ``first_changed`` of a finished load, in words."""
    kept = load.outcome.get(which, [])
    words = Words(row.get("changes", {}) for row in kept)
    return [
        Row(
            row["line"],
            row["bin"],
            named(row["name_kk"], row["name_ru"], row["name_en"], language),
            changes_of(row.get("changes", {}), words),
        )
        for row in kept
    ]


def touched(import_id: str, after: int, limit: int) -> list[int]:
    """Ids of organisations that a load has made or changed, in order, behind ``after``: for readers of changes."""
    load = OrganisationImport.objects.filter(pk=import_id).first()
    if load is None:
        return []
    first, last = load.outcome.get("made") or [1, 0]
    changed = OrganisationVersion.objects.filter(load=load, organisation_id__gt=after)
    made = Organisation.objects.filter(pk__gte=max(first, after + 1), pk__lte=last)
    ids = changed.values_list("organisation_id").union(made.values_list("pk")).order_by("organisation_id")
    return [pk for (pk,) in ids[:limit]]

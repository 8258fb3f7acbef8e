"""Loads of the registry from files, as officers see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

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

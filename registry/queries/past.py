"""The record as it stood at a moment: today's, with every later version taken back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from registry.choices import VersionKind
from registry.models import Organisation, OrganisationVersion
from registry.visibility import public_founder

# Fields of a version that are no columns of the record.
LISTS = ("spheres", "founders", "branches", "logo")
KEYS = {"region": "region_id", "parent": "parent_id", "merged_into": "merged_into_id"}


@dataclass(frozen=True)
class Record:
    """What a record says at a moment: the facts of ``organisation``, and what hangs on it as plain values."""

    organisation: Organisation
    spheres: list[int]
    founders: list[dict[str, str]]
    branches: list[int]
    has_logo: bool


def present(organisation: Organisation) -> Record:
    """The record of today. Ask with ``with_card()``: only the branches cost a query."""
    return Record(
        organisation=organisation,
        spheres=sorted(sphere.pk for sphere in organisation.spheres.all()),
        founders=[public_founder(founder) for founder in organisation.founders.all()],
        branches=sorted(organisation.branches.values_list("pk", flat=True)),
        has_logo=organisation.logo_id is not None,
    )


def past(organisation: Organisation, moment: dt.datetime) -> Record | None:
    """The record as it stood at ``moment``; None when it was not in the registry yet.

    ``organisation`` is changed in memory, so give one that is not used elsewhere. A logo that is no longer the one of
    that moment is gone and not shown.
    """
    old: dict[str, Any] = {}
    for version in later(organisation, moment):
        if version.kind == VersionKind.ENTERED:
            return None
        old |= {name: pair[0] for name, pair in version.changes.items() if pair is not None}
    if organisation.created_at > moment and not _was_entered_before(organisation, moment):
        return None
    now = present(organisation)
    logo = organisation.logo.sha256 if organisation.logo else None
    _take_back(organisation, {name: value for name, value in old.items() if name not in LISTS})
    return Record(
        organisation=organisation,
        spheres=old.get("spheres", now.spheres),
        founders=old.get("founders", now.founders),
        branches=old.get("branches", now.branches),
        has_logo=now.has_logo and old.get("logo", logo) == logo,
    )


def later(organisation: Organisation, moment: dt.datetime) -> QuerySet[OrganisationVersion]:
    """Versions after ``moment``, the newest first."""
    return organisation.versions.filter(at__gt=moment).order_by("-at", "-id")


def _was_entered_before(organisation: Organisation, moment: dt.datetime) -> bool:
    return organisation.versions.filter(kind=VersionKind.ENTERED, at__lte=moment).exists()


def _take_back(organisation: Organisation, old: dict[str, Any]) -> None:
    for name, value in old.items():
        if name == "registered_on" and value:
            value = dt.date.fromisoformat(value)  # noqa: PLW2901
        setattr(organisation, KEYS.get(name, name), value)

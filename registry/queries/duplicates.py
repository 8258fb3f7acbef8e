"""Suspected duplicates as officers see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized
from registry.choices import DuplicateStatus
from registry.models import DuplicatePair, Organisation

PAGE_SIZE = 50


@dataclass(frozen=True)
class Fact:
    """One line of the comparison: the two values as text, and whether they differ."""

    label: Any
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


def pairs(*, status: str = DuplicateStatus.OPEN, region: str = "", before: int = 0) -> tuple[list[DuplicatePair], int]:
    """A page of pairs, newest first, and the key that the next page starts before (0: this is the last)."""
    rows = _pairs().filter(status=status)
    if region:
        rows = rows.filter(first__region=region)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else 0


def _pairs() -> QuerySet[DuplicatePair]:
    return DuplicatePair.objects.select_related("first__region", "second__region", "decided_by")


def pair(pk: int) -> DuplicatePair:
    """One pair with what its page shows. Raises DuplicatePair.DoesNotExist."""
    rows = _pairs().prefetch_related("first__spheres", "second__spheres")
    return rows.prefetch_related("first__annual_information", "second__annual_information").get(pk=pk)


def comparison(pair: DuplicatePair) -> list[Fact]:
    """The public facts of the two records side by side."""
    first, second = _facts(pair.first), _facts(pair.second)
    return [Fact(label, first[label], second[label]) for label in first]


def _facts(row: Organisation) -> dict[str, str]:
    return {
        _("BIN"): row.bin or _("no BIN"),
        _("Name in Kazakh"): row.name_kk,
        _("Name in Russian"): row.name_ru,
        _("Name in English"): row.name_en,
        _("Legal form"): str(row.get_legal_form_display()),
        _("Status"): str(row.get_status_display()),
        _("Registered on"): presentation.day(row.registered_on) if row.registered_on else "",
        _("Head"): row.head_name,
        _("Address"): row.address,
        _("Phone"): row.phone,
        _("E-mail"): row.email,
        _("Website"): row.website,
        _("Spheres of activity"): "; ".join(localized(one, "name") for one in row.spheres.all()),
        _("Years with annual information"): ", ".join(str(one.year) for one in row.annual_information.all()),
    }

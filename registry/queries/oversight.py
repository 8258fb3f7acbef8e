"""Lists of officers: signals, matches with the list of unreliable suppliers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from registry.choices import MatchStatus
from registry.models import Flag, Funding, Signal, SupplierMatch

PAGE = 50
# Address parameter → look-up.
SIGNAL_FILTERS = {"rule": "rule", "status": "status", "region": "organisation__region"}


@dataclass(frozen=True, slots=True)
class Page:
    """One keyset page; ``next`` is what ``after`` of the following one is, '' on the last."""

    rows: Sequence[Any]
    next: str


def signals_page(user: Any, chosen: Mapping[str, str], after: str = "") -> Page:
    """Signals that ``user`` may see, newest first."""
    rows = Signal.objects.visible_to(user).select_related("organisation__region")
    rows = rows.filter(**{SIGNAL_FILTERS[name]: value for name, value in chosen.items()})
    return _page(rows, after)


def matches_page(user: Any, status: str, after: str = "") -> Page:
    """Matches that ``user`` may see, newest first."""
    rows = SupplierMatch.objects.visible_to(user).select_related("organisation__region", "supplier")
    return _page(rows.filter(status=status) if status in MatchStatus.values else rows, after)


def signal_pages(user: Any) -> QuerySet[Signal]:
    """Signals with all that the page of one reads."""
    cited = Prefetch("rows", Funding.objects.select_related("payer", "sphere", "region"))
    rows = Signal.objects.visible_to(user).select_related("organisation__region", "decided_by")
    return rows.prefetch_related(cited, "answers__given_by")


def match_pages(user: Any) -> QuerySet[SupplierMatch]:
    """Matches with all that the page of one reads."""
    return SupplierMatch.objects.visible_to(user).select_related("organisation__region", "supplier", "decided_by")


def flag_pages(user: Any) -> QuerySet[Flag]:
    """Observations with their history."""
    rows = Flag.objects.visible_to(user).select_related("organisation__region")
    return rows.prefetch_related("entries__made_by")


def _page(rows: QuerySet[Any], after: str) -> Page:
    if after.isascii() and after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return Page(found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else "")

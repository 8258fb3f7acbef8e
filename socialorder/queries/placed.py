"""Orders placed elsewhere, as pages list them; files with them, as officers see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from registry.models import Organisation
from registry.queries.names import NAMES
from socialorder.choices.placed import BudgetLevel, PlacedState
from socialorder.models import OrderLoad, PlacedOrder

PAGE = 50
LISTED = 20
SAMPLE = (
    ("lot_number", "DEMO-1001-OK1"),
    ("specification", "155"),
    ("year", "2022"),
    ("title", "Ауылдағы қарттарға үйде көмек көрсету (үлгі)"),
    ("customer_bin", ""),
    ("customer_name", "Үлгі басқармасы"),
    ("supplier_bin", ""),
    ("supplier_name", ""),
    ("planned", "9500000.00"),
    ("contracted", ""),
    ("paid", "0"),
    ("signed_on", ""),
    ("starts_on", "2022-03-01"),
    ("ends_on", "2022-11-30"),
    ("state", "announced"),
    ("sphere", "6"),
    ("region", "350000000"),
    ("level", "regional"),
    ("source", "goszakup.gov.kz"),
)


LABELS: Mapping[str, Any] = {
    "year": _("Year"),
    "title": _("Title"),
    "customer": _("Body of the portal that orders"),
    "customer_bin": _("BIN of the customer"),
    "customer_name": _("Customer"),
    "organisation": _("NGO of the registry"),
    "supplier_bin": _("BIN of the supplier"),
    "supplier_name": _("Supplier"),
    "sphere": _("Sphere"),
    "region": _("Region"),
    "level": _("Budget"),
    "state": _("State"),
    "planned": _("Planned"),
    "contracted": _("Contracted"),
    "paid": _("Paid"),
    "signed_on": _("Contract signed on"),
    "starts_on": _("From"),
    "ends_on": _("Until"),
    "source": _("Source"),
}


@dataclass(frozen=True)
class Page:
    rows: list[PlacedOrder]
    number: int
    has_next: bool

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.has_next else None


def page_of(user: Any, asked: Mapping[str, Any], number: int) -> Page:
    """Fifty orders that fit; two queries, whatever their number."""
    found = fitting(PlacedOrder.objects.visible_to(user), asked)
    rows = list(found[(number - 1) * PAGE : number * PAGE + 1])
    return Page(rows[:PAGE], number, len(rows) > PAGE)


def fitting(found: QuerySet[PlacedOrder], asked: Mapping[str, Any]) -> QuerySet[PlacedOrder]:
    """Narrowed by what was asked."""
    for name in ("year", "region", "sphere"):
        if name in asked:
            found = found.filter(**{name: asked[name]})
    if asked.get("is_asked"):
        found = found.filter(twin="due")
    if text := asked.get("q"):
        named = Q(title__icontains=text) | Q(lot_number__iexact=text) | Q(supplier_bin=text)
        names = Q(supplier_name__icontains=text)
        for name in NAMES:
            names |= Q(**{f"organisation__{name}__icontains": text})
        found = found.filter(named | names)
    return found


def of_organisation(organisation: Organisation) -> QuerySet[PlacedOrder]:
    return PlacedOrder.objects.visible_to(None).filter(organisation=organisation)


def latest_loads(user: Any) -> QuerySet[OrderLoad]:
    """The newest files that the person may see."""
    return OrderLoad.objects.visible_to(user).order_by("-requested_at", "-pk")[:LISTED]


@dataclass(frozen=True)
class Shown:
    """A row of a checked file; ``changes`` are (field in words, before, after)."""

    row: dict[str, Any]
    changes: list[tuple[str, str, str]]


def rows_of(load: OrderLoad, which: str) -> list[Shown]:
    """``first_new`` or ``first_changed`` of a checked file, in words."""
    return [Shown(row, list(_changes(row["changes"]))) for row in load.outcome.get(which, ())]


def _changes(changes: Mapping[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    for name, (before, after) in changes.items():
        yield str(LABELS[name]), _word(name, before), _word(name, after)


def _word(name: str, text: str) -> str:
    if name == "state" and text in PlacedState.values:
        return str(PlacedState(text).label)
    if name == "level" and text in BudgetLevel.values:
        return str(BudgetLevel(text).label)
    if name in ("planned", "contracted", "paid") and text:
        return presentation.tenge(Decimal(text))
    return text or "–"

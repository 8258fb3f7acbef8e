"""Rows of a file beside the orders that are there: what is new, what changes, what the ledger may know already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.text import localized
from registry.actions.sheets.reading import RowFault
from registry.choices import FundingKind
from registry.models import Funding, Organisation
from registry.queries.same_awards import Told, alike
from socialorder.actions.placed.reading import OrderRow
from socialorder.choices.placed import Twin
from socialorder.models import PlacedOrder

FIELDS = (
    *("year", "title", "customer_id", "customer_bin", "customer_name", "organisation_id", "supplier_bin"),
    *("supplier_name", "sphere_id", "region_id", "level", "state", "planned", "contracted", "paid"),
    *("signed_on", "starts_on", "ends_on", "source"),
)


@dataclass
class Compared:
    """``changes`` maps a lot number to field → [before, after]; orders are not saved yet."""

    new: list[PlacedOrder] = field(default_factory=list)
    changed: list[PlacedOrder] = field(default_factory=list)
    changes: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    same: list[PlacedOrder] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    asked: list[PlacedOrder] = field(default_factory=list)

    @property
    def written(self) -> list[PlacedOrder]:
        return [*self.new, *self.changed]

    @property
    def held(self) -> int:
        """Those that the ledger may know already, and that nobody was asked about."""
        return len(self.asked)


def compare(rows: Sequence[OrderRow], regions: set[str] | None) -> Compared:
    """What ``rows`` would change; nothing is written. Four queries, whatever the number of rows."""
    found = Compared(lines={row.values["lot_number"]: row.line for row in rows})
    known = {
        one.lot_number: one
        for one in PlacedOrder.objects.filter(lot_number__in=found.lines).select_related("organisation")
    }
    suppliers = _suppliers(rows)
    for row in rows:
        number = row.values["lot_number"]
        order = known.get(number)
        if order is not None and regions is not None and order.region_id not in regions:
            text = _("This lot is an order of another region. You load those of your own region.")
            found.faults.append(RowFault(row.line, "lot_number", text))
            continue
        supplier = suppliers.get(row.values["supplier_bin"])
        values = {**row.values, "organisation_id": supplier.pk if supplier else None}
        _add(found, order or PlacedOrder(lot_number=number), values)
    _look_for_twins(found)
    return found


def _add(found: Compared, order: PlacedOrder, values: dict[str, Any]) -> None:
    is_new = order.pk is None
    changes = {
        name: [None if is_new else getattr(order, name), values[name]]
        for name in FIELDS
        if is_new or getattr(order, name) != values[name]
    }
    for name in changes:
        setattr(order, name, values[name])
    if is_new:
        found.new.append(order)
    elif changes:
        found.changed.append(order)
        found.changes[order.lot_number] = changes
    else:
        found.same.append(order)


def _suppliers(rows: Iterable[OrderRow]) -> dict[str, Organisation]:
    numbers = {row.values["supplier_bin"] for row in rows} - {""}
    return {str(one.bin): one for one in Organisation.objects.filter(bin__in=numbers).select_related("region")}


def ask(orders: Iterable[PlacedOrder]) -> list[PlacedOrder]:
    """Those of ``orders`` that the ledger knows by another name, with what it knows; not saved yet."""
    listed = list(orders)
    found = Compared(same=listed, lines={order.lot_number: place for place, order in enumerate(listed)})
    _look_for_twins(found)
    return found.asked


def _look_for_twins(found: Compared) -> None:
    """An order with a contract that the ledger knows by another name waits until an officer has looked."""
    asked = {
        found.lines[order.lot_number]: order
        for order in (*found.written, *found.same)
        if order.twin == Twin.NONE and order.organisation_id and order.has_contract
    }
    told = [
        Told(
            line,
            str(order.organisation_id),
            FundingKind.ORDER,
            order.title,
            order.contracted,  # type: ignore[arg-type]  # there with a contract (constraint)
            order.signed_on,  # type: ignore[arg-type]
            order.reference,
        )
        for line, order in asked.items()
    ]
    for one in alike(told) if told else ():
        # Two lots of the procurement portal are two orders, whatever their titles.
        is_new = one.line in asked and not one.known.reference.startswith("placed:")
        if is_new and _is_same_payer(asked[one.line], one.known):
            order = asked.pop(one.line)
            order.twin, order.twin_of = Twin.ASKED, one.known
            found.asked.append(order)


def _is_same_payer(order: PlacedOrder, known: Funding) -> bool:
    """Another body that pays is another order; where one of the two is not known, somebody has to look."""
    return not (order.customer_id and known.payer_id) or order.customer_id == known.payer_id


def shown(order: PlacedOrder, line: int, changes: dict[str, list[Any]]) -> dict[str, Any]:
    """An order as the page of a file shows it."""
    told = {name.removesuffix("_id"): [_text(one) for one in pair] for name, pair in changes.items()}
    known = order.twin_of if order.twin == Twin.ASKED else None
    return {
        "line": line,
        "lot_number": order.lot_number,
        "title": order.title,
        "supplier": localized(order.organisation, "name") if order.organisation else order.supplier_name,
        "amount": str(order.contracted or order.planned),
        "changes": told,
        "known": str(known) if known else "",
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)

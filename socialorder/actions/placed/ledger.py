"""Orders placed elsewhere in the ledger of public money: once only, with their source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, refuse
from registry.actions import funding
from registry.choices import FundingKind, FundingStage
from registry.models import Funding
from socialorder.actions.placed import comparing
from socialorder.choices.placed import TWIN_COUNTED, PlacedState, Twin
from socialorder.models import PlacedOrder
from socialorder.rules import placed as rules
from socialorder.rules.offices import text_faults

STAGES = {
    PlacedState.CONTRACTED: FundingStage.RUNNING,
    PlacedState.COMPLETED: FundingStage.COMPLETED,
    PlacedState.TERMINATED: FundingStage.TERMINATED,
}


def keep_in_step(orders: Iterable[PlacedOrder], *, by: Any) -> None:
    """A step: rows of orders with a contract go in, those of orders without one are annulled."""
    listed = list(orders)
    prefetch_related_objects(listed, "customer", "organisation", "sphere", "region")
    wanted = [order for order in listed if order.organisation_id and order.has_contract and _counts(order)]
    _restore(wanted, by)
    funding.enter_many(awards=[_award(order) for order in wanted], by=by)
    kept = {order.pk for order in wanted}
    gone = {order.reference: order for order in listed if order.pk not in kept}
    rows = Funding.objects.filter(kind=FundingKind.ORDER, reference__in=gone, annulled_at=None)
    for reference in rows.values_list("reference", flat=True):
        funding.annul(kind=FundingKind.ORDER, reference=reference, reason=_gone(gone[reference]), by=by)


def ask_about(award: Funding, *, by: Any) -> None:
    """A step: a contract of this portal has come into the ledger; an order of a file that may be the same one waits."""
    alike = PlacedOrder.objects.filter(twin=Twin.NONE, organisation=award.organisation_id, contracted=award.amount)
    asked = comparing.ask(alike)
    for order in asked:
        order.save(update_fields=["twin", "twin_of"])
    if asked:
        keep_in_step(asked, by=by)


def _restore(orders: Iterable[PlacedOrder], by: Any) -> None:
    """Rows that were annulled when their contract was gone, or while an officer was asked."""
    references = [order.reference for order in orders]
    rows = Funding.objects.filter(kind=FundingKind.ORDER, reference__in=references).exclude(annulled_at=None)
    for reference in rows.values_list("reference", flat=True):
        reason = _(
            "By the file of the procurement portal, or by an officer who compared it, it is an award of its own."
        )
        funding.restore(kind=FundingKind.ORDER, reference=reference, reason=reason, by=by)


def _counts(order: PlacedOrder) -> bool:
    return order.twin in TWIN_COUNTED


def _gone(order: PlacedOrder) -> str:
    if not _counts(order):
        return _("It is, or may be, the same award as another one of the ledger.")
    return _("By the file of the procurement portal there is no contract with this organisation any more.")


def _award(order: PlacedOrder) -> funding.Award:
    values = {
        "title": order.title,
        "payer": order.customer,
        "payer_name": "" if order.customer_id else order.customer_name,
        "amount": order.contracted,
        "paid": order.paid,
        "decided_on": order.signed_on,
        "starts_on": order.starts_on,
        "ends_on": order.ends_on,
        "sphere": order.sphere,
        "region": order.region,
        "source": order.source,
        "stage": STAGES[PlacedState(order.state)],
        "page": "socialorder:placed-detail",
        "page_arguments": [order.pk],
    }
    return funding.Award(order.organisation, FundingKind.ORDER, order.reference, values)  # type: ignore[arg-type]


@transaction.atomic(durable=True)
def decide(*, order: PlacedOrder, is_same: bool, reason: str, by: Any) -> PlacedOrder:
    """Say whether an order of a file is the one that the ledger knows already; one that is the same counts there alone.

    Raises NotPermitted, Invalid without a reason, or Conflict when nobody asks.
    """
    order = lock(PlacedOrder, order.pk)
    rules.check_can_compare(by, order)
    if order.twin != Twin.ASKED:
        raise Conflict(_("Nobody asks whether this order is known already."))
    refuse(text_faults(reason, _("Give the reason."), "reason", 2000))
    before, order.twin = order.twin, Twin.SAME if is_same else Twin.DIFFERENT
    order.twin_reason, order.twin_decided_at = reason.strip(), clock.now()
    order.save(update_fields=["twin", "twin_reason", "twin_decided_at"])
    keep_in_step([order], by=by)
    changes = {"twin": [before, order.twin]}
    record("socialorder.placed.compared", order, by=by, changes=changes, reason=order.twin_reason)
    return order

"""When experts may begin, and when a tender may be decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from socialorder.choices import BidStatus, TenderStatus
from socialorder.models import Bid, Lot, Tender


def evaluation_faults(tender: Tender, lot: Lot, bids: Sequence[Bid]) -> list[Fault]:
    """Opened, judged, with a rubric and something to score, and not begun yet."""
    found = []
    if tender.status != TenderStatus.OPENED:
        found.append(Fault(_("The bids are not opened yet.")))
    if tender.rubric_id is None:
        found.append(Fault(_("The tender has no rubric for the technical part.")))
    if lot.round_id is not None:
        found.append(Fault(_("The experts of this lot are at work already.")))
    if any(bid.status == BidStatus.OPENED for bid in bids):
        found.append(Fault(_("Admit or refuse every bid of the lot first.")))
    elif not any(bid.status == BidStatus.ADMITTED for bid in bids):
        found.append(Fault(_("No bid of the lot is admitted.")))
    return found


def decision_faults(outcomes: Sequence[Any]) -> list[Fault]:
    """Each lot is ready: every bid judged, and scored where there is a rubric."""
    message = _("Lot %(number)s is not ready: bids wait to be judged, or for the experts' ranking.")
    return [Fault(message % {"number": one.lot.number}) for one in outcomes if not one.is_ready]

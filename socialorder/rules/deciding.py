"""When experts may begin, and when a tender may be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, Fault
from socialorder.choices import BidStatus, TenderStatus
from socialorder.models import Bid, CommissionMember, Complaint, Lot, Tender


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


def decision_faults(outcomes: Sequence[Any], choices: Mapping[int, Any]) -> list[Fault]:
    """Each lot is ready (bids and flags judged, scored where there is a rubric) and has a choice that can be made."""
    found = [fault for one in outcomes for fault in _readiness(one)]
    return found or [fault for one in outcomes for fault in choice_faults(one, choices[one.lot.number])]


def _readiness(outcome: Any) -> list[Fault]:
    named = {"number": outcome.lot.number}
    found = []
    if outcome.flags:
        found.append(Fault(_("Lot %(number)s is not ready: flags wait to be judged.") % named))
    elif not outcome.is_ready:
        message = _("Lot %(number)s is not ready: bids wait to be judged, or for the experts' ranking.")
        found.append(Fault(message % named))
    if Complaint.objects.pending().filter(Q(lot=None) | Q(lot=outcome.lot), tender=outcome.lot.tender_id).exists():
        found.append(Fault(_("Lot %(number)s waits: a complaint about it is not decided.") % named))
    return found


def choice_faults(outcome: Any, choice: Any) -> list[Fault]:
    """Whoever is chosen is admitted and passed; a sole bid and another order than the points have their reason."""
    number = outcome.lot.number
    field = f"reason-{number}"
    possible = [one.bid for one in outcome.chosen]
    found = []
    if choice.winner is None and choice.reserve is not None:
        found.append(Fault(_("A lot without a winner has no reserve."), f"winner-{number}"))
    if choice.winner is not None and choice.winner == choice.reserve:
        found.append(Fault(_("Winner and reserve are two bids."), f"reserve-{number}"))
    if any(bid is not None and bid not in possible for bid in (choice.winner, choice.reserve)):
        found.append(
            Fault(_("Only a bid that is admitted and reached the pass mark can be chosen."), f"winner-{number}")
        )
    if choice.reason.strip():
        return found
    if choice.differs(outcome.by_points):
        message = _("Lot %(number)s: the points say otherwise. Give the reason, everybody reads it.")
        found.append(Fault(message % {"number": number}, field))
    elif outcome.is_sole:
        message = _("Lot %(number)s: one bid alone fits. Say why the contract is offered to it.")
        found.append(Fault(message % {"number": number}, field))
    return found


def check_has_no_commission(tender: Tender) -> None:
    """Where a commission is named it decides, by its votes. Raises Conflict."""
    if CommissionMember.objects.filter(tender=tender).exists():
        raise Conflict(_("The commission of this tender decides it, at a sitting."))

"""What an upheld complaint does at once, and how what was ordered is found done. Steps of other actions."""

from __future__ import annotations

from typing import Any

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from socialorder.actions.complaints import notices
from socialorder.actions.tenders.notices import tell_cancelled
from socialorder.choices import BidStatus, LotStatus, Remedy, Side, TenderStatus
from socialorder.choices.contracts import UNSIGNED
from socialorder.models import Bid, Complaint, Contract, Lot, Tender
from socialorder.workflow import BID, COMPLAINT, CONTRACT, LOT, TENDER

# The tender has ended: put back, it waits for another end.
ENDED = (TenderStatus.DECIDED, TenderStatus.FAILED)
COMPARED = (BidStatus.WON, BidStatus.RESERVE, BidStatus.LOST)


def begin(complaint: Complaint, by: Any) -> None:
    """Put back what the decision has overturned; cancelling is done at once."""
    if complaint.remedy == Remedy.CANCEL:
        _annul(complaint, by)
    elif complaint.remedy in (Remedy.JUDGE, Remedy.DECIDE) and complaint.lot is not None:
        _put_back(complaint, complaint.lot, by)
    if complaint.remedy in (Remedy.CANCEL, Remedy.NOTHING):
        _done(complaint, by)


def _annul(complaint: Complaint, by: Any) -> None:
    tender = complaint.tender
    _compare_anew(Bid.objects.filter(lot__tender=tender), complaint, by)
    for lot in tender.lots.filter(status=LotStatus.AWARDED):
        _reopen_lot(lot, complaint, by)
        move_unsigned(lot, "annul", complaint.reason, by)
    step = TENDER.step("annul", tender.status)
    changes = {"status": [tender.status, step.target], "complaint": complaint.pk}
    tender.status, tender.ended_at, tender.ended_reason = step.target, clock.now(), complaint.reason
    tender.save(update_fields=["status", "ended_at", "ended_reason"])
    record(step.verb, tender, by=by, changes=changes, reason=complaint.reason)
    tell_cancelled(tender)
    carried_out(tender, None, by=by)


def _put_back(complaint: Complaint, lot: Lot, by: Any) -> None:
    """The lot waits for its decision again; of a refusal the bid waits to be judged, and experts to be drawn anew."""
    tender = complaint.tender
    move_unsigned(lot, "put_back", complaint.reason, by)
    _compare_anew(Bid.objects.filter(lot=lot), complaint, by)
    if complaint.remedy == Remedy.JUDGE and complaint.bid_id is not None:
        bid = lock(Bid, complaint.bid_id)
        step = BID.step("judge_anew", bid.status)
        bid.status, bid.reason, bid.judged_at = step.target, "", None
        bid.save(update_fields=["status", "reason", "judged_at"])
        record(step.verb, bid, by=by, changes={"complaint": complaint.pk}, reason=complaint.reason)
    if lot.status != LotStatus.PLACING:
        _reopen_lot(lot, complaint, by)
    if tender.status in ENDED:
        step = TENDER.step("reopen", tender.status)
        changes = {"status": [tender.status, step.target], "complaint": complaint.pk}
        tender.status, tender.ended_at, tender.ended_reason = step.target, None, ""
        tender.save(update_fields=["status", "ended_at", "ended_reason"])
        record(step.verb, tender, by=by, changes=changes, reason=complaint.reason)


def _reopen_lot(lot: Lot, complaint: Complaint, by: Any) -> None:
    held = lock(Lot, lot.pk)
    step = LOT.step("reopen", held.status)
    changes = {"status": [held.status, step.target], "complaint": complaint.pk}
    held.status, held.failure, held.decided_at, held.decided_reason = step.target, "", None, ""
    if complaint.remedy == Remedy.JUDGE:
        # A bid that the experts have not read cannot be put into their ranking.
        held.round = None
    held.save(update_fields=["status", "failure", "decided_at", "decided_reason", "round"])
    record(step.verb, held, by=by, changes=changes, reason=complaint.reason)


def move_unsigned(lot: Lot, name: str, reason: str, by: Any, *, but: Bid | None = None) -> None:
    """A contract that nobody has concluded waits for the new decision («put_back»), or is void («annul»)."""
    found = Contract.objects.select_for_update(of=("self",)).filter(lot=lot, status__in=UNSIGNED)
    for contract in found.exclude(bid=but) if but else found:
        step = CONTRACT.step(name, contract.status)
        changes = {"status": [contract.status, step.target]}
        contract.versions.filter(effective_at=None, void_at=None).update(void_at=clock.now())
        contract.status, contract.end_reason = step.target, reason
        contract.approved_by = contract.approved_at = None
        if name == "annul":
            contract.ended_at, contract.end_side = clock.now(), Side.BODY
        contract.save()
        record(step.verb, contract, by=by, changes=changes, reason=reason)


def _compare_anew(bids: Any, complaint: Complaint, by: Any) -> None:
    for bid in bids.select_for_update(of=("self",)).filter(status__in=COMPARED).order_by("pk"):
        step = BID.step("compare_anew", bid.status)
        changes = {"status": [bid.status, step.target], "complaint": complaint.pk}
        bid.status, bid.price_points, bid.technical_points = step.target, None, None
        bid.save(update_fields=["status", "price_points", "technical_points"])
        record(step.verb, bid, by=by, changes=changes, reason=complaint.reason)


def carried_out(tender: Tender, remedy: str | None, *, by: Any, **about: Any) -> None:
    """What was ordered about this tender is done now: ``remedy`` of these facts, or every one when the tender is gone."""
    waiting = Complaint.objects.select_for_update(of=("self",)).followed().filter(tender=tender, **about)
    if remedy is not None:
        waiting = waiting.filter(remedy=remedy)
    for complaint in waiting.select_related("tender", "organisation", "reviewer_body", "reviewer").order_by("pk"):
        _done(complaint, by)


def _done(complaint: Complaint, by: Any) -> None:
    step = COMPLAINT.step(f"carry_out_{complaint.status}", complaint.status)
    complaint.carried_out_at, complaint.due_on = clock.now(), None
    complaint.save(update_fields=["carried_out_at", "due_on"])
    record(step.verb, complaint, by=by, changes={"remedy": complaint.remedy})
    notices.tell_carried_out(complaint)

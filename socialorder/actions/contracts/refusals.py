"""No contract comes about with the winner: it refuses, or misses the term. The reserve takes its place."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.workflow import Transition
from socialorder.actions.bids.lots import fail_lot
from socialorder.actions.contracts import notices
from socialorder.actions.contracts.contracts import locked, move, said, void_open
from socialorder.choices import BidStatus, LotFailure, LotStatus, Side
from socialorder.models import Bid, Contract
from socialorder.rules.contracts import contracts as rules
from socialorder.workflow import BID, CONTRACT


@transaction.atomic(durable=True)
def refuse(*, contract: Contract, reason: str, by: Any) -> Contract:
    """The supplier does not sign. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    contract = locked(contract)
    step = CONTRACT.step("refuse", contract.status)
    rules.check_is_head(by, contract)
    return _give_up(contract, step, said(reason), by)


@transaction.atomic(durable=True)
def lapse(*, contract: Contract, reason: str, by: Any) -> Contract:
    """An officer states that the supplier has not signed in time. Raises NotPermitted, Conflict or Invalid."""
    contract = locked(contract)
    step = CONTRACT.step("lapse", contract.status)
    is_signed = contract.versions.filter(void_at=None, signatures__side=Side.NGO).exists()
    rules.check_can_lapse(by, contract, local_date(clock.now()), is_signed=is_signed)
    return _give_up(contract, step, said(reason), by)


def _give_up(contract: Contract, step: Transition, reason: str, by: Any) -> Contract:
    contract.end_reason, contract.ended_at, contract.end_side = reason, clock.now(), Side.NGO
    void_open(contract)
    contract = move(contract, step, by)
    _move_bid(contract.bid, "forgo", by, reason)
    people = notices.everybody(contract)
    notices.tell(contract, notices.NOT_SIGNED, f"{contract.pk}.not_signed", people, reason=reason)
    reserve = Bid.objects.filter(lot=contract.lot_id, status=BidStatus.RESERVE).select_related("organisation").first()
    if reserve is not None:
        _move_bid(reserve, "promote", by)
        notices.tell_promoted(reserve)
    elif contract.lot.status == LotStatus.AWARDED:
        fail_lot(contract.lot, LotFailure.NOT_SIGNED, by)
    return contract


def _move_bid(bid: Bid, name: str, by: Any, reason: str = "") -> None:
    held = lock(Bid, bid.pk)
    step = BID.step(name, held.status)
    before, held.status = held.status, step.target
    held.reason = reason or held.reason
    held.save(update_fields=["status", "reason"])
    record(step.verb, held, by=by, changes={"status": [before, held.status]}, reason=reason)

"""A contract ends: completed when every stage is accepted, or terminated before."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.errors import Fault, Invalid
from socialorder.actions.contracts import changing, ledger, notices
from socialorder.actions.contracts.contracts import locked, move, said
from socialorder.choices import Side
from socialorder.models import Contract
from socialorder.rules.contracts import contracts as rules
from socialorder.workflow import CONTRACT


@transaction.atomic(durable=True)
def complete(*, contract: Contract, by: Any) -> Contract:
    """Every stage is accepted. Raises NotPermitted, Conflict or TransitionNotAllowed."""
    contract = locked(contract)
    step = CONTRACT.step("complete", contract.status)
    rules.check_can_complete(by, contract)
    return _end(contract, step, by)


@transaction.atomic(durable=True)
def terminate(*, contract: Contract, side: str, reason: str, by: Any) -> Contract:
    """End it before its time; ``side`` is who wanted it. What was accepted is still paid.

    Raises NotPermitted, Conflict (an act waits), TransitionNotAllowed or Invalid.
    """
    contract = locked(contract)
    step = CONTRACT.step("terminate", contract.status)
    rules.check_can_end(by, contract)
    if side not in Side.values:
        raise Invalid(Fault(_("Say which side ends the contract."), "side"))
    contract.end_side, contract.end_reason = side, said(reason)
    return _end(contract, step, by)


def _end(contract: Contract, step: Any, by: Any) -> Contract:
    contract.ended_at = clock.now()
    changing.give_up_open(contract, by)
    contract = move(contract, step, by)
    ledger.enter(contract=contract, by=by)
    state = str(contract.get_status_display())
    people = notices.everybody(contract)
    notices.tell(contract, notices.ENDED, f"{contract.pk}.ended", people, state=state, reason=contract.end_reason)
    return contract

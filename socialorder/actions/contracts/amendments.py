"""Amendments: asked for by one side, approved by the other, signed by both."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import after_months
from foundation.core.db import lock
from foundation.core.errors import refuse
from socialorder.actions.contracts import changing, notices, text
from socialorder.actions.contracts.contracts import freeze, locked, said
from socialorder.choices import Side
from socialorder.models import Contract, ContractAmendment
from socialorder.rules.contracts import amendments as rules
from socialorder.rules.contracts.contracts import PlannedLine, PlannedStage
from socialorder.workflow import CHANGE


@transaction.atomic(durable=True)
def propose(*, contract: Contract, side: str, change: rules.Change, reason: str, by: Any) -> ContractAmendment:
    """Ask for a change. Raises NotPermitted, Conflict, or Invalid with everything that is wrong with it."""
    contract = locked(contract)
    rules.check_can_propose(by, contract, side)
    before = text.terms_of(contract)
    after = changed(contract, change, before)
    refuse([*rules.change_faults(contract, change, before, after), *rules.reason_faults(reason)])
    amendment = ContractAmendment.objects.create(
        contract=contract,
        number=contract.amendments.count() + 1,
        side=side,
        reason=reason.strip(),
        before=before,
        after=after,
        proposed_at=clock.now(),
        proposed_by=by,
    )
    record("socialorder.amendment.proposed", amendment, by=by, changes={"side": side}, reason=amendment.reason)
    notices.tell_of_change(amendment, notices.CHANGE_PROPOSED, _other(side), reason=amendment.reason)
    return amendment


def changed(contract: Contract, change: rules.Change, before: dict[str, Any]) -> dict[str, Any]:
    """The terms of the contract with the change in them."""
    ends_on = after_months(contract.starts_on, change.months) if contract.starts_on and change.months > 0 else None
    return {
        "months": change.months,
        "ends_on": text.day(ends_on),
        "amount": f"{change.amount:.2f}",
        "stages": [
            {
                "number": number,
                "title": one.title.strip(),
                "due_on": text.day(one.due_on),
                "amount": f"{one.amount:.2f}",
            }
            for number, one in enumerate(change.stages, 1)
        ],
        "lines": [
            {"number": number, "name": one.name.strip(), "amount": f"{one.amount:.2f}"}
            for number, one in enumerate(change.lines, 1)
        ],
        "indicators": [
            {**one, "target": f"{change.targets.get(one['number'], Decimal(one['target'])):.2f}"}
            for one in before["indicators"]
        ],
    }


@transaction.atomic(durable=True)
def approve(*, amendment: ContractAmendment, by: Any) -> ContractAmendment:
    """The other side agrees: the new text waits for both signatures.

    Raises NotPermitted, Conflict, TransitionNotAllowed, or Invalid when a stage was handed in meanwhile.
    """
    amendment = _locked(amendment)
    step = CHANGE.step("approve", amendment.status)
    rules.check_can_decide(by, amendment)
    contract, now = amendment.contract, text.terms_of(amendment.contract)
    refuse(rules.change_faults(contract, _as_change(amendment.after), now, amendment.after))
    amendment.version = freeze(contract, by=by, amendment=amendment, terms=amendment.after)
    amendment.decided_at, amendment.decided_by = clock.now(), by
    _move(amendment, step, by)
    for side in Side.values:
        notices.tell_of_change(amendment, notices.CHANGE_ANSWERED, side, state=_state(amendment), reason="")
    return amendment


@transaction.atomic(durable=True)
def decline(*, amendment: ContractAmendment, reason: str, by: Any) -> ContractAmendment:
    """The other side does not agree, saying why."""
    amendment = _locked(amendment)
    step = CHANGE.step("decline", amendment.status)
    rules.check_can_decide(by, amendment)
    amendment.decision_reason = said(reason)
    amendment.decided_at, amendment.decided_by = clock.now(), by
    _move(amendment, step, by)
    values = {"state": _state(amendment), "reason": amendment.decision_reason}
    notices.tell_of_change(amendment, notices.CHANGE_ANSWERED, amendment.side, **values)
    return amendment


@transaction.atomic(durable=True)
def withdraw(*, amendment: ContractAmendment, by: Any) -> ContractAmendment:
    """The side that asked for it takes it back, until both have signed."""
    amendment = _locked(amendment)
    rules.check_can_withdraw(by, amendment)
    changing.withdraw(amendment, by)
    return amendment


def _move(amendment: ContractAmendment, step: Any, by: Any) -> None:
    before, amendment.status = amendment.status, step.target
    amendment.save()
    changes = {"status": [before, step.target]}
    record(step.verb, amendment, by=by, changes=changes, reason=amendment.decision_reason)


def _locked(amendment: ContractAmendment) -> ContractAmendment:
    contract = locked(amendment.contract)
    held = lock(ContractAmendment, amendment.pk)
    held.contract = contract
    return held


def _as_change(after: dict[str, Any]) -> rules.Change:
    return rules.Change(
        months=after["months"],
        stages=[
            PlannedStage(one["title"], dt.date.fromisoformat(one["due_on"]), Decimal(one["amount"]))
            for one in after["stages"]
        ],
        lines=[PlannedLine(one["name"], Decimal(one["amount"])) for one in after["lines"]],
        targets={one["number"]: Decimal(one["target"]) for one in after["indicators"]},
    )


def _other(side: str) -> str:
    return str(Side.NGO if side == Side.BODY else Side.BODY)


def _state(amendment: ContractAmendment) -> str:
    return str(amendment.get_status_display())

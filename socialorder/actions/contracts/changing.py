"""Steps that bring an amendment into force, or give it up when its contract ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import after_months
from socialorder.actions.contracts import ledger, notices
from socialorder.choices import Side
from socialorder.choices.contracts import CHANGE_OPEN
from socialorder.models import Contract, ContractAmendment, ContractLine, ContractStage
from socialorder.workflow import CHANGE

ZERO = Decimal(0)


def conclude(amendment: ContractAmendment, contract: Contract, by: Any) -> None:
    """Step: both sides have signed, so the contract is what the amendment says."""
    step = CHANGE.step("conclude", amendment.status)
    _apply(contract, amendment.after)
    before, amendment.status = amendment.status, step.target
    amendment.save(update_fields=["status"])
    record(step.verb, amendment, by=by, changes={"status": [before, step.target]})
    ledger.enter(contract=contract, by=by)
    for side in Side.values:
        state = amendment.get_status_display()
        notices.tell_of_change(amendment, notices.CHANGE_ANSWERED, side, state=state, reason=amendment.reason)


def give_up_open(contract: Contract, by: Any) -> None:
    """Step: the contract ends, so an open amendment is withdrawn."""
    for amendment in contract.amendments.filter(status__in=CHANGE_OPEN):
        withdraw(amendment, by)


def withdraw(amendment: ContractAmendment, by: Any) -> None:
    """Step: it comes to nothing; its text is void."""
    step = CHANGE.step("withdraw", amendment.status)
    before, amendment.status = amendment.status, step.target
    amendment.save(update_fields=["status"])
    if amendment.version is not None:
        amendment.version.void_at = clock.now()
        amendment.version.save(update_fields=["void_at"])
    record(step.verb, amendment, by=by, changes={"status": [before, step.target]})


def _apply(contract: Contract, after: Mapping[str, Any]) -> None:
    contract.months, contract.amount = after["months"], Decimal(after["amount"])
    contract.ends_on = after_months(contract.starts_on, contract.months)  # type: ignore[arg-type]  # in force
    contract.save(update_fields=["months", "amount", "ends_on"])
    _apply_stages(contract, after["stages"])
    _apply_lines(contract, after["lines"])
    targets = {one["number"]: Decimal(one["target"]) for one in after["indicators"]}
    for indicator in contract.indicators.filter(number__in=targets):
        indicator.target = targets[indicator.number]
        indicator.save(update_fields=["target"])


def _apply_stages(contract: Contract, wanted: Iterable[Mapping[str, Any]]) -> None:
    """A stage keeps its number, and with it its acts; one that is left out had none (rules)."""
    kept = []
    for one in wanted:
        values = {"title": one["title"], "due_on": dt.date.fromisoformat(one["due_on"])}
        values["amount"] = Decimal(one["amount"])
        ContractStage.objects.update_or_create(contract=contract, number=one["number"], defaults=values)
        kept.append(one["number"])
    contract.stages.exclude(number__in=kept).delete()


def _apply_lines(contract: Contract, wanted: Iterable[Mapping[str, Any]]) -> None:
    """A line that is left out stays at zero: acts may name it."""
    kept = []
    for one in wanted:
        values = {"name": one["name"], "amount": Decimal(one["amount"])}
        ContractLine.objects.update_or_create(contract=contract, number=one["number"], defaults=values)
        kept.append(one["number"])
    contract.lines.exclude(number__in=kept).update(amount=ZERO)

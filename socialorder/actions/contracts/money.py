"""Payments on accepted stages, and penalties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, refuse
from socialorder.actions.contracts import ledger, notices
from socialorder.actions.contracts.contracts import locked, said
from socialorder.choices import PenaltyKind, Side
from socialorder.models import Contract, ContractStage, Penalty, StagePayment
from socialorder.rules.contracts import acts as act_rules
from socialorder.rules.contracts import penalties as rules
from socialorder.workflow import PENALTY


@transaction.atomic(durable=True)
def pay(*, stage: ContractStage, reference: str, paid_on: dt.date, amount: Decimal, by: Any) -> StagePayment:
    """Note what the bank has paid on an accepted stage. Raises NotPermitted, Conflict or Invalid."""
    contract = locked(stage.contract)
    stage = lock(ContractStage, stage.pk)
    act_rules.check_can_pay(by, contract)
    faults = list(act_rules.payment_faults(stage, reference, paid_on, amount, local_date(clock.now())))
    if StagePayment.objects.filter(body=contract.body, reference=reference.strip()).exists():
        faults.append(Fault(_("A payment with this number is noted already."), "reference"))
    refuse(faults)
    payment = StagePayment.objects.create(
        stage=stage,
        body=contract.body,
        reference=reference.strip(),
        paid_on=paid_on,
        amount=amount,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    changes = {"stage": stage.number, "amount": amount, "reference": payment.reference}
    record("socialorder.stage.paid", contract, by=by, changes=changes)
    ledger.enter(contract=contract, by=by)
    people = notices.people_of(contract, Side.NGO)
    notices.tell(contract, notices.PAID, f"paid.{payment.pk}", people, stage=str(stage.number), amount=f"{amount:.2f}")
    return payment


@transaction.atomic(durable=True)
def impose(*, contract: Contract, values: Mapping[str, Any], by: Any) -> Penalty:
    """A penalty for a breach: ``kind``, ``clause``, ``reason``, ``stage``, and ``amount`` or ``base``, ``rate``, ``days``.

    Raises NotPermitted, Conflict, or Invalid with everything that is wrong.
    """
    contract = locked(contract)
    rules.check_can_impose(by, contract)
    refuse(rules.penalty_faults(contract, values))
    daily = values["kind"] == PenaltyKind.DAILY
    penalty = Penalty.objects.create(
        contract=contract,
        number=contract.penalties.count() + 1,
        stage=contract.stages.filter(number=values.get("stage") or 0).first(),
        kind=values["kind"],
        clause=values["clause"].strip(),
        amount=rules.amount_of(values),
        reason=values["reason"].strip(),
        imposed_at=clock.now(),
        imposed_by=by,
        **({name: values[name] for name in ("base", "rate", "days")} if daily else {}),
    )
    record("socialorder.penalty.imposed", penalty, by=by, changes={"amount": penalty.amount}, reason=penalty.reason)
    notices.tell(
        contract,
        notices.PENALTY,
        f"penalty.{penalty.pk}",
        notices.people_of(contract, Side.NGO),
        amount=f"{penalty.amount:.2f}",
        clause=penalty.clause,
        reason=penalty.reason,
    )
    return penalty


@transaction.atomic(durable=True)
def lift(*, penalty: Penalty, reason: str, by: Any) -> Penalty:
    """Withdraw a penalty, saying why. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    contract = locked(penalty.contract)
    penalty = lock(Penalty, penalty.pk)
    step = PENALTY.step("lift", penalty.status)
    rules.check_serves(by, contract.body)
    before, penalty.status = penalty.status, step.target
    penalty.lifted_reason, penalty.lifted_at, penalty.lifted_by = said(reason), clock.now(), by
    penalty.save()
    record(step.verb, penalty, by=by, changes={"status": [before, step.target]}, reason=penalty.lifted_reason)
    people = notices.people_of(contract, Side.NGO)
    notices.tell(contract, notices.PENALTY_LIFTED, f"lifted.{penalty.pk}", people, reason=penalty.lifted_reason)
    return penalty

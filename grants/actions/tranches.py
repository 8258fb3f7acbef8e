"""Money of an agreement: a tranche is ordered, payments come in, money comes back. Always under the agreement's lock."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.money import tenge
from grants.actions import agreement_notices, ledger
from grants.actions.agreements import locked, said
from grants.models import Agreement, Payment, PaymentImport, Refund, Tranche
from grants.queries.totals import paid_by_tranche, position_of
from grants.rules import tranches as rules
from grants.workflow import TRANCHE


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the bank says about one payment."""

    reference: str
    paid_on: dt.date
    amount: Decimal


@transaction.atomic(durable=True)
def order(*, tranche: Tranche, by: Any) -> Tranche:
    """Order the payment. Raises NotPermitted, TransitionNotAllowed, or Conflict with every reason (rule R44)."""
    tranche = _locked(tranche)
    step = TRANCHE.step("order", tranche.status)
    rules.check_can_order(by, tranche, local_date(clock.now()))
    tranche.ordered_at, tranche.ordered_by = clock.now(), by
    return _move(tranche, step, by)


@transaction.atomic(durable=True)
def revoke(*, tranche: Tranche, reason: str, by: Any) -> Tranche:
    """Take the order back while nothing is paid on it, saying why."""
    tranche = _locked(tranche)
    step = TRANCHE.step("revoke", tranche.status)
    rules.check_can_record(by, tranche.agreement)
    if tranche.payments.exists():
        raise Conflict(_("Something is paid on this tranche already."))
    tranche.ordered_at = tranche.ordered_by = None
    return _move(tranche, step, by, said(reason))


@transaction.atomic(durable=True)
def record_payment(
    *, tranche: Tranche, confirmation: Confirmation, by: Any, batch: PaymentImport | None = None
) -> tuple[Payment, bool]:
    """Enter a payment, and whether it is new: the same reference with the same facts again changes nothing.

    The tranche is paid when its payments come to its sum. Raises NotPermitted, Conflict (another payment has this
    reference, the agreement is not in force) or Invalid (not ordered, above what is left).
    """
    tranche = _locked(tranche)
    agreement, operator = tranche.agreement, tranche.agreement.application.call.operator
    amount = tenge(confirmation.amount)
    known = Payment.objects.filter(operator=operator, reference=confirmation.reference).first()
    if known is not None:
        return _same(known, tranche, confirmation), False
    rules.check_can_record(by, agreement)
    paid = paid_by_tranche(agreement)[tranche.pk]
    found = [*rules.payment_faults(tranche, amount, paid), *rules.day_faults(confirmation.paid_on, clock.now())]
    if not confirmation.reference.strip():
        found.append(Fault(_("Enter the number of the payment."), "reference"))
    if found:
        raise Invalid(*found)
    payment = Payment.objects.create(
        operator=operator,
        tranche=tranche,
        reference=confirmation.reference.strip(),
        paid_on=confirmation.paid_on,
        amount=amount,
        batch=batch,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    changes = {"reference": payment.reference, "amount": amount, "tranche": tranche.number}
    record("grants.payment.recorded", agreement, by=by, changes=changes)
    if paid + amount == tranche.amount:
        _pay_off(tranche, by)
    ledger.enter_agreement(agreement=agreement, by=by)
    return payment, True


def _same(known: Payment, tranche: Tranche, confirmation: Confirmation) -> Payment:
    told = (tranche.pk, confirmation.paid_on, tenge(confirmation.amount))
    if (known.tranche_id, known.paid_on, known.amount) != told:
        text = _("Payment %(reference)s is entered already with another tranche, day or sum.")
        raise Conflict(text % {"reference": known.reference}, code="reference")
    return known


def _pay_off(tranche: Tranche, by: Any) -> None:
    agreement = tranche.agreement
    _move(tranche, TRANCHE.step("pay", tranche.status), by)
    key = f"grants.tranche.{tranche.pk}.paid"
    agreement_notices.tell(agreement, agreement_notices.PAID, key, tranche=str(tranche.number))


@transaction.atomic(durable=True)
def record_refund(*, agreement: Agreement, confirmation: Confirmation, by: Any) -> Refund:
    """Confirm that money has come back. The same reference with the same facts again changes nothing.

    Raises NotPermitted, Conflict or Invalid (more than the NGO holds).
    """
    agreement = locked(agreement)
    rules.check_can_record_refund(by, agreement)
    operator, amount = agreement.application.call.operator, tenge(confirmation.amount)
    known = Refund.objects.filter(operator=operator, reference=confirmation.reference).first()
    if known is not None:
        if (known.agreement_id, known.returned_on, known.amount) != (agreement.pk, confirmation.paid_on, amount):
            text = _("Return %(reference)s is entered already with another agreement, day or sum.")
            raise Conflict(text % {"reference": known.reference}, code="reference")
        return known
    position = position_of(agreement)
    found = [*rules.refund_faults(position, amount), *rules.day_faults(confirmation.paid_on, clock.now())]
    if not confirmation.reference.strip():
        found.append(Fault(_("Enter the number of the payment."), "reference"))
    if found:
        raise Invalid(*found)
    refund = Refund.objects.create(
        operator=operator,
        agreement=agreement,
        reference=confirmation.reference.strip(),
        returned_on=confirmation.paid_on,
        amount=amount,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    changes = {"reference": refund.reference, "amount": amount}
    record("grants.refund.recorded", agreement, by=by, changes=changes)
    return refund


def _move(tranche: Tranche, step: Any, by: Any, reason: str = "") -> Tranche:
    before, tranche.status = tranche.status, step.target
    tranche.save(update_fields=["status", "ordered_at", "ordered_by"])
    changes = {"status": [before, step.target], "number": tranche.number, "amount": tranche.amount}
    record(step.verb, tranche, by=by, changes=changes, reason=reason)
    return tranche


def _locked(tranche: Tranche) -> Tranche:
    """The agreement first, then its tranche."""
    agreement = locked(tranche.agreement)
    held = lock(Tranche, tranche.pk)
    held.agreement = agreement
    return held

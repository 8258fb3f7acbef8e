"""When a tranche may be paid, and how much (rule R44)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Fault
from foundation.core.money import ZERO
from grants.choices import AgreementStatus, TrancheStatus
from grants.models import Agreement, Tranche
from grants.querysets import is_overdue
from grants.rules import agreements
from grants.scoring.balances import Position

GATE_RULE = "R44"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a tranche cannot be ordered now; ``rule`` is empty where no rule of the catalogue says so."""

    message: Any
    rule: str = ""


def hindrances(tranche: Tranche, today: Any) -> Iterator[Hindrance]:
    """Everything that keeps a tranche of an agreement in force from being ordered."""
    agreement, number = tranche.agreement, tranche.number
    before = [one for one in agreement.tranches.all() if one.number < number and one.status != TrancheStatus.PAID]
    if before:
        yield Hindrance(_("Tranche %(number)s is not paid yet.") % {"number": before[0].number})
    if agreement.gates_tranches and number > 1:
        report = next((one for one in agreement.reports.all() if one.number == number - 1), None)
        if report is None or not report.is_decided:
            text = _("Tranche %(tranche)s waits until report %(report)s is accepted.")
            yield Hindrance(text % {"tranche": number, "report": number - 1}, GATE_RULE)
    if agreement.reports.filter(is_overdue(today)).exists():
        yield Hindrance(_("A report is overdue: nothing is paid until it is sent."))


def check_can_order(user: Any, tranche: Tranche, today: Any) -> None:
    """An officer, of an agreement in force, when nothing hinders. Raises NotPermitted, or Conflict with all reasons."""
    agreements.check_is_officer(user, tranche.agreement.application.call)
    agreements.check_is_running(tranche.agreement)
    found = list(hindrances(tranche, today))
    if found:
        code = next((one.rule for one in found if one.rule), "")
        raise Conflict(" ".join(str(one.message) for one in found), code=code)


def check_can_record(user: Any, agreement: Agreement) -> None:
    """An officer of the body, of an agreement in force; raises NotPermitted or Conflict."""
    agreements.check_is_officer(user, agreement.application.call)
    agreements.check_is_running(agreement)


def payment_faults(tranche: Tranche, amount: Decimal, paid: Decimal) -> Iterator[Fault]:
    """What is wrong with a payment of ``amount`` on a tranche on which ``paid`` was paid; ``field`` is the column."""
    if tranche.status == TrancheStatus.PLANNED:
        yield Fault(_("The payment of tranche %(number)s was not ordered.") % {"number": tranche.number}, "tranche")
    elif amount > tranche.amount - paid:
        text = _("Only %(left)s of tranche %(number)s are left to pay.")
        values = {"left": presentation.tenge(tranche.amount - paid), "number": tranche.number}
        yield Fault(text % values, "amount")
    if amount <= ZERO:
        yield Fault(_("The amount must be more than zero, in tenge and tiyn."), "amount")


def check_can_record_refund(user: Any, agreement: Agreement) -> None:
    """An officer, of an agreement in force or terminated; raises NotPermitted or Conflict."""
    agreements.check_is_officer(user, agreement.application.call)
    if agreement.status not in (AgreementStatus.ACTIVE, AgreementStatus.TERMINATED):
        raise Conflict(_("Money is returned on an agreement in force or on a terminated one."))


def refund_faults(position: Position, amount: Decimal) -> Iterator[Fault]:
    """Not more can come back than the NGO holds."""
    if amount <= ZERO:
        yield Fault(_("The amount must be more than zero, in tenge and tiyn."), "amount")
    elif amount > position.advance:
        text = _("The NGO holds %(advance)s: it cannot return more.")
        yield Fault(text % {"advance": presentation.tenge(position.advance)}, "amount")


def day_faults(day: Any, now: Any) -> Iterator[Fault]:
    """Money does not come tomorrow."""
    if day > local_date(now):
        yield Fault(_("This date is in the future."), "day")

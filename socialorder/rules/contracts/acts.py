"""Who writes and who answers acceptance acts; what is missing in one; when a stage is paid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Fault
from socialorder.choices import ActStatus, ChangeStatus, Side
from socialorder.choices.contracts import CONCLUDED
from socialorder.models import Act, Contract, ContractStage
from socialorder.rules.contracts.contracts import check_acts_for, check_can_write, check_is_running
from socialorder.rules.offices import LONGEST, check_serves
from socialorder.scoring.contracts import total

FILES_MAX = 20


def check_can_begin(user: Any, stage: ContractStage) -> None:
    """Head or editor of the supplier, while the contract is in force. Raises NotPermitted or Conflict."""
    check_can_write(user, stage.contract)
    check_is_running(stage.contract)


def check_can_edit(user: Any, act: Act) -> None:
    """The same, while the act is being written."""
    check_can_begin(user, act.stage)
    if not act.is_writable:
        raise Conflict(_("The act is handed in, so it cannot be changed now."))


def check_can_hand_in(user: Any, act: Act) -> None:
    """The head signs. While a change of the contract is being signed, nothing is handed in."""
    contract = act.stage.contract
    check_acts_for(user, contract, Side.NGO)
    check_can_edit(user, act)
    if contract.amendments.filter(status=ChangeStatus.SIGNING).exists():
        raise Conflict(_("A change of the contract is being signed. Hand the act in when it is in force."))


def check_can_answer(user: Any, act: Act) -> None:
    """An officer of the customer, while the contract is in force. Raises NotPermitted or Conflict."""
    check_serves(user, act.stage.contract.body)
    check_is_running(act.stage.contract)


def act_faults(act: Act) -> list[Fault]:
    """What is missing before the act can be handed in."""
    found = []
    if not act.done.strip():
        found.append(Fault(_("Say what was done."), "done"))
    if len(act.done) > LONGEST:
        found.append(Fault(_("Shorten this to %(limit)s characters") % {"limit": LONGEST}, "done"))
    if act.people is None:
        found.append(Fault(_("Say how many people it reached; 0 is an answer."), "people"))
    contract = act.stage.contract
    if act.facts.count() < contract.indicators.count():
        found.append(Fault(_("Give the figure of every indicator; 0 is an answer."), "facts"))
    if not act.spending.filter(amount__gt=0).exists():
        found.append(Fault(_("Say what was spent on which line of the budget."), "spending"))
    if not act.files.filter(removed_at=None).exists():
        found.append(Fault(_("Add a file that shows what was done."), "file"))
    return found


def return_faults(correct_until: dt.date, today: dt.date) -> list[Fault]:
    """There is time left to correct it."""
    return [Fault(_("Enter a day in the future."), "correct_until")] if correct_until <= today else []


def check_can_pay(user: Any, contract: Contract) -> None:
    """An officer, from the signatures on: what was accepted is paid also after the end. Raises NotPermitted or Conflict."""
    check_serves(user, contract.body)
    if contract.status not in CONCLUDED:
        raise Conflict(_("The contract is not in force: both sides sign it first."))


def payment_faults(
    stage: ContractStage, reference: str, paid_on: dt.date, amount: Decimal, today: dt.date
) -> Iterator[Fault]:
    """Only what is accepted is paid, never before the acceptance and never more than its sum."""
    accepted = stage.acts.filter(status=ActStatus.ACCEPTED).first()
    if accepted is None or accepted.decided_at is None:
        yield Fault(_("The stage is not accepted yet, so it is not paid."))
        return
    if not reference.strip():
        yield Fault(_("Enter the number of the payment."), "reference")
    first = local_date(accepted.decided_at)
    if not first <= paid_on <= today:
        text = _("The day of the payment is from %(first)s, when the stage was accepted, to today.")
        yield Fault(text % {"first": presentation.day(first)}, "paid_on")
    rest = stage.amount - total([one.amount for one in stage.payments.all()])
    if not 0 < amount <= rest:
        text = _("Enter a sum of up to %(rest)s, which is what is left of the stage.")
        yield Fault(text % {"rest": presentation.tenge(rest)}, "amount", "R74")

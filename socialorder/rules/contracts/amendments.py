"""What an amendment may change: term, stages, budget, targets; never above the lot, never what is handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import after_months
from foundation.core.errors import Conflict, Fault, NotPermitted
from socialorder.choices import Side
from socialorder.choices.contracts import CHANGE_OPEN
from socialorder.models import Act, Contract, ContractAmendment
from socialorder.rules.contracts.contracts import (
    PlannedLine,
    PlannedStage,
    check_acts_for,
    check_can_write,
    check_is_running,
    line_faults,
    stage_faults,
    term_faults,
)
from socialorder.rules.offices import check_serves, text_faults
from socialorder.scoring.contracts import ZERO, total


@dataclass(frozen=True)
class Change:
    """What one side asks for, whole: numbers of stages and lines follow their order."""

    months: int
    stages: Sequence[PlannedStage] = field(default_factory=list)
    lines: Sequence[PlannedLine] = field(default_factory=list)
    targets: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def amount(self) -> Decimal:
        return total([one.amount for one in self.stages])


def check_can_propose(user: Any, contract: Contract, side: str) -> None:
    """Writers of the supplier or officers of the customer, while it is in force and no other change is open."""
    if side == Side.BODY:
        check_serves(user, contract.body)
    else:
        check_can_write(user, contract)
    check_is_running(contract)
    if contract.amendments.filter(status__in=CHANGE_OPEN).exists():
        raise Conflict(_("A change of the contract is open: end it first."))


def check_can_decide(user: Any, amendment: ContractAmendment) -> None:
    """The other side: an officer, or the head of the supplier. Raises NotPermitted or Conflict."""
    contract = amendment.contract
    check_acts_for(user, contract, Side.BODY if amendment.side == Side.NGO else Side.NGO)
    if amendment.proposed_by_id == user.pk:
        raise NotPermitted(_("You have proposed this change: the other side decides on it."))
    check_is_running(contract)


def check_can_withdraw(user: Any, amendment: ContractAmendment) -> None:
    """The side that asked for it."""
    if amendment.side == Side.BODY:
        check_serves(user, amendment.contract.body)
    else:
        check_can_write(user, amendment.contract)


def change_faults(
    contract: Contract, change: Change, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Fault]:
    """Everything that keeps the change from being proposed or approved."""
    found = list(term_faults(change.months))
    if found:
        return found
    starts_on = contract.starts_on or dt.date.min
    ends_on = after_months(starts_on, change.months)
    found += _sum_faults(contract, change)
    found += stage_faults(change.stages, change.amount, starts_on, ends_on)
    found += line_faults(change.lines, change.amount)
    found += _kept_faults(contract, after)
    if any(target <= ZERO for target in change.targets.values()):
        found.append(Fault(_("A target must be more than zero."), "targets"))
    if before == after:
        found.append(Fault(_("Nothing is changed. Change the term, a stage, a budget line or a target.")))
    return found


def reason_faults(reason: str) -> list[Fault]:
    return text_faults(reason, _("Give the reason."), "reason", 2000)


def _sum_faults(contract: Contract, change: Change) -> Iterator[Fault]:
    most = contract.lot.amount
    if change.amount > most:
        text = _("The stages come to %(sum)s, which is above the sum of the lot, %(most)s.")
        values = {"sum": presentation.tenge(change.amount), "most": presentation.tenge(most)}
        yield Fault(text % values, "stages", "R16")


def _kept_faults(contract: Contract, after: Mapping[str, Any]) -> Iterator[Fault]:
    """A stage whose act was handed in stays as it is."""
    wanted = {one["number"]: one for one in after["stages"]}
    handed = Act.objects.filter(stage__contract=contract, first_handed_at__isnull=False).select_related("stage")
    for stage in {one.stage.number: one.stage for one in handed}.values():
        same = wanted.get(stage.number) == {
            "number": stage.number,
            "title": stage.title,
            "due_on": stage.due_on.isoformat(),
            "amount": f"{stage.amount:.2f}",
        }
        if not same:
            text = _("Stage %(number)s was handed in already, so it stays as it is.")
            yield Fault(text % {"number": stage.number}, "stages")
    begun = Act.objects.filter(stage__contract=contract, first_handed_at=None).exclude(stage__number__in=list(wanted))
    if begun.exists():
        yield Fault(_("An act of a stage that you leave out is being written."), "stages")

"""Who may do what with a contract, and what keeps it from being offered, signed or ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import after_months
from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.choices import Role
from registry.rules import roles
from socialorder.choices import ActStatus, BidStatus, ContractStatus, LotStatus, Side, TenderStatus
from socialorder.choices.contracts import CHANGE_OPEN
from socialorder.models import Act, Bid, Contract
from socialorder.models.plans import MONTHS_MAX
from socialorder.rules.offices import check_serves
from socialorder.rules.standstill import check_nothing_bars
from socialorder.scoring.contracts import ZERO, total

WRITERS = (Role.NGO_HEAD, Role.NGO_EDITOR)
TERM_RULE, SUM_RULE = "R15", "R74"


@dataclass(frozen=True, slots=True)
class PlannedStage:
    title: str
    due_on: dt.date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PlannedLine:
    name: str
    amount: Decimal


@dataclass(frozen=True)
class Plan:
    """What an officer enters when a contract is drawn up."""

    starts_on: dt.date
    months: int
    sign_until: dt.date
    stages: Sequence[PlannedStage] = field(default_factory=list)
    lines: Sequence[PlannedLine] = field(default_factory=list)


def check_can_draw_up(user: Any, bid: Bid) -> None:
    """An officer, on a bid that won in a tender that is decided. Raises NotPermitted or Conflict."""
    check_serves(user, bid.lot.tender.body)
    # A tender that was put back because of another lot has this one decided still.
    is_decided = bid.lot.status == LotStatus.AWARDED or bid.lot.tender.status == TenderStatus.DECIDED
    if not is_decided or bid.status != BidStatus.WON:
        raise Conflict(_("A contract is drawn up on the winning bid of a tender that is decided."))


def check_can_prepare(user: Any, contract: Contract) -> None:
    """An officer, while it is being drawn up."""
    check_serves(user, contract.body)
    if contract.status != ContractStatus.DRAFT:
        raise Conflict(_("The contract is not being drawn up now, so its terms cannot be changed."))


def check_can_approve(user: Any, contract: Contract) -> None:
    """An officer other than the one who drew it up; raises NotPermitted."""
    check_serves(user, contract.body)
    if contract.prepared_by_id == user.pk:
        raise NotPermitted(_("You have drawn up this contract: another officer approves it."))


def check_is_head(user: Any, contract: Contract) -> None:
    """The head of the supplier; raises NotPermitted."""
    if not roles.has_role(user, Role.NGO_HEAD, organisation=contract.organisation):
        raise NotPermitted(_("Only the head of the NGO can do this."))


def check_can_write(user: Any, contract: Contract) -> None:
    """Head or editor of the supplier; raises NotPermitted."""
    if not roles.has_role(user, WRITERS, organisation=contract.organisation):
        raise NotPermitted(_("You can read this, but not change it. The head of the NGO can make you an editor."))


def check_acts_for(user: Any, contract: Contract, side: str) -> None:
    """The head for the supplier, an officer for the customer; raises NotPermitted."""
    if side == Side.BODY:
        check_serves(user, contract.body)
    else:
        check_is_head(user, contract)


def check_can_sign(user: Any, contract: Contract, side: str, today: dt.date) -> None:
    """In time, while nothing bars the contract. Raises NotPermitted or Conflict."""
    check_acts_for(user, contract, side)
    check_nothing_bars(contract.lot)
    if side == Side.NGO and contract.sign_until and contract.is_late_to_sign(today):
        day = presentation.day(contract.sign_until)
        raise Conflict(_("The term for signing ended on %(day)s.") % {"day": day})


def check_can_lapse(user: Any, contract: Contract, today: dt.date, *, is_signed: bool) -> None:
    """An officer, when the supplier has not signed in time. Raises NotPermitted or Conflict."""
    check_serves(user, contract.body)
    if is_signed:
        raise Conflict(_("The supplier has signed: now the customer signs."))
    if not contract.is_late_to_sign(today):
        raise Conflict(_("The term for signing is not over yet."))


def check_is_running(contract: Contract) -> None:
    """Only what is in force is reported on and changed. Raises Conflict with the reason."""
    if contract.is_running:
        return
    if contract.status == ContractStatus.TERMINATED:
        raise Conflict(_("The contract was terminated, so this is not possible any more."))
    if contract.status == ContractStatus.COMPLETED:
        raise Conflict(_("The contract is completed, so nothing is changed any more."))
    raise Conflict(_("The contract is not in force: both sides sign it first."))


def check_can_end(user: Any, contract: Contract) -> None:
    """An officer, once no act and no amendment waits. Raises NotPermitted or Conflict."""
    check_serves(user, contract.body)
    waiting = Act.objects.filter(stage__contract=contract, status=ActStatus.HANDED_IN).select_related("stage").first()
    if waiting:
        text = _("The act of stage %(number)s waits for an answer: decide on it first.")
        raise Conflict(text % {"number": waiting.stage.number})


def check_can_complete(user: Any, contract: Contract) -> None:
    """An officer, when every stage is accepted. Raises NotPermitted or Conflict."""
    check_can_end(user, contract)
    if contract.amendments.filter(status__in=CHANGE_OPEN).exists():
        raise Conflict(_("A change of the contract is open: end it first."))
    missing = contract.stages.exclude(acts__status=ActStatus.ACCEPTED).first()
    if missing:
        raise Conflict(_("Stage %(number)s is not accepted yet.") % {"number": missing.number})


def plan_faults(contract: Contract, plan: Plan, today: dt.date) -> list[Fault]:
    """Everything that keeps the terms from being kept; ``field`` names the input of the form."""
    found = [*term_faults(plan.months), *_signing_faults(plan, today)]
    if found:
        return found
    ends_on = after_months(plan.starts_on, plan.months)
    return [
        *stage_faults(plan.stages, contract.amount, plan.starts_on, ends_on),
        *line_faults(plan.lines, contract.amount),
    ]


def term_faults(months: int) -> Iterator[Fault]:
    if not 1 <= months <= MONTHS_MAX:
        yield Fault(_("The term must be from 1 to %(most)s months") % {"most": MONTHS_MAX}, "months", TERM_RULE)


def _signing_faults(plan: Plan, today: dt.date) -> Iterator[Fault]:
    if plan.sign_until < today:
        yield Fault(_("The last day for signing is over already."), "sign_until")


def stage_faults(
    stages: Sequence[PlannedStage], amount: Decimal, starts_on: dt.date, ends_on: dt.date
) -> Iterator[Fault]:
    """Stages follow each other within the term and come to the sum."""
    whole = total([one.amount for one in stages])
    if whole != amount:
        text = _("The stages come to %(sum)s, but the price is %(amount)s: change one of them.")
        values = {"sum": presentation.tenge(whole), "amount": presentation.tenge(amount)}
        yield Fault(text % values, "stages", SUM_RULE)
    if any(one.amount <= ZERO for one in stages):
        yield Fault(_("A stage must be more than zero."), "stages", SUM_RULE)
    days = [one.due_on for one in stages]
    if days != sorted(days) or (days and not starts_on <= days[0] <= days[-1] <= ends_on):
        yield Fault(_("Stages follow each other, from the first day of the contract to its last."), "stages")


def line_faults(lines: Sequence[PlannedLine], amount: Decimal) -> Iterator[Fault]:
    """The lines of the budget come to the sum."""
    whole = total([one.amount for one in lines])
    if whole != amount:
        text = _("The budget lines come to %(sum)s, but the price is %(amount)s: change one of them.")
        values = {"sum": presentation.tenge(whole), "amount": presentation.tenge(amount)}
        yield Fault(text % values, "lines", SUM_RULE)
    if any(one.amount <= ZERO for one in lines):
        yield Fault(_("A budget line must be more than zero."), "lines", SUM_RULE)

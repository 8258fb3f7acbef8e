"""Penalties stay within the sum of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.errors import Fault
from socialorder.choices import PenaltyKind, PenaltyStatus
from socialorder.models import Contract
from socialorder.rules.contracts.contracts import check_is_running
from socialorder.rules.offices import check_serves, text_faults
from socialorder.scoring.contracts import ZERO, daily_penalty, total


def check_can_impose(user: Any, contract: Contract) -> None:
    """An officer, while the contract is in force. Raises NotPermitted or Conflict."""
    check_serves(user, contract.body)
    check_is_running(contract)


def amount_of(values: Mapping[str, Any]) -> Decimal:
    """The sum that was given, or base × rate × days; 0 while a part of it is missing."""
    if values.get("kind") != PenaltyKind.DAILY:
        return values.get("amount") or ZERO
    base, rate, days = (values.get(name) or 0 for name in ("base", "rate", "days"))
    return daily_penalty(Decimal(base), Decimal(rate), int(days))


def penalty_faults(contract: Contract, values: Mapping[str, Any]) -> list[Fault]:
    """What is missing, and whether all penalties together stay within the contract."""
    return [
        *text_faults(str(values.get("clause") or ""), _("Name the clause."), "clause", 200),
        *text_faults(str(values.get("reason") or ""), _("Give the reason."), "reason", 2000),
        *_figure_faults(values),
        *_whole_faults(contract, amount_of(values)),
    ]


def _figure_faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    if values.get("kind") == PenaltyKind.DAILY:
        sentences = {
            "base": _("Enter the sum that the share is taken of."),
            "rate": _("Enter the share of a day in per cent."),
            "days": _("Enter the number of days."),
        }
        yield from (Fault(text, name) for name, text in sentences.items() if not (values.get(name) or 0) > 0)
    elif not (values.get("amount") or ZERO) > ZERO:
        yield Fault(_("Enter the sum of the penalty."), "amount")


def _whole_faults(contract: Contract, amount: Decimal) -> Iterator[Fault]:
    standing = total([one.amount for one in contract.penalties.filter(status=PenaltyStatus.IMPOSED)])
    if standing + amount > contract.amount:
        text = _("All penalties would come to %(sum)s, which is more than the contract: %(most)s.")
        values = {"sum": presentation.tenge(standing + amount), "most": presentation.tenge(contract.amount)}
        yield Fault(text % values, "amount", "R74")

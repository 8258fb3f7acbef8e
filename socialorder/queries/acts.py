"""An acceptance act as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from foundation.accounts.models import Signature
from socialorder.choices import ActStatus, Side
from socialorder.models import Act, ActFact, ActFile, ActSpending, ActVersion, ContractIndicator, ContractLine
from socialorder.scoring.contracts import ZERO


@dataclass(frozen=True)
class FactRow:
    """An indicator: the plan of the contract, this act, and with it all accepted ones."""

    indicator: ContractIndicator
    fact: ActFact | None
    together: Decimal


@dataclass(frozen=True)
class SpendingRow:
    """A line: its sum, this act, and with it all accepted ones."""

    line: ContractLine
    amount: Decimal | None
    together: Decimal

    @property
    def is_over(self) -> bool:
        return self.together > self.line.amount


@dataclass(frozen=True)
class Whole:
    facts: list[FactRow]
    spending: list[SpendingRow]
    files: list[ActFile]
    versions: list[ActVersion]


def whole(act: Act) -> Whole:
    """Everything that its page shows."""
    contract = act.stage.contract
    accepted = {"act__status": ActStatus.ACCEPTED, "act__stage__contract": contract}
    facts = ActFact.objects.filter(**accepted).exclude(act=act)
    known = dict(facts.values_list("indicator").annotate(whole=Sum("value")))
    spent = ActSpending.objects.filter(**accepted).exclude(act=act)
    before = dict(spent.values_list("line").annotate(whole=Sum("amount")))
    own = {one.indicator_id: one for one in act.facts.all()}
    mine = {one.line_id: one.amount for one in act.spending.all()}
    return Whole(
        [
            FactRow(one, own.get(one.pk), known.get(one.pk, ZERO) + (own[one.pk].value if one.pk in own else ZERO))
            for one in contract.indicators.order_by("number")
        ],
        [
            SpendingRow(one, mine.get(one.pk), before.get(one.pk, ZERO) + mine.get(one.pk, ZERO))
            for one in contract.lines.order_by("number")
        ],
        list(act.files.filter(removed_at=None).select_related("document")),
        list(act.versions.select_related("handed_by", "answered_by").order_by("-number")),
    )


def last_remarks(act: Act) -> ActVersion | None:
    """The newest answer that asked for corrections."""
    return act.versions.filter(outcome=ActStatus.RETURNED).order_by("-number").first()


def signature_of(version: ActVersion, side: str) -> Signature | None:
    """The signature of one side under an act as it was handed in; None when it has not signed."""
    return {Side.NGO.value: version.signature, Side.BODY.value: version.customer_signature}.get(side)

"""A contract as pages show it: stages with acts and payments, indicators plan against fact, spending, money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, Sum

from socialorder.choices import ActStatus, BidStatus, PenaltyStatus, TenderStatus
from socialorder.choices.contracts import CHANGE_OPEN
from socialorder.models import (
    Act,
    ActFact,
    ActSpending,
    Bid,
    Contract,
    ContractAmendment,
    ContractIndicator,
    ContractLine,
    ContractStage,
    ContractVersion,
    Penalty,
    StagePayment,
    Tender,
)
from socialorder.querysets.offices import serves
from socialorder.scoring.contracts import ZERO, Position, total

PAGE = 50


def position_of(contract: Contract) -> Position:
    """Where its money stands."""
    return positions([contract])[contract.pk]


def positions(contracts: Iterable[Contract]) -> dict[int, Position]:
    """Contract → where its money stands, in three queries for any number."""
    amounts = {one.pk: one.amount for one in contracts}
    stages = ContractStage.objects.filter(contract__in=amounts, acts__status=ActStatus.ACCEPTED)
    paid = StagePayment.objects.filter(stage__contract__in=amounts)
    penalties = Penalty.objects.filter(contract__in=amounts, status=PenaltyStatus.IMPOSED)
    sums = [_sums(stages, "contract"), _sums(paid, "stage__contract"), _sums(penalties, "contract")]
    return {pk: Position(amount, *(one.get(pk, ZERO) for one in sums)) for pk, amount in amounts.items()}


def _sums(rows: Any, by: str) -> dict[int, Decimal]:
    return dict(rows.order_by().values_list(by).annotate(whole=Sum("amount")))


@dataclass(frozen=True)
class StageRow:
    """A stage with its newest act, its payments and how far it is."""

    stage: ContractStage
    act: Act | None
    refused: list[Act]
    payments: list[StagePayment]

    @property
    def paid(self) -> Decimal:
        return total([one.amount for one in self.payments])

    @property
    def is_accepted(self) -> bool:
        return self.act is not None and self.act.status == ActStatus.ACCEPTED

    @property
    def rest(self) -> Decimal:
        """Accepted and not paid."""
        return self.stage.amount - self.paid if self.is_accepted else ZERO


@dataclass(frozen=True)
class IndicatorRow:
    """Plan against what accepted acts say together."""

    indicator: ContractIndicator
    fact: Decimal

    @property
    def percent(self) -> Decimal | None:
        """Of the way from the baseline to the target."""
        way = self.indicator.target - self.indicator.baseline
        return (Decimal(100) * self.fact / way).quantize(Decimal(1)) if way else None


@dataclass(frozen=True)
class LineRow:
    """A line of the budget against what was spent on it by accepted acts."""

    line: ContractLine
    spent: Decimal

    @property
    def rest(self) -> Decimal:
        return self.line.amount - self.spent


@dataclass(frozen=True)
class Whole:
    contract: Contract
    stages: list[StageRow]
    indicators: list[IndicatorRow]
    lines: list[LineRow]
    penalties: list[Penalty]
    amendments: list[ContractAmendment]
    versions: list[ContractVersion]
    position: Position

    @property
    def has_open_change(self) -> bool:
        return any(one.status in CHANGE_OPEN for one in self.amendments)

    @property
    def open_version(self) -> ContractVersion | None:
        """The text that waits for signatures."""
        return next((one for one in self.versions if not one.effective_at and not one.void_at), None)


def whole(contract: Contract) -> Whole:
    """Everything that its page shows; as many queries for one stage as for many."""
    stages = stage_rows(contract)
    penalties = list(contract.penalties.select_related("stage").order_by("number"))
    standing = total([one.amount for one in penalties if one.status == PenaltyStatus.IMPOSED])
    return Whole(
        contract,
        stages,
        indicator_rows(contract),
        line_rows(contract),
        penalties,
        list(contract.amendments.order_by("number")),
        list(contract.versions.prefetch_related("signatures__signed_by").order_by("number")),
        Position(
            contract.amount,
            total([one.stage.amount for one in stages if one.is_accepted]),
            total([one.paid for one in stages]),
            standing,
        ),
    )


def stage_rows(contract: Contract) -> list[StageRow]:
    acts = Prefetch("acts", Act.objects.order_by("number"))
    payments = Prefetch("payments", StagePayment.objects.order_by("paid_on", "pk"))
    found = []
    for stage in contract.stages.prefetch_related(acts, payments).order_by("number"):
        stage.contract = contract
        listed = list(stage.acts.all())
        refused = [one for one in listed if one.status == ActStatus.REFUSED]
        act = next((one for one in listed if one.status != ActStatus.REFUSED), None)
        found.append(StageRow(stage, act, refused, list(stage.payments.all())))
    return found


def indicator_rows(contract: Contract) -> list[IndicatorRow]:
    rows = ActFact.objects.filter(act__status=ActStatus.ACCEPTED, indicator__contract=contract)
    found = dict(rows.values_list("indicator").annotate(whole=Sum("value")))
    return [IndicatorRow(one, found.get(one.pk, ZERO)) for one in contract.indicators.order_by("number")]


def line_rows(contract: Contract) -> list[LineRow]:
    rows = ActSpending.objects.filter(act__status=ActStatus.ACCEPTED, line__contract=contract)
    found = dict(rows.values_list("line").annotate(whole=Sum("amount")))
    return [LineRow(one, found.get(one.pk, ZERO)) for one in contract.lines.order_by("number")]


@dataclass(frozen=True)
class ListPage:
    rows: list[Contract]
    next: int | None


def found(user: Any, *, status: str = "", text: str = "") -> Any:
    """Contracts in which ``user`` has a part, the newest first."""
    rows = Contract.objects.visible_to(user).with_parties()
    if status:
        rows = rows.filter(status=status)
    if text:
        named = Q(number__icontains=text) | Q(lot__topic__title_kk__icontains=text)
        named |= Q(lot__topic__title_ru__icontains=text) | Q(bid__organisation__name_ru__icontains=text)
        named |= Q(bid__organisation__name_kk__icontains=text) | Q(bid__organisation__bin=text)
        rows = rows.filter(named)
    return rows.order_by("-pk")


def page_of(rows: Any, after: str) -> ListPage:
    """One page of keys below ``after``."""
    chosen = rows.filter(pk__lt=int(after)) if after.isdecimal() and len(after) < 19 else rows
    listed = list(chosen[: PAGE + 1])
    return ListPage(listed[:PAGE], listed[PAGE - 1].pk if len(listed) > PAGE else None)


def to_draw_up(user: Any) -> Any:
    """Won bids of decided tenders of the user's bodies that have no contract yet."""
    rows = Bid.objects.filter(serves(user, "lot__tender__body"), status=BidStatus.WON, contract=None)
    rows = rows.filter(lot__tender__status=TenderStatus.DECIDED)
    return rows.select_related("lot__tender", "lot__topic", "organisation").order_by("pk")


def contracts_of(tender: Tender, user: Any) -> list[Contract]:
    """Contracts of its lots that this reader may open."""
    return list(Contract.objects.readable_by(user).filter(lot__tender=tender).order_by("pk"))

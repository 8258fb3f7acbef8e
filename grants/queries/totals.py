"""Sums of money after the award. Pages, files and statistics read these and no others, so that they all say the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from foundation.core.money import ZERO
from grants.choices import AgreementStatus, ApplicationStatus
from grants.models import Agreement, Application, Call, Payment, ProjectReport, Refund, Tranche
from grants.models.agreements import SIGNED
from grants.models.reports import DECIDED
from grants.scoring.balances import Position, together
from grants.scoring.budget_line import Balance

MONEY = DecimalField(max_digits=18, decimal_places=2)


def with_sums(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """``agreements`` with ``paid_sum``, ``accepted_sum`` and ``returned_sum``, in the same query."""
    return agreements.annotate(
        paid_sum=_sum(Payment.objects.filter(tranche__agreement=OuterRef("pk")), "tranche__agreement", "amount"),
        accepted_sum=_sum(
            ProjectReport.objects.filter(agreement=OuterRef("pk"), status__in=DECIDED), "agreement", "accepted"
        ),
        returned_sum=_sum(Refund.objects.filter(agreement=OuterRef("pk")), "agreement", "amount"),
    )


def _sum(rows: QuerySet[Any], group: str, field: str) -> Coalesce:
    summed = rows.order_by().values(group).annotate(total=Sum(field)).values("total")
    return Coalesce(Subquery(summed, output_field=MONEY), ZERO, output_field=MONEY)


def position(agreement: Any) -> Position:
    """The money of an agreement that was read ``with_sums``."""
    return Position(agreement.amount, agreement.paid_sum, agreement.accepted_sum, agreement.returned_sum)


def position_of(agreement: Agreement) -> Position:
    """The money of one agreement; one query."""
    return position(with_sums(Agreement.objects.filter(pk=agreement.pk)).get())


def position_from(
    agreement: Agreement, tranches: Iterable[Tranche], reports: Iterable[ProjectReport], refunds: Iterable[Refund]
) -> Position:
    """The money of one agreement whose parts are read already, tranches with their payments."""
    return Position(
        agreement.amount,
        sum((one.amount for tranche in tranches for one in tranche.payments.all()), ZERO),
        sum((one.accepted for one in reports if one.is_decided), ZERO),
        sum((one.amount for one in refunds), ZERO),
    )


def positions(agreements: QuerySet[Agreement]) -> Position:
    """The money of all ``agreements`` together: the sum of theirs."""
    return together(position(one) for one in with_sums(agreements).only("amount"))


def of_the_state(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """``agreements`` without those of small grants that NGOs give on: their money is part of other agreements already."""
    return agreements.filter(application__call__regranting=None)


def given_on(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """The rest of ``agreements``: small grants out of the grants of NGOs."""
    return agreements.exclude(application__call__regranting=None)


@dataclass(frozen=True, slots=True)
class CallTotals:
    """The money of a call: budget = awarded + left, awarded = agreed + not agreed yet, agreed = Σ agreements."""

    budget: Balance
    position: Position
    agreements: int

    @property
    def not_agreed(self) -> Decimal:
        return self.budget.awarded - self.position.agreed


def call_totals(call: Call) -> CallTotals:
    """From the budget to what is accounted for."""
    funded = Application.objects.filter(call=call, status=ApplicationStatus.FUNDED)
    awarded = funded.aggregate(total=Sum("awarded"))["total"] or ZERO
    signed = Agreement.objects.filter(application__call=call, status__in=SIGNED)
    return CallTotals(Balance(call.budget, awarded), positions(signed), signed.count())


@dataclass(frozen=True, slots=True)
class Statistics:
    """Signed agreements by state; ``whole`` is the sum of the states."""

    by_status: dict[str, tuple[int, Position]]

    @property
    def whole(self) -> Position:
        return together(one for _count, one in self.by_status.values())

    @property
    def rows(self) -> list[tuple[str, Any, int, Position]]:
        """Status, its words, how many agreements, their money."""
        return [(code, AgreementStatus(code).label, *values) for code, values in self.by_status.items() if values[0]]

    @property
    def count(self) -> int:
        return sum(count for count, _position in self.by_status.values())


def statistics(agreements: Iterable[Any]) -> Statistics:
    """Of agreements read ``with_sums``."""
    listed = list(agreements)
    found = {}
    for status in SIGNED:
        own = [position(one) for one in listed if one.status == status]
        found[AgreementStatus(status).value] = (len(own), together(own))
    return Statistics(found)


def paid_by_tranche(agreement: Agreement) -> dict[int, Decimal]:
    """Key of a tranche → what was paid on it."""
    rows = Tranche.objects.filter(agreement=agreement).annotate(paid=Coalesce(Sum("payments__amount"), ZERO))
    return {one.pk: one.paid for one in rows}

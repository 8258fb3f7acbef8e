"""Contracts of social orders with stages and payments as a workbook; sums are those of the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from publishing.reports.xlsx import Column, Sheet
from socialorder.choices import ActStatus
from socialorder.models import Act, Contract, ContractStage
from socialorder.queries.contracts import positions


def sheets(contracts: QuerySet[Contract]) -> list[Sheet]:
    """``contracts`` are read ``with_parties``."""
    listed = list(contracts)
    return [
        Sheet(_("Contracts"), _contract_columns(), _contracts(listed)),
        Sheet(_("Stages"), _stage_columns(), _stages([one.pk for one in listed])),
    ]


def _contract_columns() -> list[Column]:
    return [
        Column(_("Contract"), width=24),
        Column(_("Subject"), width=40),
        Column(_("Supplier"), width=40),
        Column(_("BIN"), width=14),
        Column(_("State"), width=20),
        Column(_("First day"), "day", 12),
        Column(_("Last day"), "day", 12),
        Column(_("Sum"), "money", 18),
        Column(_("Accepted"), "money", 18),
        Column(_("Paid"), "money", 18),
        Column(_("Penalties that stand"), "money", 18),
        Column(_("Still to be paid"), "money", 18),
    ]


def _contracts(listed: list[Contract]) -> Iterator[tuple[Any, ...]]:
    found = positions(listed)
    for one in listed:
        money, supplier = found[one.pk], one.organisation
        yield (
            one.number, one.title, str(supplier), supplier.bin or "", str(one.get_status_display()), one.starts_on,
            one.ends_on, money.amount, money.accepted, money.paid, money.penalties, money.to_pay,
        )  # fmt: skip


def _stage_columns() -> list[Column]:
    return [
        Column(_("Contract"), width=24),
        Column(_("Stage"), "number", 8),
        Column(_("What is done"), width=40),
        Column(_("Until"), "day", 12),
        Column(_("Sum"), "money", 18),
        Column(_("Acceptance act"), width=20),
        Column(_("Handed in"), "day", 12),
        Column(_("Payment"), width=20),
        Column(_("Day"), "day", 12),
        Column(_("Paid"), "money", 18),
    ]


def _stages(keys: list[int]) -> Iterator[tuple[Any, ...]]:
    acts = Prefetch("acts", Act.objects.exclude(status=ActStatus.REFUSED))
    rows = ContractStage.objects.filter(contract__in=keys).select_related("contract")
    for one in rows.prefetch_related(acts, "payments").order_by("-contract", "number"):
        act = next(iter(one.acts.all()), None)
        state = str(act.get_status_display()) if act else ""
        head = (one.contract.number, one.number, one.title, one.due_on, one.amount, state, act and act.handed_on)
        payments = list(one.payments.all())
        for payment in payments:
            yield (*head, payment.reference, payment.paid_on, payment.amount)
        if not payments:
            yield (*head, None, None, None)

"""Agreements with their money, tranches and reports as a workbook; sums are those of the pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from grants.models import Agreement, ProjectReport, Tranche
from grants.queries import totals
from grants.queries.agreements import Wanted
from publishing.reports.xlsx import Column, Sheet


def asked(data: QueryDict) -> Wanted:
    """The filters of the officers' list as its address has them."""
    values = {name: data.get(name, "")[:100] for name in ("status", "sphere", "text")}
    return Wanted(**values, is_overdue="overdue" in data)


def sheets(agreements: QuerySet[Agreement], today: dt.date) -> list[Sheet]:
    """``agreements`` are read ``with_sums``."""
    listed = list(agreements)
    keys = [one.pk for one in listed]
    return [
        Sheet(_("Agreements"), _agreement_columns(), _agreements(listed)),
        Sheet(_("Tranches"), _tranche_columns(), _tranches(keys)),
        Sheet(_("Reports"), _report_columns(), _reports(keys, today)),
    ]


def _agreement_columns() -> list[Column]:
    return [
        Column(_("Agreement"), width=18),
        Column(_("Project"), width=40),
        Column(_("NGO"), width=40),
        Column(_("BIN"), width=14),
        Column(_("State"), width=20),
        Column(_("Sphere"), width=30),
        Column(_("First day"), "day", 12),
        Column(_("Last day"), "day", 12),
        Column(_("Sum"), "money", 18),
        Column(_("Paid out"), "money", 18),
        Column(_("Expenses accepted"), "money", 18),
        Column(_("Returned by the NGO"), "money", 18),
        Column(_("Advance not accounted for"), "money", 18),
        Column(_("A report is overdue"), width=10),
    ]


def _agreements(listed: list[Any]) -> Iterator[tuple[Any, ...]]:
    for one in listed:
        position, organisation = totals.position(one), one.application.organisation
        yield (
            one.number, one.title, str(organisation), organisation.bin or "", str(one.get_status_display()),
            str(one.sphere or ""), one.starts_on, one.ends_on, position.agreed, position.paid, position.accepted,
            position.returned, position.advance, _("yes") if one.has_overdue and one.is_running else _("no"),
        )  # fmt: skip


def _tranche_columns() -> list[Column]:
    return [
        Column(_("Agreement"), width=18),
        Column(_("Tranche"), "number", 8),
        Column(_("Planned for"), "day", 12),
        Column(_("Sum"), "money", 18),
        Column(_("State"), width=18),
        Column(_("Payment"), width=20),
        Column(_("Day"), "day", 12),
        Column(_("Paid out"), "money", 18),
    ]


def _tranches(keys: list[int]) -> Iterator[tuple[Any, ...]]:
    rows = Tranche.objects.filter(agreement__in=keys).select_related("agreement").prefetch_related("payments")
    for one in rows.order_by("-agreement", "number"):
        head = (one.agreement.number, one.number, one.due_on, one.amount, str(one.get_status_display()))
        payments = list(one.payments.all())
        for payment in payments:
            yield (*head, payment.reference, payment.paid_on, payment.amount)
        if not payments:
            yield (*head, None, None, None)


def _report_columns() -> list[Column]:
    return [
        Column(_("Agreement"), width=18),
        Column(_("Report"), "number", 8),
        Column(_("Kind"), width=18),
        Column(_("Due"), "day", 12),
        Column(_("Sent"), "day", 12),
        Column(_("State"), width=24),
        Column(_("Expenses"), "money", 18),
        Column(_("Accepted"), "money", 18),
        Column(_("People"), "number", 10),
    ]


def _reports(keys: list[int], today: dt.date) -> Iterator[tuple[Any, ...]]:
    rows = ProjectReport.objects.filter(agreement__in=keys).select_related("agreement")
    for one in rows.order_by("-agreement", "number"):
        yield (
            one.agreement.number, one.number, str(one.get_kind_display()), one.due_on, one.first_sent_on,
            str(one.get_status_display()), one.spent, one.accepted, one.beneficiaries,
        )  # fmt: skip

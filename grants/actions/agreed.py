"""Bringing lines, indicators and reports of an agreement in line with what is agreed. Steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from foundation.core import calendar
from foundation.core.content.changes import decimal
from foundation.core.money import ZERO
from grants.models import Agreement, AgreementIndicator, AgreementLine
from grants.models.reports import WRITABLE
from grants.queries.terms import terms_on
from grants.scoring import schedule
from grants.scoring.agreed_budget import agreed_lines, placed
from registry.models import CalendarDay


def sync(agreement: Agreement) -> None:
    """Lines and indicators as the content says. What is gone from it stays, with zero or dropped, for its reports."""
    _sync_lines(agreement)
    _sync_indicators(agreement, agreement.content["indicators"].get("rows", []))


def _sync_lines(agreement: Agreement) -> None:
    lines = agreed_lines(agreement.content["budget"].get("rows", []))
    known = {one.number: one for one in agreement.lines.all()}
    numbers = placed([one.name for one in lines], [(number, one.name) for number, one in known.items()])
    for number, line in zip(numbers, lines, strict=True):
        values = {"name": line.name[:200], "kind": line.kind, "amount": line.amount, "own": line.own}
        AgreementLine.objects.update_or_create(agreement=agreement, number=number, defaults=values)
    agreement.lines.exclude(number__in=numbers).update(amount=ZERO, own=ZERO)


def _sync_indicators(agreement: Agreement, rows: Sequence[Mapping[str, Any]]) -> None:
    known = {one.number: one for one in agreement.indicators.all()}
    names = [str(row.get("name") or "") for row in rows]
    numbers = placed(names, [(number, one.name) for number, one in known.items()])
    for number, name, row in zip(numbers, names, rows, strict=True):
        values = {
            "name": name[:200],
            "unit": str(row.get("unit") or "")[:50],
            "catalogue": str(row.get("catalogue") or "")[:60],
            "baseline": _number(row.get("baseline")),
            "target": _number(row.get("target")),
            "evidence": str(row.get("evidence") or "")[:300],
            "is_dropped": False,
        }
        AgreementIndicator.objects.update_or_create(agreement=agreement, number=number, defaults=values)
    agreement.indicators.exclude(number__in=numbers).update(is_dropped=True)


def _number(value: Any) -> Decimal:
    return decimal(value) or Decimal(0)


def move_end(agreement: Agreement, months: int) -> None:
    """A new term: the end moves, and with it the last report as long as it was not sent."""
    if agreement.starts_on is None or months == agreement.months:
        return
    agreement.months, agreement.ends_on = months, schedule.after_months(agreement.starts_on, months)
    agreement.save(update_fields=["months", "ends_on"])
    last = agreement.reports.order_by("number").last()
    if last is None or last.status not in WRITABLE or agreement.ends_on < last.starts_on:
        return
    days = terms_on(agreement.application.call.kind, agreement.ends_on).report_days
    last.ends_on = agreement.ends_on
    last.due_on = calendar.add_working_days(agreement.ends_on, days, CalendarDay.objects.overrides())
    last.save(update_fields=["ends_on", "due_on"])

"""Expenses and photographs of a report: put in with their files, taken out again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.core.money import tenge
from foundation.documents import actions as documents
from foundation.documents.kinds import JPEG, PDF, PNG, XLSX
from grants.actions.reports import held
from grants.models import AgreementLine, Expense, Photo, ProjectReport
from grants.rules import reports as rules

PAPERS, PICTURES = (PDF, JPEG, PNG, XLSX), (JPEG, PNG)


@dataclass(frozen=True, slots=True)
class Spent:
    """One expense as it is entered."""

    line: AgreementLine
    spent_on: dt.date
    supplier: str
    purpose: str
    amount: Decimal
    paper_number: str = ""


@transaction.atomic(durable=True)
def add(*, report: ProjectReport, spent: Spent, upload: File[Any], by: Any) -> Expense:
    """Put an expense into the report with its paper. Raises NotPermitted, Conflict, Invalid or FileRefused."""
    report = held(report)
    rules.check_can_edit(by, report)
    found = list(rules.new_expense_faults(report, spent.spent_on, spent.amount, clock.now()))
    if spent.line.agreement_id != report.agreement_id:
        found.append(Fault(_("Choose one of the list"), "line"))
    if report.expenses.filter(removed_at=None).count() >= rules.EXPENSES_MAX:
        found.append(Fault(_("There can be %(most)s expenses at most.") % {"most": rules.EXPENSES_MAX}, "amount"))
    if found:
        raise Invalid(*found)
    document = documents.store(upload=upload, by=by, accept=PAPERS)
    expense = Expense.objects.create(
        report=report,
        line=spent.line,
        spent_on=spent.spent_on,
        supplier=spent.supplier.strip(),
        purpose=spent.purpose.strip(),
        paper_number=spent.paper_number.strip(),
        amount=tenge(spent.amount),
        document=document,
        added_at=clock.now(),
        added_by=by,
    )
    changes = {"line": spent.line.number, "amount": expense.amount, "sha256": document.sha256}
    record("grants.report.expense_added", report, by=by, changes=changes)
    return expense


@transaction.atomic(durable=True)
def remove(*, expense: Expense, by: Any) -> None:
    """Take an expense out. What was never sent is deleted; what a sent version holds stays with that version."""
    report = held(expense.report)
    rules.check_can_edit(by, report)
    expense = lock(Expense, expense.pk)
    if expense.removed_at is not None:
        return
    document = expense.document
    changes = {"line": expense.line.number, "amount": expense.amount, "sha256": document.sha256}
    record("grants.report.expense_removed", report, by=by, changes=changes)
    _take_out(expense, report, by)


@transaction.atomic(durable=True)
def add_photo(
    *, report: ProjectReport, title: str, has_people: bool, has_consent: bool, upload: File[Any], by: Any
) -> Photo:
    """Put a photograph into the report. With people in the picture their consent is stated, else it is not taken."""
    report = held(report)
    rules.check_can_edit(by, report)
    if has_people and not has_consent:
        text = _("With people in the picture, say that they have agreed to be shown in the report.")
        raise Invalid(Fault(text, "has_consent"))
    if report.photos.filter(removed_at=None).count() >= rules.PHOTOS_MAX:
        raise Invalid(Fault(_("There can be %(most)s photographs at most.") % {"most": rules.PHOTOS_MAX}, "file"))
    document = documents.store(upload=upload, by=by, accept=PICTURES)
    photo = Photo.objects.create(
        report=report,
        document=document,
        title=title.strip() or document.name,
        has_people=has_people,
        has_consent=has_people and has_consent,
        added_at=clock.now(),
    )
    record("grants.report.photo_added", report, by=by, changes={"sha256": document.sha256})
    return photo


@transaction.atomic(durable=True)
def remove_photo(*, photo: Photo, by: Any) -> None:
    """Take a photograph out, for instance because somebody has taken the consent back."""
    report = held(photo.report)
    rules.check_can_edit(by, report)
    photo = lock(Photo, photo.pk)
    if photo.removed_at is not None:
        return
    record("grants.report.photo_removed", report, by=by, changes={"sha256": photo.document.sha256})
    _take_out(photo, report, by)


def _take_out(row: Expense | Photo, report: ProjectReport, by: Any) -> None:
    if report.versions.exists():
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        return
    document = row.document
    row.delete()
    documents.remove(document=document, by=by)

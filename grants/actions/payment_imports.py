"""Payment confirmations from a file: received, looked at, taken in row by row.

Every row is a transaction of its own and is known by its reference, so after a crash the work goes on where it stopped and
no payment is entered twice. A row with a fault is told with its line and hinders no other row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import DomainError, Invalid
from foundation.core.models import Job
from foundation.documents import actions as documents
from foundation.documents import kinds
from foundation.documents.models import Document
from grants.actions import tranches
from grants.actions.tranches import Confirmation
from grants.models import Payment, PaymentImport, Tranche
from grants.queries.totals import paid_by_tranche
from grants.rules import payment_imports as rules
from grants.rules.tranches import payment_faults
from registry.actions.sheets.cells import CellReader
from registry.actions.sheets.reading import Columns, RowFault, read
from registry.models import Body

MAX_BYTES = 5 * 1024 * 1024
SHEETS = (kinds.CSV.content_type, kinds.XLSX.content_type)
AT_ONCE = 20
SHOWN_FAULTS = 100
COLUMNS = Columns(("reference", "agreement", "tranche", "paid_on", "amount"))
NEW, KNOWN = "new", "known"
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One line that can be read; ``state`` is new or known."""

    line: int
    tranche: Tranche
    confirmation: Confirmation
    state: str


@dataclass
class Payments:
    """What a file says: rows that can be taken, and what is wrong with the others."""

    rows: list[PaymentRow] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)

    @property
    def fresh(self) -> list[PaymentRow]:
        return [row for row in self.rows if row.state == NEW]

    @property
    def total(self) -> Decimal:
        """What the new rows come to."""
        return sum((row.confirmation.amount for row in self.fresh), Decimal(0))


@transaction.atomic(durable=True)
def receive(*, upload: File[Any], operator: Body, by: Any) -> Document:
    """Keep the file until it is looked at. Raises NotPermitted or FileRefused."""
    rules.check_can_import(by, operator)
    return documents.store(upload=upload, by=by, accept=(kinds.CSV, kinds.XLSX), limit=MAX_BYTES)


def look(document: Document, operator: Body) -> Payments:
    """A dry run: what would be entered, and every fault by line and column. Nothing is changed."""
    with document.file.open("rb") as stream:
        sheet = read(stream.read(), document.content_type, COLUMNS)
    parsed, today = Payments(faults=list(sheet.faults)), local_date(clock.now())
    readers = [CellReader(row) for row in sheet.rows]
    numbers = {one.raw("agreement").upper() for one in readers}
    rows = Tranche.objects.filter(agreement__number__in=numbers, agreement__application__call__operator=operator)
    found = {(one.agreement.number, one.number): one for one in rows.select_related("agreement")}
    known = {one.reference: one for one in Payment.objects.filter(operator=operator)} if readers else {}
    planned: dict[int, Decimal] = {}
    for cells in readers:
        row = _row(cells, found, known, today)
        if row is not None and row.state == NEW:
            _check_sum(row, planned, cells)
        parsed.faults += cells.faults
        if row is not None and not cells.faults:
            parsed.rows.append(row)
    return parsed


def _row(
    cells: CellReader, found: dict[tuple[str, int], Tranche], known: dict[str, Payment], today: dt.date
) -> PaymentRow | None:
    reference, amount = cells.text("reference", 60), cells.amount("amount")
    paid_on, number = cells.past_day("paid_on", today), cells.raw("tranche")
    tranche = found.get((cells.raw("agreement").upper(), int(number) if number.isdecimal() else 0))
    if tranche is None:
        cells.wrong("agreement", _("This body has no agreement with this number and such a tranche."))
    if cells.faults or tranche is None or paid_on is None:
        return None
    confirmation = Confirmation(reference, paid_on, amount)
    payment = known.get(reference)
    if payment is None:
        if not tranche.agreement.is_running:
            cells.wrong("agreement", _("The agreement is not in force."))
        return PaymentRow(cells.row.line, tranche, confirmation, NEW)
    if (payment.tranche_id, payment.paid_on, payment.amount) != (tranche.pk, paid_on, amount):
        cells.wrong("reference", _("This payment is entered already with another tranche, day or sum."))
    return PaymentRow(cells.row.line, tranche, confirmation, KNOWN)


def _check_sum(row: PaymentRow, planned: dict[int, Decimal], cells: CellReader) -> None:
    """Against what is paid and what earlier lines of the file pay."""
    key = row.tranche.pk
    if key not in planned:
        planned[key] = paid_by_tranche(row.tranche.agreement)[key]
    for fault in payment_faults(row.tranche, row.confirmation.amount, planned[key]):
        cells.wrong(fault.field, fault.message)
    if not cells.faults:
        planned[key] += row.confirmation.amount


@transaction.atomic(durable=True)
def want(*, document: Document, operator: Body, by: Any) -> tuple[PaymentImport, Job | None]:
    """Have the file taken in; a long one by a worker. The same bytes are one import, whoever sends them."""
    rules.check_can_import(by, operator)
    load, is_new = PaymentImport.objects.get_or_create(
        operator=operator,
        digest=document.sha256,
        defaults={"document": document, "wanted_by": by, "wanted_at": clock.now()},
    )
    if is_new:
        changes = {"sha256": document.sha256}
        record("grants.payment.import_requested", load, by=by, changes=changes)
    if load.finished_at or len(look(document, operator).rows) <= AT_ONCE:
        return load, None
    job = jobs.enqueue("grants.import_payments", owner=by, key=f"grants.payments.{load.pk}", import_id=load.pk)
    return load, job


def take_in(*, document: Document, operator: Body, by: Any) -> tuple[PaymentImport, Job | None]:
    """Have the file taken in, a short one at once. Raises NotPermitted."""
    load, job = want(document=document, operator=operator, by=by)
    return (load, job) if job else (run(load=load, report=lambda _done, _total: None), None)


def run(*, load: PaymentImport, report: Report) -> PaymentImport:
    """Enter what is not entered yet; an import that is finished is left alone. Started again, it goes on."""
    if load.finished_at:
        return load
    parsed = look(load.document, load.operator)
    faults = list(parsed.faults)
    for done, row in enumerate(parsed.rows, 1):
        try:
            tranches.record_payment(tranche=row.tranche, confirmation=row.confirmation, by=load.wanted_by, batch=load)
        except Invalid as refusal:
            faults += [RowFault(row.line, fault.field, fault.message) for fault in refusal.faults]
        except DomainError as refusal:
            faults.append(RowFault(row.line, refusal.code, refusal.message))
        report(done, len(parsed.rows))
    return _finish(load, [row.confirmation.reference for row in parsed.rows], faults)


@transaction.atomic(durable=True)
def _finish(load: PaymentImport, references: list[str], faults: list[RowFault]) -> PaymentImport:
    load = lock(PaymentImport, load.pk)
    if load.finished_at:
        return load
    own = list(Payment.objects.filter(batch=load))
    earlier = Payment.objects.filter(operator=load.operator, reference__in=references).exclude(batch=load)
    load.outcome = {
        "entered": len(own),
        "known": earlier.count(),
        "total": f"{sum((one.amount for one in own), Decimal(0)):.2f}",
        "refused": len({fault.line for fault in faults}),
        "faults": [
            {"line": one.line, "column": one.column, "reason": str(one.message)}
            for one in sorted(faults, key=lambda fault: fault.line)[:SHOWN_FAULTS]
        ],
    }
    load.finished_at = clock.now()
    load.save(update_fields=["outcome", "finished_at"])
    changes = {name: load.outcome[name] for name in ("entered", "known", "refused", "total")}
    record("grants.payment.imported", load, by=load.wanted_by, changes=changes)
    return load

"""Files with orders placed on the national procurement portal: received, checked, seen by an officer, and loaded.

The same file a second time changes nothing; a changed row changes its order, with old and new values in the audit; what
is no longer in a file stays as it is.
"""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.utils.translation import gettext as _

from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict
from foundation.documents import actions as documents
from foundation.documents import kinds
from registry.actions.sheets.reading import RowFault
from socialorder.actions.placed import ledger
from socialorder.actions.placed.comparing import Compared, compare, shown
from socialorder.actions.placed.reading import Batch, batches
from socialorder.models import OrderLoad, PlacedOrder
from socialorder.rules import placed as rules

MAX_BYTES = 256 * 1024 * 1024
UNPACKED_MAX_BYTES = 2 * 1024 * 1024 * 1024
ACCEPTED = (kinds.CSV, kinds.XLSX, kinds.JSON)
SHOWN = 50
SHOWN_FAULTS = 100
# One load at a time: an advisory lock, any constant that nobody else uses.
LOAD_LOCK = 491_042
COUNTED = ("rows", "new", "changed", "same", "held", "refused", "aside")

Report = Callable[[int, int], None]


@transaction.atomic(durable=True)
def receive(*, upload: File[Any], by: Any) -> OrderLoad:
    """Keep the file and want it checked. Raises NotPermitted or FileRefused."""
    rules.check_can_load(by)
    document = documents.store(
        upload=upload, by=by, accept=ACCEPTED, limit=MAX_BYTES, unpacked_limit=UNPACKED_MAX_BYTES
    )
    load = OrderLoad.objects.create(document=document, requested_by=by)
    load.job_id = jobs.enqueue("socialorder.check_orders", owner=by, load_id=load.pk).pk
    load.save(update_fields=["job_id"])
    record("socialorder.load.received", load, by=by, changes={"sha256": document.sha256})
    return load


def check(*, load: OrderLoad, report: Report) -> OrderLoad:
    """Say what the file would change, and change nothing; a file that is checked is left alone.

    Raises Conflict with a sentence when the file as a whole cannot be read.
    """
    if load.checked_at:
        return load
    regions = rules.regions_of(load.requested_by)
    counts: Counter[str] = Counter()
    kept: dict[str, list[dict[str, Any]]] = {"first_faults": [], "first_new": [], "first_changed": []}
    with _folder(load) as folder:
        path = folder / "faults.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            for batch in batches(Path(load.document.file.path), folder, regions):
                found = compare(batch.rows, regions)
                _count(counts, batch, found)
                _keep(kept, file, batch, found)
                report(*batch.done)
        return _checked(load, {**{name: counts[name] for name in COUNTED}, **kept}, path)


@transaction.atomic(durable=True)
def _checked(load: OrderLoad, outcome: dict[str, Any], faults: Path) -> OrderLoad:
    load = lock(OrderLoad, load.pk)
    load.outcome, load.checked_at = outcome, clock.now()
    if outcome["refused"]:
        name = _("Rows that were not taken.csv")
        load.errors = documents.store_path(path=faults, name=name, kind=kinds.CSV, by=load.requested_by)
    load.save(update_fields=["outcome", "checked_at", "errors"])
    return load


@transaction.atomic(durable=True)
def want(*, load: OrderLoad, by: Any) -> OrderLoad:
    """Have a checked file loaded. Raises NotPermitted, or Conflict for one that is not checked or is loaded."""
    rules.check_can_load(by)
    load = lock(OrderLoad, load.pk)
    if not load.checked_at or load.wanted_at:
        raise Conflict(_("Only a checked file can be loaded, and only once."))
    load.wanted_at, load.wanted_by = clock.now(), by
    load.job_id = jobs.enqueue("socialorder.load_orders", owner=by, load_id=load.pk).pk
    load.save(update_fields=["wanted_at", "wanted_by", "job_id"])
    record("socialorder.load.wanted", load, by=by, changes={"sha256": load.document.sha256})
    return load


def carry_out(*, load: OrderLoad, report: Report) -> OrderLoad:
    """Load a wanted file, a thousand rows in a transaction; started again it goes on behind the last of them."""
    if load.loaded_at or not load.wanted_at:
        return load
    regions = rules.regions_of(load.wanted_by)
    with _folder(load) as folder:
        for batch in batches(Path(load.document.file.path), folder, regions):
            if batch.line > load.line:
                load = _load_batch(load=load, batch=batch, regions=regions)
            report(*batch.done)
    return _loaded(load)


@transaction.atomic(durable=True)
def _load_batch(*, load: OrderLoad, batch: Batch, regions: set[str] | None) -> OrderLoad:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])
    load = lock(OrderLoad, load.pk)
    if batch.line <= load.line:
        return load
    found = compare(batch.rows, regions)
    for order in found.written:
        order.load = load
    PlacedOrder.objects.bulk_create(found.new)
    for order in found.changed:
        order.save()
        changes = found.changes[order.lot_number]
        record("socialorder.placed.changed", order, by=load.wanted_by, changes=changes)
    for order in found.asked:
        order.save(update_fields=["twin", "twin_of"])
    ledger.keep_in_step({order.pk: order for order in (*found.written, *found.asked)}.values(), by=load.wanted_by)
    counts = Counter(load.loaded)
    _count(counts, batch, found)
    load.line, load.loaded = batch.line, {name: counts[name] for name in COUNTED}
    load.save(update_fields=["line", "loaded"])
    return load


@transaction.atomic(durable=True)
def _loaded(load: OrderLoad) -> OrderLoad:
    load = lock(OrderLoad, load.pk)
    if not load.loaded_at:
        load.loaded_at = clock.now()
        load.save(update_fields=["loaded_at"])
        changes = {**load.loaded, "sha256": load.document.sha256}
        record("socialorder.load.carried_out", load, by=load.wanted_by, changes=changes)
    return load


@contextmanager
def _folder(load: OrderLoad) -> Any:
    folder = Path(settings.MEDIA_ROOT, "imports", f"orders-{load.pk}")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _count(counts: Counter[str], batch: Batch, found: Compared) -> None:
    counts.update(
        rows=batch.count,
        new=len(found.new),
        changed=len(found.changed),
        same=len(found.same),
        held=found.held,
        aside=batch.aside,
        refused=len({fault.line for fault in (*batch.faults, *found.faults)}),
    )


def _keep(kept: dict[str, list[dict[str, Any]]], file: IO[str], batch: Batch, found: Compared) -> None:
    faults = sorted([*batch.faults, *found.faults], key=lambda one: one.line)
    _write_faults(file, faults)
    room = SHOWN_FAULTS - len(kept["first_faults"])
    kept["first_faults"] += [
        {"line": one.line, "column": one.column, "reason": str(one.message)} for one in faults[:room]
    ]
    for name, orders in (("first_new", found.new), ("first_changed", found.changed)):
        room = SHOWN - len(kept[name])
        kept[name] += [
            shown(order, found.lines[order.lot_number], found.changes.get(order.lot_number, {}))
            for order in orders[:room]
        ]


def _write_faults(file: IO[str], faults: list[RowFault]) -> None:
    """The cells themselves are left out: a wrong number may be a person's."""
    rows = csv.writer(file, lineterminator="\r\n")
    if not file.tell():
        rows.writerow(("line", "column", "reason"))
    rows.writerows((one.line, one.column, str(one.message)) for one in faults)

"""Past awards: a file is received, looked at, and taken in once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.errors import Fault, Invalid
from foundation.documents import actions as documents
from foundation.documents import kinds
from foundation.documents.models import Document
from grants.actions import ledger
from grants.models import AwardImport, PastAward
from grants.rules import history as rules

MAX_BYTES = 2 * 1024 * 1024


@transaction.atomic(durable=True)
def receive(*, upload: File[Any], by: Any) -> Document:
    """Keep the file until it is looked at. Raises NotPermitted or FileRefused."""
    rules.check_can_import(by)
    return documents.store(upload=upload, by=by, accept=(kinds.CSV,), limit=MAX_BYTES)


@transaction.atomic(durable=True)
def import_awards(*, rows: Sequence[rules.AwardRow], digest: str, file_name: str, by: Any) -> AwardImport:
    """Take ``rows`` in, all or nothing; awards that are known stay as they are.

    ``digest`` is the SHA-256 of the file: the same file a second time changes nothing, also when two people send it at
    once. Raises NotPermitted, or Invalid with the rows that contradict a known award.
    """
    rules.check_can_import(by)
    batch, is_new = AwardImport.objects.get_or_create(
        digest=digest, defaults={"file_name": file_name, "row_count": 0, "imported_at": clock.now(), "imported_by": by}
    )
    if not is_new:
        return batch
    found = rules.contradictions(rows)
    if found:
        raise Invalid(*(Fault(fault.message, f"{fault.line}-{fault.column}") for fault in found))
    known = rules.known_awards(rows)
    fresh = [_award(batch, row) for row in rows if row.key not in known]
    ledger.enter_past(awards=PastAward.objects.bulk_create(fresh), by=by)
    batch.row_count = len(fresh)
    batch.save(update_fields=["row_count"])
    changes = {"file": file_name, "sha256": digest, "rows": len(rows), "added": len(fresh)}
    record("grants.history.imported", batch, by=by, changes=changes)
    return batch


def _award(batch: AwardImport, row: rules.AwardRow) -> PastAward:
    return PastAward(
        batch=batch,
        organisation=rules.organisation_of(row),
        organisation_name=row.organisation_name,
        bin=row.bin,
        programme=row.programme,
        amount=row.amount,
        decided_on=row.decided_on,
        source=row.source,
    )

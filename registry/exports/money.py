"""Files that people take from the registry. Columns are named once and never translated; codes stay codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from foundation.core.cells import plain
from registry.models import Funding

MONEY_COLUMNS = (
    *("kind", "title", "payer", "amount", "decided_on", "starts_on", "ends_on", "sphere", "region", "source"),
    *("annulled_on", "annulled_reason", "out_of"),
)


def money_csv(rows: Iterable[Funding]) -> str:
    """Awards of one organisation as CSV (RFC 4180); annulled ones have a day in ``annulled_on``.

    ``out_of`` names the NGO from whose grant a small grant was given on: sums leave such rows out.
    """
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(MONEY_COLUMNS)
    for row in rows:
        writer.writerow([plain(cell) for cell in _cells(row)])
    return target.getvalue()


def _cells(row: Funding) -> list[str]:
    days = (row.decided_on, row.starts_on, row.ends_on)
    return [
        row.kind,
        row.title,
        row.paid_by,
        str(row.amount),
        *(day.isoformat() if day else "" for day in days),
        str(row.sphere_id or ""),
        row.region_id or "",
        row.source,
        row.annulled_at.date().isoformat() if row.annulled_at else "",
        row.annulled_reason,
        row.out_of.organisation.bin or row.out_of.organisation.name_ru if row.out_of else "",
    ]

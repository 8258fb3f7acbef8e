"""Keeping a checklist of due diligence as it stood."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction

from foundation.audit.record import record
from foundation.core import calendar, clock
from registry.models import DiligenceSnapshot, Organisation
from registry.rules.diligence import checklist, plain
from registry.rules.oversight import check_can_decide


def snapshot(*, organisation: Organisation, subject: str, by: Any) -> DiligenceSnapshot:
    """Step: keep the checklist of this moment for ``subject`` (a decision, named as rooms name their objects)."""
    now = clock.now()
    found = checklist(organisation, calendar.local_date(now))
    lines = plain(found.lines)
    canonical = json.dumps(lines, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    row = DiligenceSnapshot.objects.create(
        organisation=organisation,
        subject=subject,
        verdict=found.verdict,
        lines=lines,
        digest=hashlib.sha256(canonical.encode()).hexdigest(),
        taken_at=now,
        taken_by=by,
    )
    record("registry.diligence.taken", row, by=by, changes={"verdict": row.verdict, "sha256": row.digest})
    return row


@transaction.atomic(durable=True)
def keep(*, organisation: Organisation, by: Any) -> DiligenceSnapshot:
    """An officer keeps the checklist as it stands. Raises NotPermitted."""
    check_can_decide(by, organisation)
    return snapshot(organisation=organisation, subject="", by=by)

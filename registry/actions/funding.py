"""The ledger of public money. Steps: the room that awards the money calls them in its own transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from registry.actions import search
from registry.choices import FundingKind
from registry.models import Funding, Organisation


def enter(
    *, organisation: Organisation, kind: FundingKind, reference: str, values: Mapping[str, Any], by: Any
) -> Funding:
    """Enter an award, or bring the row with this ``kind`` and ``reference`` up to date; the same again changes nothing.

    ``values``: title, payer or payer_name, amount (tenge), decided_on, and what else is known by field name. The award
    of an annulled row can't be changed: Conflict.
    """
    lock(Organisation, organisation.pk)
    row = Funding.objects.select_for_update().filter(kind=kind, reference=reference).first()
    if row and row.annulled_at:
        raise Conflict(_("This award has been annulled."))
    is_new = row is None
    row = row or Funding(kind=kind, reference=reference)
    wanted = {"organisation": organisation, **values}
    changes = {
        name: [None if is_new else getattr(row, name), value]
        for name, value in wanted.items()
        if is_new or getattr(row, name) != value
    }
    if not changes:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    record("registry.funding.entered", row, by=by, changes=changes)
    search.index(organisation)
    return row


def annul(*, kind: FundingKind, reference: str, reason: str, by: Any) -> Funding:
    """The award is taken back: the row stays and counts no more. Raises Funding.DoesNotExist, Invalid or Conflict."""
    row = Funding.objects.select_for_update().get(kind=kind, reference=reference)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    if row.annulled_at:
        raise Conflict(_("This award has been annulled."))
    row.annulled_at, row.annulled_reason = clock.now(), reason.strip()
    row.save(update_fields=["annulled_at", "annulled_reason"])
    record("registry.funding.annulled", row, by=by, changes={"amount": [row.amount, 0]}, reason=row.annulled_reason)
    search.index(row.organisation)
    return row

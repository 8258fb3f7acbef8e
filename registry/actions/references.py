"""Writing down that two things of different rooms belong together. Steps: the room that acts has asked its own rule."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from registry.models import Reference
from registry.queries import references


def enter(*, source: tuple[str, Any], target: tuple[str, Any], note: str, by: Any) -> Reference:
    """Join ``source`` (kind, key), of the room that acts, to ``target``, on which money is spent.

    Raises Invalid when there is no such public thing, or they are joined already.
    """
    found = references.money_named(target[0], str(target[1]))
    if found is None:
        raise Invalid(Fault(_("Choose a call, a grant or an order from what was found."), "target"))
    facts = {
        "source_kind": source[0],
        "source_key": str(source[1]),
        "target_kind": found.kind,
        "target_key": found.key,
    }
    if Reference.objects.filter(**facts, ended_at=None).exists():
        raise Invalid(Fault(_("They point at one another already."), "target"))
    row = Reference.objects.create(**facts, note=note.strip(), made_at=clock.now(), made_by=by)
    record("registry.reference.entered", row, by=by, changes={"note": row.note})
    return row


def end(*, reference: Reference, reason: str, by: Any) -> Reference:
    """Take it back with a reason; the row stays. Raises Invalid or Conflict."""
    row = lock(Reference, reference.pk)
    if row.ended_at:
        raise Conflict(_("It has been taken back already."))
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    row.ended_at, row.end_reason = clock.now(), reason.strip()
    row.save(update_fields=["ended_at", "end_reason"])
    record("registry.reference.ended", row, by=by, reason=row.end_reason)
    return row

"""A council joins its recommendation or its control to the call, grant or order that it speaks about."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from councils.models import Control, Recommendation
from councils.queries.references import name_of
from councils.rules.councils import check_serves
from registry.actions import references
from registry.models import Reference

Thing = Recommendation | Control


@transaction.atomic(durable=True)
def join(*, thing: Thing, target: str, note: str, by: Any) -> Reference:
    """Join ``thing`` to ``target`` («kind:key», as the search for money gives it). Raises NotPermitted or Invalid."""
    check_serves(by, thing.council)
    kind, _separator, key = target.partition(":")
    return references.enter(source=name_of(thing), target=(kind, key), note=note, by=by)


@transaction.atomic(durable=True)
def part(*, thing: Thing, reference: Reference, reason: str, by: Any) -> Reference:
    """Take a reference back, with a reason. Raises NotPermitted, Conflict or Invalid."""
    check_serves(by, thing.council)
    return references.end(reference=reference, reason=reason, by=by)

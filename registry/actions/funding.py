"""The ledger of public money. Steps: the room that awards the money calls them in its own transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.text import fold
from registry.actions import search
from registry.choices import FundingKind
from registry.models import Funding, Organisation


@dataclass(frozen=True)
class Award:
    """One row of the ledger to be: ``values`` as in ``enter``."""

    organisation: Organisation
    kind: str
    reference: str
    values: Mapping[str, Any]


def enter(
    *, organisation: Organisation, kind: FundingKind, reference: str, values: Mapping[str, Any], by: Any
) -> Funding:
    """Enter an award, or bring the row with this ``kind`` and ``reference`` up to date; the same again changes nothing.

    ``values``: title, payer or payer_name, amount (tenge), decided_on, and what else is known by field name. The award
    of an annulled row can't be changed: Conflict.
    """
    lock(Organisation, organisation.pk)
    award = Award(organisation, kind, reference, values)
    row, is_written = _enter(award, _known([award]).get((kind, reference)), by)
    if is_written:
        search.index(organisation)
    return row


def enter_many(*, awards: Iterable[Award], by: Any) -> list[Funding]:
    """Enter many awards at once. Raises Conflict as ``enter`` does.

    Organisations are locked in the order of their keys and before the first count of the search, which is held until the
    end: so two such transactions wait for each other in turn and never in a circle.
    """
    listed = list(awards)
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in={one.organisation.pk for one in listed})
    held = list(rows.order_by("pk"))
    found, written, known = [], set(), _known(listed)
    for award in listed:
        place = (str(award.kind), award.reference)
        row, is_written = _enter(award, known.get(place), by)
        known[place] = row
        found.append(row)
        if is_written:
            written.add(row.organisation_id)
    for organisation in held:
        if organisation.pk in written:
            search.index(organisation)
    return found


def _known(awards: Iterable[Award]) -> dict[tuple[str, str], Funding]:
    """The rows that are there already, locked; one query for each kind."""
    by_kind: dict[str, list[str]] = {}
    for award in awards:
        by_kind.setdefault(str(award.kind), []).append(award.reference)
    rows = Funding.objects.select_for_update(of=("self",)).order_by("pk")
    return {
        (kind, row.reference): row
        for kind, references in by_kind.items()
        for row in rows.filter(kind=kind, reference__in=references)
    }


def _enter(award: Award, row: Funding | None, by: Any) -> tuple[Funding, bool]:
    if row and row.annulled_at:
        raise Conflict(_("This award has been annulled."))
    is_new = row is None
    row = row or Funding(kind=award.kind, reference=award.reference)
    wanted = {"organisation": award.organisation, **award.values}
    changes = {
        name: [None if is_new else getattr(row, name), value]
        for name, value in wanted.items()
        if is_new or getattr(row, name) != value
    }
    if not changes:
        return row, False
    for name, value in wanted.items():
        setattr(row, name, value)
    row.folded_title = fold(row.title)
    row.save()
    record("registry.funding.entered", row, by=by, changes=changes)
    return row, True


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


def restore(*, kind: FundingKind, reference: str, reason: str, by: Any) -> Funding:
    """An annulled award counts again. Raises Funding.DoesNotExist, Invalid without a reason, or Conflict when it counts."""
    row = Funding.objects.select_for_update().get(kind=kind, reference=reference)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    if row.annulled_at is None:
        raise Conflict(_("This award counts already."))
    row.annulled_at, row.annulled_reason = None, ""
    row.save(update_fields=["annulled_at", "annulled_reason"])
    record("registry.funding.restored", row, by=by, changes={"amount": [0, row.amount]}, reason=reason.strip())
    search.index(row.organisation)
    return row

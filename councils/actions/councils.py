"""Entering councils, and their terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import composing
from councils.choices import TermStatus
from councils.models import Council, Term
from councils.rules import councils as rules
from councils.rules.formation import check_no_other
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse

EDITABLE = ("name_kk", "name_ru", "name_en", "level", "region", "paper_rule")


@transaction.atomic(durable=True)
def create(*, values: Mapping[str, Any], by: Any) -> Council:
    """Enter the council of a body: ``slug``, ``body``, ``level``, ``region``, names in three languages.

    ``by`` None is the portal itself. Raises NotPermitted, or Invalid with every fault at its field (rules R50, R64).
    """
    council = Council(**values)
    if by is not None:
        rules.check_can_create(by, council.body)
    refuse(rules.council_faults(council))
    council.save(force_insert=True)
    record("councils.council.created", council, by=by, changes={name: [None, value] for name, value in values.items()})
    return council


@transaction.atomic(durable=True)
def change(*, council: Council, values: Mapping[str, Any], reason: str, by: Any) -> Council:
    """Change names, level and region of a council (``EDITABLE``), saying why. Raises NotPermitted or Invalid."""
    council = lock(Council, council.pk)
    rules.check_serves(by, council)
    changes = {}
    for name in EDITABLE:
        if name in values and getattr(council, name) != values[name]:
            changes[name] = [getattr(council, name), values[name]]
            setattr(council, name, values[name])
    faults = rules.council_faults(council)
    if not reason.strip():
        faults.append(Fault(_("Say why this is changed."), "reason"))
    refuse(faults)
    if changes:
        council.save(update_fields=list(changes))
        record("councils.council.changed", council, by=by, changes=changes, reason=reason.strip())
    return council


@transaction.atomic(durable=True)
def start_term(*, council: Council, size: int, by: Any) -> Term:
    """Begin to form the next composition. Raises NotPermitted, Conflict when one is being formed, Invalid (R50)."""
    council = lock(Council, council.pk)
    _check_serves(by, council)
    if council.terms.filter(status=TermStatus.FORMING).exists():
        raise Conflict(_("The next composition is being formed already."))
    return composing.begin_term(council, size, by)


@transaction.atomic(durable=True)
def approve(  # noqa: PLR0913  # an act of approval is these facts
    *,
    term: Term,
    seats: Sequence[rules.NewSeat],
    starts_on: dt.date,
    ends_on: dt.date,
    decision_number: str,
    decided_on: dt.date,
    by: Any,
) -> Term:
    """Seat the members that an act has approved; the term before ends the day before this one begins.

    Raises NotPermitted, TransitionNotAllowed, or Invalid with all faults (rules R50, R52, R53, R55, R56).
    """
    council = lock(Council, term.council_id)
    _check_serves(by, council)
    term = composing.locked_term(council, term.pk)
    check_no_other(council)
    composing.seat_composition(council, term, seats, composing.Act(decision_number, decided_on, starts_on, ends_on), by)
    return term


@transaction.atomic(durable=True)
def end_term(*, term: Term, reason: str, by: Any) -> Term:
    """End the work of a composition before the next one sits, saying why. Raises NotPermitted, Invalid."""
    council = lock(Council, term.council_id)
    _check_serves(by, council)
    term = lock(Term, term.pk)
    if not reason.strip():
        raise Invalid(Fault(_("Say why the term ends."), "reason"))
    composing.end_sitting(term, local_date(clock.now()), by, reason.strip())
    return term


def _check_serves(by: Any, council: Council) -> None:
    if by is not None:
        rules.check_serves(by, council)

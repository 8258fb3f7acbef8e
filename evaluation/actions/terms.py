"""How the experts of a round are drawn and how entries are given to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import rules
from evaluation.choices import RoundStatus, TieScope
from evaluation.models import Assignment, PanelTerms, Round
from evaluation.rules.conflicts import terms_of
from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid

OF_THE_DRAW = ("by_direction", "draw_at", "public_source", "ties_bar")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer wants. ``experts_per_entry`` None: every expert scores every entry."""

    experts_per_entry: int | None = None
    max_load: int | None = None
    bars_own_region: bool = False
    allows_translator: bool = False
    by_direction: bool = False
    ties_bar: str = TieScope.ROUND
    draw_at: dt.datetime | None = None
    public_source: str = ""


@transaction.atomic(durable=True)
def change(*, round: Round, wanted: Wanted, by: Any, reason: str = "") -> PanelTerms:  # noqa: A002 - the word of the domain
    """Keep the terms. After the draw those of the assignment alone can change, and a ``reason`` is needed (Invalid).

    An assignment that was worked out by other terms is no proposal any more; an accepted one stands: Conflict.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_change_terms(by, round_)
    terms = terms_of(round_)
    before = {"experts_per_entry": round_.experts_per_entry} | {
        name: getattr(terms, name) for name in asdict(wanted) if name != "experts_per_entry"
    }
    after = asdict(wanted) | {"public_source": wanted.public_source.strip()}
    _check(round_, before, after, reason)
    Assignment.objects.filter(round=round_, accepted_at=None).delete()
    round_.experts_per_entry = after["experts_per_entry"]
    round_.save(update_fields=["experts_per_entry"])
    for name, value in after.items():
        if name != "experts_per_entry":
            setattr(terms, name, value)
    terms.save()
    changes = {name: [_shown(before[name]), _shown(after[name])] for name in after if before[name] != after[name]}
    record("evaluation.terms.changed", round_, by=by, changes=changes, reason=reason.strip())
    return terms


def _check(round_: Round, before: dict[str, Any], after: dict[str, Any], reason: str) -> None:
    if round_.assignments.filter(accepted_at__isnull=False).exists():
        raise Conflict(_("An assignment has been accepted; its terms cannot be changed any more."))
    faults = []
    per_entry, load = after["experts_per_entry"], after["max_load"]
    if per_entry is not None and not 1 <= per_entry <= round_.main_seats:
        message = _("Enter a number from 1 to %(seats)d, the number of seats.") % {"seats": round_.main_seats}
        faults.append(Fault(message, "experts_per_entry"))
    if load is not None and load < 1:
        faults.append(Fault(_("Enter a number from 1 up, or leave it empty."), "max_load"))
    if after["ties_bar"] not in TieScope.values:
        faults.append(Fault(_("Choose what a tie keeps an expert from."), "ties_bar", "R35"))
    if round_.status == RoundStatus.ASSEMBLING:
        faults += _faults_after_draw(before, after, reason)
    if faults:
        raise Invalid(*faults)


def _faults_after_draw(before: dict[str, Any], after: dict[str, Any], reason: str) -> list[Fault]:
    message = _("The experts have been drawn; this cannot be changed any more.")
    faults = [Fault(message, name, "R34") for name in OF_THE_DRAW if before[name] != after[name]]
    if not reason.strip():
        faults.append(Fault(_("Say why the terms change after the draw."), "reason"))
    return faults


def _shown(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.datetime) else value

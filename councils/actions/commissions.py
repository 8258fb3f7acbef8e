"""Commissions of a composition, with their chairs and members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.choices import TermStatus
from councils.models import Commission, Council, Seat
from councils.rules import councils, life
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, refuse

NAMES = ("name_kk", "name_ru", "name_en")


@transaction.atomic(durable=True)
def form(
    *, council: Council, names: Mapping[str, str], chair: Seat | None, members: Sequence[Seat], by: Any
) -> Commission:
    """Enter a commission that the council has formed. Raises NotPermitted, Conflict, Invalid."""
    council = lock(Council, council.pk)
    councils.check_serves(by, council)
    term = council.terms.filter(status=TermStatus.SITTING).first()
    if term is None:
        raise Conflict(_("No composition of the council sits now."))
    refuse(_faults(council, names, chair, members))
    commission = Commission(term=term, chair=chair, formed_on=local_date(clock.now()))
    _write(commission, names, members)
    record("councils.commission.formed", commission, by=by, changes={"chair": chair, "members": len(members)})
    return commission


@transaction.atomic(durable=True)
def change(
    *, commission: Commission, names: Mapping[str, str], chair: Seat | None, members: Sequence[Seat], by: Any
) -> Commission:
    """Change names, chair and members as a whole."""
    council = lock(Council, commission.term.council_id)
    councils.check_serves(by, council)
    commission = _held(commission)
    refuse(_faults(council, names, chair, members))
    before = {"chair": commission.chair, "members": commission.members.count()}
    commission.chair = chair  # type: ignore[assignment]  # none was refused above
    _write(commission, names, members)
    after = {"chair": chair, "members": commission.members.count()}
    changes = {name: [before[name], after[name]] for name in after}
    record("councils.commission.changed", commission, by=by, changes=changes)
    return commission


@transaction.atomic(durable=True)
def dissolve(*, commission: Commission, by: Any) -> Commission:
    """The commission works no more."""
    council = lock(Council, commission.term.council_id)
    councils.check_serves(by, council)
    commission = _held(commission)
    commission.dissolved_on = local_date(clock.now())
    commission.save(update_fields=["dissolved_on"])
    record("councils.commission.dissolved", commission, by=by)
    return commission


def _held(commission: Commission) -> Commission:
    commission = lock(Commission, commission.pk)
    if commission.dissolved_on is not None:
        raise Conflict(_("This commission is dissolved."))
    return commission


def _faults(council: Council, names: Mapping[str, str], chair: Seat | None, members: Sequence[Seat]) -> list[Fault]:
    sitting = set(Seat.objects.in_force().filter(term__council=council).values_list("pk", flat=True))
    return life.commission_faults([names["name_kk"], names["name_ru"]], chair, members, sitting)


def _write(commission: Commission, names: Mapping[str, str], members: Sequence[Seat]) -> None:
    for name in NAMES:
        setattr(commission, name, names.get(name, "").strip())
    commission.save()
    commission.members.set({one.pk for one in [*members, commission.chair]})

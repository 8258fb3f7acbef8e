"""Who founded an organisation: told by its head or editors, or by an officer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from registry.actions import versions
from registry.choices import FounderKind
from registry.models import Founder, Organisation
from registry.rules import identifiers, roles


@dataclass(frozen=True)
class Facts:
    """One founder as told. ``pk`` is of a founder that is known already; ``iin`` None leaves a known IIN as it is."""

    kind: str
    name: str
    bin: str = ""
    iin: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    pk: int | None = None


@transaction.atomic(durable=True)
def replace(*, organisation: Organisation, founders: Sequence[Facts], by: Any, reason: str = "") -> Organisation:
    """Make the list of founders exactly ``founders``; nothing is written when nothing differs.

    Raises NotPermitted, or Invalid with every fault at its field («founders-0-bin»).
    """
    organisation = lock(Organisation, organisation.pk)
    if by is not None:
        roles.check_can_edit_own_facts(by, organisation)
    given = [_normal(one) for one in founders]
    _check(given)
    before = versions.founders_of(organisation)
    iins = _iins(organisation)
    _write(organisation, given)
    after = versions.founders_of(organisation)
    changes: dict[str, list[Any]] = {"founders": [before, after]} if before != after else {}
    if _iins(organisation) != iins:
        changes["founder_iin"] = ["•••", "•••"]
    if changes:
        organisation.save(update_fields=["updated_at"])
        record("registry.organisation.founders_changed", organisation, by=by, changes=changes, reason=reason)
        versions.keep(organisation, changes, by=by, reason=reason)
    return organisation


def _normal(founder: Facts) -> Facts:
    values = asdict(founder) | {"name": " ".join(founder.name.split()), "bin": identifiers.normalised(founder.bin)}
    if founder.kind == FounderKind.PERSON:
        values["bin"] = ""
        values["iin"] = None if founder.iin is None else identifiers.normalised(founder.iin)
    else:
        values["iin"] = ""
    return Facts(**values)


def _check(founders: list[Facts]) -> None:
    today = calendar.local_date(clock.now())
    faults = [fault for place, one in enumerate(founders) for fault in _faults(one, f"founders-{place}", today)]
    if faults:
        raise Invalid(*faults)


def _faults(founder: Facts, at: str, today: dt.date) -> list[Fault]:
    faults = []
    if founder.kind not in FounderKind.values:
        faults.append(Fault(_("Say whether the founder is a person or an organisation."), f"{at}-kind"))
    if not founder.name:
        faults.append(Fault(_("Enter the name of the founder."), f"{at}-name"))
    if founder.bin:
        faults += identifiers.bin_faults(founder.bin, field=f"{at}-bin")
    if founder.iin:
        faults += identifiers.iin_faults(founder.iin, on=today, field=f"{at}-iin")
    if founder.since and founder.until and founder.until < founder.since:
        faults.append(Fault(_("The last day is before the first one."), f"{at}-until"))
    return faults


def _write(organisation: Organisation, founders: list[Facts]) -> None:
    known = {founder.pk: founder for founder in organisation.founders.select_for_update()}
    kept = {one.pk for one in founders if one.pk in known}
    organisation.founders.exclude(pk__in=kept).delete()
    for one in founders:
        row = known.get(one.pk or 0) or Founder(organisation=organisation)
        row.kind, row.name, row.bin, row.since, row.until = one.kind, one.name, one.bin, one.since, one.until
        row.iin = row.iin if one.iin is None else one.iin
        row.save()


def _iins(organisation: Organisation) -> list[tuple[int, str]]:
    return list(organisation.founders.exclude(iin="").order_by("pk").values_list("pk", "iin"))

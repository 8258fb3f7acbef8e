"""Who serves a council, where none may be formed, and what a composition must satisfy (rules R50–R56, R64)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import Level, Post, Side
from councils.models import Council
from councils.scoring.roll import most_of_state
from foundation.core.errors import Fault, NotPermitted
from registry.choices import BodyKind, Role
from registry.models import Body, Organisation, RuleParameters
from registry.rules import roles

# Members of a council by level (law № 383-V, article 9; rule R50). Local ones: by the norms of the authorised body.
SIZES: dict[str, tuple[int, int]] = {Level.REPUBLICAN: (15, 30), Level.QUASI_STATE: (10, 15)}
LEVELS: dict[str, tuple[Level, ...]] = {
    BodyKind.CENTRAL: (Level.REPUBLICAN,),
    BodyKind.AKIMAT: (Level.REGION, Level.DISTRICT),
    BodyKind.QUASI_STATE: (Level.QUASI_STATE,),
}
# At which bodies none is formed (law № 383-V; rule R64). The portal knows them by these names alone.
NONE_AT = (
    _("Supreme Court and Constitutional Court"),
    _("bodies of the prosecution"),
    _("Administration of the President and its property office"),
    _("National Bank"),
    _("Ministry of Defence"),
    _("Government Office"),
    _("National Centre for Human Rights"),
    _("Supreme Audit Chamber"),
    _("Central Election Commission"),
    _("Supreme Judicial Council"),
    _("regulator of the financial market"),
    _("special state bodies"),
)
PARAMETERS = "councils.composition"


@dataclass(frozen=True, slots=True)
class NewSeat:
    """A member as the act of approval names the person; ``organisation`` for the side of organisations alone."""

    full_name: str
    side: str
    organisation: Organisation | None = None
    occupation: str = ""
    is_public_servant: bool = False
    post: str = Post.MEMBER


def check_serves(user: Any, council: Council) -> None:
    """Officers of the council's body are its secretariat; raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=council.body_id):
        raise NotPermitted(_("Only the secretariat of the council can do this: officers of its body."))


def check_can_create(user: Any, body: Body | None) -> None:
    """An officer enters the council of the own body, the administrator any; raises NotPermitted."""
    if roles.is_admin(user):
        return
    if body is None or not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of the body, or the administrator, can enter its council."))


def council_faults(council: Council) -> list[Fault]:
    """What keeps ``council`` from being entered."""
    found = [
        Fault(_("Enter the name in all three languages."), field)
        for field in ("name_kk", "name_ru", "name_en")
        if not getattr(council, field).strip()
    ]
    allowed = LEVELS.get(council.body.kind, ())
    if not allowed:
        found.append(Fault(_("No public council is formed at a body of this kind."), "body", "R64"))
    elif council.level not in allowed:
        found.append(Fault(_("This level does not fit the kind of the body."), "level", "R50"))
    if council.level in (Level.REGION, Level.DISTRICT) and council.region_id is None:
        found.append(Fault(_("Choose the region of a local council."), "region"))
    if Council.objects.filter(slug=council.slug).exclude(pk=council.pk).exists():
        found.append(Fault(_("Another council has this address."), "slug"))
    if Council.objects.filter(body=council.body).exclude(pk=council.pk).exists():
        found.append(Fault(_("This body has a council already."), "body"))
    return found


def size_faults(level: str, size: int) -> list[Fault]:
    """Whether so many members are allowed at this level (rule R50)."""
    if size < 1:
        return [Fault(_("Enter how many members the council is to have."), "size", "R50")]
    if level in SIZES:
        least, most = SIZES[level]
        if not least <= size <= most:
            values = {"least": least, "most": most}
            return [Fault(_("A council of this level has from %(least)s to %(most)s members.") % values, "size", "R50")]
    return []


def composition_faults(level: str, size: int, seats: Sequence[NewSeat], on: dt.date) -> list[Fault]:
    """Everything that stands against these members; ``field`` is ``seats-<place>`` or ''."""
    return [
        *_count_faults(level, size, seats),
        *_state_faults(seats, on),
        *_organisation_faults(seats),
        *[fault for place, seat in enumerate(seats) for fault in _seat_faults(seat, f"seats-{place}")],
        *_chair_faults(seats),
    ]


def _count_faults(level: str, size: int, seats: Sequence[NewSeat]) -> list[Fault]:
    found = size_faults(level, size)
    if len(seats) > size:
        values = {"named": len(seats), "size": size}
        found.append(Fault(_("%(named)s members are named, the council has %(size)s seats.") % values, rule="R50"))
    if level in SIZES and len(seats) < SIZES[level][0]:
        values = {"named": len(seats), "least": SIZES[level][0]}
        found.append(Fault(_("%(named)s members are named, at least %(least)s are needed.") % values, rule="R50"))
    return found


def _state_faults(seats: Sequence[NewSeat], on: dt.date) -> list[Fault]:
    """At most ⌊n/3⌋ of the members come from the state, while the parameter of the portal says so (rule R52, M)."""
    if PARAMETERS not in RuleParameters.objects.on(on):
        return []
    of_state = sum(seat.side == Side.STATE for seat in seats)
    most = most_of_state(len(seats))
    if of_state <= most:
        return []
    values = {"state": of_state, "members": len(seats), "most": most}
    text = _("%(state)s of %(members)s members come from the state; at most a third, %(most)s, may.")
    return [Fault(text % values, rule="R52")]


def _organisation_faults(seats: Sequence[NewSeat]) -> list[Fault]:
    """One member for one legal person (rule R53)."""
    counted = Counter(seat.organisation.pk for seat in seats if seat.organisation)
    return [
        Fault(
            _("%(name)s has more than one member: only one is allowed.") % {"name": seat.organisation},
            f"seats-{place}",
            "R53",
        )
        for place, seat in enumerate(seats)
        if seat.organisation and counted[seat.organisation.pk] > 1
    ]


def _seat_faults(seat: NewSeat, field: str) -> list[Fault]:
    found = []
    if not seat.full_name.strip():
        found.append(Fault(_("Enter the full name."), field))
    if (seat.side == Side.NGO) != (seat.organisation is not None):
        found.append(Fault(_("Name the organisation for a member of an organisation, and for nobody else."), field))
    if seat.side == Side.STATE and not seat.is_public_servant:
        found.append(Fault(_("A member from the state is a public servant."), field))
    return found


def _chair_faults(seats: Sequence[NewSeat]) -> list[Fault]:
    chairs = [seat for seat in seats if seat.post == Post.CHAIR]
    found = []
    if len(chairs) > 1:
        found.append(Fault(_("A council has one chair."), rule="R56"))
    if any(seat.is_public_servant for seat in chairs):
        found.append(Fault(_("The chair must not be in public service."), rule="R56"))
    return found

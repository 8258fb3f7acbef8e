"""Who loads orders that were placed elsewhere, and whose."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from registry.choices import BodyKind
from registry.rules import roles
from socialorder.models import PlacedOrder

EVERYBODYS = (BodyKind.CENTRAL, BodyKind.OPERATOR)


def check_can_load(user: Any) -> None:
    """Officers of central bodies and of akimats; raises NotPermitted."""
    if not roles.offices_of(user).filter(kind__in=(*EVERYBODYS, BodyKind.AKIMAT)).exists():
        raise NotPermitted(_("Only officers of a central body or of an akimat load orders from files."))


def regions_of(user: Any) -> set[str] | None:
    """Regions whose orders ``user`` may load; None is every region. The portal itself (no user) loads all."""
    if user is None:
        return None
    offices = list(roles.offices_of(user))
    if any(body.kind in EVERYBODYS for body in offices):
        return None
    return {body.region_id for body in offices if body.kind == BodyKind.AKIMAT and body.region_id}


def check_can_compare(user: Any, order: PlacedOrder) -> None:
    """Who may load an order may also say whether it is known already; raises NotPermitted."""
    check_can_load(user)
    regions = regions_of(user)
    if regions is not None and order.region_id not in regions:
        raise NotPermitted(_("Only officers of this region or of a central body can do this."))

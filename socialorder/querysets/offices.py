"""Which rows belong to a body that a person serves, or to an NGO that a person writes for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from registry.choices import NGO_ROLES, Role
from registry.models import Membership


def serves(user: Any, body: str) -> Q:
    """Rows whose body (the path ``body``) ``user`` serves as an officer; no rows for a visitor."""
    if not _is_known(user):
        return Q(pk__in=[])
    held = Membership.objects.in_force().filter(user=user, role=Role.OFFICER, body__isnull=False)
    return Q(**{f"{body}__in": held.values("body")})


def belongs(user: Any, organisation: str) -> Q:
    """Rows of an NGO (the path ``organisation``) in which ``user`` has a role; no rows for a visitor."""
    if not _is_known(user):
        return Q(pk__in=[])
    held = Membership.objects.in_force().filter(user=user, role__in=NGO_ROLES)
    return Q(**{f"{organisation}__in": held.values("organisation")})


def _is_known(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)

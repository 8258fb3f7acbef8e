"""Whom a letter to a place goes to: the people who act for a body or an organisation now, each once, none whose account
is closed."""

from __future__ import annotations

from django.db.models import Q

from foundation.accounts.models import User
from registry.choices import Role
from registry.models import Body, Membership, Organisation

WRITERS = (Role.NGO_HEAD, Role.NGO_EDITOR)


def officers_of(body: Body | int, *also: Role) -> list[User]:
    """Officers of ``body``, and whoever holds one of the roles ``also`` in it. An NGO that re-grants is staffed by its
    own people: its head and its editors are the officers of its body.
    """
    own = Q(organisation__as_body=body, role__in=WRITERS)
    return _people(Q(body=body, role__in=[Role.OFFICER, *also]) | own)


def heads_of(organisation: Organisation | int | None) -> list[User]:
    """Who leads the organisation in the portal: one person or nobody."""
    return _people(Q(organisation=organisation, role=Role.NGO_HEAD))


def writers_of(*organisations: Organisation | int) -> list[User]:
    """Heads and editors of the organisations."""
    return _people(Q(organisation__in=organisations, role__in=WRITERS))


def _people(held: Q) -> list[User]:
    members = Membership.objects.in_force().filter(held)
    return list(User.objects.filter(is_active=True, pk__in=members.values("user")).order_by("pk"))

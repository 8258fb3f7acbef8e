"""Giving and ending roles, with a trace."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from registry.choices import BODY_ROLES, NGO_ROLES, Role
from registry.models import Body, Membership, Organisation
from registry.rules import roles


@transaction.atomic(durable=True)
def grant(
    *,
    user: User,
    role: str,
    organisation: Organisation | None = None,
    body: Body | None = None,
    by: Any,
    reason: str = "",
) -> Membership:
    """Give ``user`` a role in an organisation or in a body; who holds it already keeps it.

    A new head replaces the old one, whose time ends at that moment. ``by`` None is the portal itself. Raises
    NotPermitted or Invalid.
    """
    _check_place(role, organisation, body)
    place = lock(Organisation, organisation.pk) if organisation else lock(Body, body.pk)  # type: ignore[union-attr]
    if by is not None:
        roles.check_can_grant_role(by, role, organisation=organisation, body=body)
    where = {"organisation": organisation, "body": body}
    held = Membership.objects.in_force().filter(user=user, role=role, **where).first()
    if held:
        return held
    if role == Role.NGO_HEAD:
        _end_head(place, by, reason)
    membership = Membership.objects.create(user=user, role=role, **where)
    record("registry.membership.granted", membership, by=by, changes={"role": ["", role]}, reason=reason)
    return membership


@transaction.atomic(durable=True)
def end(*, membership: Membership, by: Any, reason: str = "") -> Membership:
    """End a role now. Raises NotPermitted, or Conflict when it has ended already."""
    membership = lock(Membership, membership.pk)
    if by is not None:
        roles.check_can_end_membership(by, membership)
    if membership.ended_at is not None:
        raise Conflict(_("This role has ended already."))
    _end(membership, by, reason)
    return membership


def _check_place(role: str, organisation: Organisation | None, body: Body | None) -> None:
    fits = (role in NGO_ROLES and organisation and not body) or (role in BODY_ROLES and body and not organisation)
    if not fits:
        raise Invalid(Fault(_("This role does not belong here."), "role"))


def _end_head(organisation: Any, by: Any, reason: str) -> None:
    for membership in Membership.objects.in_force().filter(organisation=organisation, role=Role.NGO_HEAD):
        _end(membership, by, reason)


def _end(membership: Membership, by: Any, reason: str) -> None:
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    record("registry.membership.ended", membership, by=by, changes={"role": [membership.role, ""]}, reason=reason)

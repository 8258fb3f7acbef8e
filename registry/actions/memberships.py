"""Giving and ending roles, with a trace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from registry.actions import notices
from registry.choices import BODY_ROLES, NGO_ROLES, Role
from registry.models import Body, Membership, Organisation
from registry.rules import people, roles


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
    return give(user=user, role=role, place=place, by=by, reason=reason)


def give(*, user: User, role: str, place: Organisation | Body, by: Any, reason: str = "") -> Membership:
    """Give a role in ``place``, which the caller has locked; a step. Who holds it already keeps it.

    A new head ends the time of the old one, and in one NGO a person has one role: the new one ends the other.
    """
    in_ngo = isinstance(place, Organisation)
    where = {"organisation": place, "body": None} if in_ngo else {"organisation": None, "body": place}
    held = Membership.objects.in_force().filter(user=user, role=role, **where).first()
    if held:
        return held
    if role == Role.NGO_HEAD:
        _end_each(Membership.objects.in_force().filter(organisation=place, role=Role.NGO_HEAD), by, reason)
    elif in_ngo and Membership.objects.in_force().filter(user=user, role=Role.NGO_HEAD, **where).exists():
        raise Conflict(_("This person is the head. Hand the organisation over first."))
    if in_ngo:
        _end_each(Membership.objects.in_force().filter(user=user, organisation=place), by, reason)
    membership = Membership.objects.create(user=user, role=role, **where)
    record("registry.membership.granted", membership, by=by, changes={"role": ["", role]}, reason=reason)
    notices.role_given(membership, by)
    return membership


@transaction.atomic(durable=True)
def change(*, membership: Membership, role: str, by: Any, reason: str = "") -> Membership:
    """Give the person another role in the same place instead of this one.

    Raises NotPermitted, Invalid, or Conflict when this one has ended already.
    """
    membership = _lock_with_place(membership)
    _check_place(role, membership.organisation, membership.body)
    people.check_can_change_role(by, membership, role)
    people.check_held(membership)
    _end(membership, by, reason, is_told=False)
    return give(user=membership.user, role=role, place=membership.place, by=by, reason=reason)


@transaction.atomic(durable=True)
def hand_over(*, membership: Membership, by: User, reason: str = "") -> Membership:
    """Make the person of ``membership`` the head; ``by``, who is the head now, stays as an editor.

    Raises NotPermitted, or Conflict when the membership has ended already.
    """
    membership = _lock_with_place(membership)
    people.check_can_hand_over(by, membership)
    people.check_held(membership)
    head = give(user=membership.user, role=Role.NGO_HEAD, place=membership.place, by=by, reason=reason)
    give(user=by, role=Role.NGO_EDITOR, place=membership.place, by=by, reason=reason)
    return head


@transaction.atomic(durable=True)
def end(*, membership: Membership, by: Any, reason: str = "") -> Membership:
    """End a role now. Raises NotPermitted, or Conflict when it has ended already."""
    membership = _lock_with_place(membership)
    if by is not None:
        roles.check_can_end_membership(by, membership)
    people.check_held(membership)
    _end(membership, by, reason)
    return membership


def _lock_with_place(membership: Membership) -> Membership:
    """The place first, as whoever gives a role locks it, then the role itself."""
    if membership.organisation_id:
        lock(Organisation, membership.organisation_id)
    else:
        lock(Body, membership.body_id)
    return lock(Membership, membership.pk)


def _check_place(role: str, organisation: Organisation | None, body: Body | None) -> None:
    fits = (role in NGO_ROLES and organisation and not body) or (role in BODY_ROLES and body and not organisation)
    if not fits:
        raise Invalid(Fault(_("This role does not belong here."), "role"))


def _end_each(held: Iterable[Membership], by: Any, reason: str) -> None:
    for membership in held:
        _end(membership, by, reason)


def finish(*, membership: Membership, by: Any, reason: str = "") -> None:
    """A step: end a role that the caller has locked, without telling the account that had it."""
    _end(membership, by, reason, is_told=False)


def _end(membership: Membership, by: Any, reason: str, *, is_told: bool = True) -> None:
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    record("registry.membership.ended", membership, by=by, changes={"role": [membership.role, ""]}, reason=reason)
    if is_told:
        notices.role_ended(membership, by, reason)

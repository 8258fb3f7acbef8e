"""Who is what in an NGO or a body, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.core.context import once
from foundation.core.errors import NotPermitted
from registry.choices import BODY_ROLES, NGO_ROLES, Role
from registry.models import Body, Membership, Organisation

# What each role of an NGO may do; a higher one may do all of the lower.
EDITORS = (Role.NGO_HEAD, Role.NGO_EDITOR)
HEAD = (Role.NGO_HEAD,)


def memberships(user: Any) -> QuerySet[Membership]:
    """Roles that ``user`` holds now; none for a visitor who has not signed in or whose account is closed."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Membership.objects.none()
    return Membership.objects.in_force().filter(user=user)


def has_role(
    user: Any,
    role: str | Iterable[str],
    *,
    organisation: Organisation | int | None = None,
    body: Body | int | None = None,
) -> bool:
    """Whether ``user`` holds the role (or one of the roles) now, in this organisation or body; anywhere without one.

    The head and the editors of an NGO that re-grants are officers of its body, and officers nowhere else: asked without
    a body, they are none.
    """
    if not getattr(user, "is_authenticated", False):
        return False
    roles = {role} if isinstance(role, str) else set(role)
    return any(_is_asked(held, roles, organisation, body) for held in _held(user))


def _is_asked(held: Held, roles: set[str], organisation: Organisation | int | None, body: Body | int | None) -> bool:
    if held.role in roles and _is_there(organisation, held.organisation) and _is_there(body, held.body):
        return True
    regrants = body is not None and held.role in EDITORS and held.regrantor is not None
    return Role.OFFICER in roles and regrants and _is_there(body, held.regrantor)


def _is_there(asked: Organisation | Body | int | None, held: int | None) -> bool:
    """Whether a role held at ``held`` is one at the place that is asked about; None asks about any."""
    return asked is None or (held is not None and held == getattr(asked, "pk", asked))


class Held(NamedTuple):
    """A role that a person holds now; ``regrantor`` is the body that the organisation is when it re-grants."""

    role: str
    organisation: int | None
    body: int | None
    regrantor: int | None


def _held(user: Any) -> list[Held]:
    """Every role that ``user`` holds now; a page that is only read asks once."""
    rows = memberships(user).values_list("role", "organisation_id", "body_id", "organisation__as_body")
    return once(("roles", getattr(user, "pk", None)), lambda: [Held(*row) for row in rows])


def offices_of(user: Any) -> QuerySet[Body]:
    """Bodies for which ``user`` acts as an officer: by the role, or as head or editor of an NGO that re-grants."""
    held = memberships(user)
    own = held.filter(role__in=EDITORS).values("organisation")
    # Only a body that re-grants is an organisation too (constraint).
    return Body.objects.filter(
        Q(pk__in=held.filter(role=Role.OFFICER).values("body")) | Q(organisation__in=own)
    ).order_by("pk")


def organisations_of(user: Any, roles: Iterable[str] = NGO_ROLES) -> QuerySet[Organisation]:
    """Organisations in which ``user`` holds one of ``roles`` now."""
    return Organisation.objects.filter(
        pk__in=memberships(user).filter(role__in=list(roles)).values("organisation")
    ).order_by("pk")


def bodies_of(user: Any, role: str | Iterable[str] = BODY_ROLES) -> QuerySet[Body]:
    """Bodies in which ``user`` holds the role (or one of the roles) now."""
    roles = [role] if isinstance(role, str) else list(role)
    return Body.objects.filter(pk__in=memberships(user).filter(role__in=roles).values("body")).order_by("pk")


def check_can_view_desk_of_organisation(user: Any, organisation: Organisation) -> None:
    """Its people see its own pages; raises NotPermitted."""
    if not has_role(user, NGO_ROLES, organisation=organisation):
        raise NotPermitted(_("Only people of this organisation can see this."))


def check_can_edit_organisation(user: Any, organisation: Organisation) -> None:
    """Head and editors change its facts and file for it; raises NotPermitted."""
    if not has_role(user, EDITORS, organisation=organisation):
        raise NotPermitted(_("Only the head or an editor of this organisation can change this."))


def check_can_edit_own_facts(user: Any, organisation: Organisation) -> None:
    """Founders and logo: head and editors, and officers where somebody has told a wrong thing; raises NotPermitted."""
    if not has_role(user, Role.OFFICER):
        check_can_edit_organisation(user, organisation)


def check_can_edit_official_facts(user: Any) -> None:
    """Officers change what the state says about an organisation; raises NotPermitted."""
    _check_officer(user)


def check_can_register_organisation(user: Any) -> None:
    """Officers enter organisations into the registry; raises NotPermitted."""
    _check_officer(user)


def check_can_import_organisations(user: Any) -> None:
    """Officers of any body load the registry from a file; raises NotPermitted."""
    _check_officer(user)


def check_can_judge_duplicates(user: Any) -> None:
    """Officers say whether two records are one organisation; raises NotPermitted."""
    _check_officer(user)


def check_can_grant_role(user: Any, role: str, *, organisation: Organisation | None, body: Body | None) -> None:
    """The head gives roles in an NGO, an officer names its head, an officer of a body gives roles in that body.

    A system makes and ends no officers: whoever holds its key could open itself others. Raises NotPermitted.
    """
    if organisation is not None:
        if role != Role.NGO_HEAD and has_role(user, HEAD, organisation=organisation):
            return
        if role == Role.NGO_HEAD and has_role(user, Role.OFFICER):
            return
        raise NotPermitted(_("Only the head of this organisation or an officer can give or end this role."))
    if role == Role.OFFICER and body is not None and body.organisation_id is not None:
        raise NotPermitted(_("The officers of an NGO that re-grants are its head and its editors."))
    if role == Role.OFFICER and getattr(user, "is_service", False):
        raise NotPermitted(_("Officers are let in and released by people, not by a system."))
    if not has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of this body can give or end a role in it."))


def check_can_end_membership(user: Any, membership: Membership) -> None:
    """Whoever may give a role may end it, and everybody may give up their own, except a head; raises NotPermitted."""
    if membership.user_id == getattr(user, "pk", None) and membership.role != Role.NGO_HEAD:
        return
    check_can_grant_role(user, membership.role, organisation=membership.organisation, body=membership.body)


def check_can_accept_annual_information(user: Any) -> None:
    """Officers check what NGOs tell the base; raises NotPermitted."""
    _check_officer(user)


def check_can_enrol_expert(user: Any) -> None:
    """Officers keep the experts' registry; raises NotPermitted."""
    _check_officer(user)


def check_can_create_body(user: Any) -> None:
    """The portal's administrator enters state bodies; raises NotPermitted."""
    if not is_admin(user):
        raise NotPermitted(_("Only the administrator of the portal can enter a state body."))


def is_admin(user: Any) -> bool:
    """Whether ``user`` is the portal's own administrator."""
    return bool(getattr(user, "is_authenticated", False) and user.is_active and user.is_admin)


def check_is_officer(user: Any) -> None:
    """Officers of any state body; raises NotPermitted."""
    _check_officer(user)


def _check_officer(user: Any) -> None:
    if not has_role(user, Role.OFFICER):
        raise NotPermitted(_("Only an officer of a state body can do this."))

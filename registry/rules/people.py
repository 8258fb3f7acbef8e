"""Who may claim an NGO, invite people, keep bodies and experts."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, NotPermitted
from foundation.core.permissions import allowed
from registry.choices import BODY_ROLES, NGO_ROLES, Role
from registry.models import Affiliation, Body, Claim, Employment, Expert, Invitation, Membership, Organisation
from registry.rules import roles

HAND_OVER, END = "hand_over", "end"


def check_can_claim(user: Any, organisation: Organisation) -> None:
    """Anybody signed in may claim an NGO that has a BIN and is not theirs already; raises NotPermitted or Conflict."""
    if not (getattr(user, "is_authenticated", False) and user.is_active):
        raise NotPermitted(_("Sign in to claim an organisation."))
    if organisation.bin is None or organisation.merged_into_id is not None:
        raise Conflict(_("This record of the registry cannot be claimed: it has no BIN or was merged into another."))
    if roles.has_role(user, Role.NGO_HEAD, organisation=organisation):
        raise Conflict(_("You are the head of this organisation already."))


def check_can_decide_claim(user: Any, claim: Claim) -> None:
    """Officers decide claims, but nobody their own; raises NotPermitted."""
    check_can_list_claims(user)
    if claim.user_id == user.pk:
        raise NotPermitted(_("You cannot decide your own claim. Another officer has to."))


def check_can_withdraw_claim(user: Any, claim: Claim) -> None:
    """A claim is withdrawn by the person who made it; raises NotPermitted."""
    if claim.user_id != getattr(user, "pk", None):
        raise NotPermitted(_("Only the person who made this claim can withdraw it."))


def check_can_list_claims(user: Any) -> None:
    """The queue of claims is the officers'; raises NotPermitted."""
    roles.check_is_officer(user)


def check_can_see_people(user: Any, place: Organisation | Body) -> None:
    """Who holds which role is for the people of the place, officers, and the administrator for bodies."""
    if isinstance(place, Organisation):
        if roles.has_role(user, NGO_ROLES, organisation=place) or roles.has_role(user, Role.OFFICER):
            return
    elif roles.has_role(user, BODY_ROLES, body=place) or roles.is_admin(user):
        return
    raise NotPermitted(_("Only people of this organisation can see this."))


def check_can_invite(user: Any, role: str, place: Organisation | Body | None) -> None:
    """The head invites to an NGO, also a successor; an officer to the own body; the administrator officers of a body;
    officers to the experts' registry. Raises NotPermitted.
    """
    if place is None:
        roles.check_can_enrol_expert(user)
    elif isinstance(place, Organisation):
        if not roles.has_role(user, Role.NGO_HEAD, organisation=place):
            roles.check_can_grant_role(user, role, organisation=place, body=None)
    elif not (role == Role.OFFICER and place.organisation_id is None and roles.is_admin(user)):
        roles.check_can_grant_role(user, role, organisation=None, body=place)


def roles_to_invite(user: Any, place: Organisation | Body) -> list[str]:
    """Roles that ``user`` may invite to, in the order of the list; none when the person may not invite."""
    known = NGO_ROLES if isinstance(place, Organisation) else BODY_ROLES
    return [role for role in known if allowed(check_can_invite, user, role, place)]


def check_can_manage_invitation(user: Any, invitation: Invitation) -> None:
    """Whoever may invite to this role may send it again or revoke it; raises NotPermitted."""
    check_can_invite(user, invitation.role, invitation.place)


def check_can_change_role(user: Any, membership: Membership, role: str) -> None:
    """Whoever gives both roles may change one into the other; headship is handed over instead. Raises NotPermitted."""
    organisation, body = membership.organisation, membership.body
    if Role.NGO_HEAD in (role, membership.role):
        raise NotPermitted(_("Headship is handed over, not changed."))
    for one in (membership.role, role):
        roles.check_can_grant_role(user, one, organisation=organisation, body=body)


def check_held(membership: Membership) -> None:
    """A role is changed or ended while it is held; raises Conflict."""
    if membership.ended_at is not None:
        raise Conflict(_("This role has ended already."))


def check_can_hand_over(user: Any, membership: Membership) -> None:
    """The head alone makes another member the head; raises NotPermitted."""
    if membership.role == Role.NGO_HEAD or membership.organisation is None:
        raise NotPermitted(_("Headship is handed over to an editor or a viewer of the organisation."))
    if not roles.has_role(user, Role.NGO_HEAD, organisation=membership.organisation):
        raise NotPermitted(_("Only the head of this organisation can hand it over."))


def changes_for(user: Any, membership: Membership) -> list[str]:
    """What ``user`` may do with a role that is held: roles to change it into, handing over, ending it."""
    others = NGO_ROLES if membership.organisation_id else BODY_ROLES
    found = [
        str(role)
        for role in others
        if role != membership.role and allowed(check_can_change_role, user, membership, role)
    ]
    if allowed(check_can_hand_over, user, membership):
        found.append(HAND_OVER)
    if allowed(roles.check_can_end_membership, user, membership):
        found.append(END)
    return found


def check_can_see_expert(user: Any, expert: Expert) -> None:
    """An expert's ties and work are for the expert and for officers; raises NotPermitted."""
    if expert.user_id != getattr(user, "pk", None):
        roles.check_can_enrol_expert(user)


def check_lasts(row: Affiliation | Employment) -> None:
    """The end of a tie or of a work is entered once; raises Conflict."""
    if row.until is not None:
        raise Conflict(_("The end is entered already."))


def check_can_edit_body(user: Any) -> None:
    """The portal's administrator enters and changes state bodies; raises NotPermitted."""
    roles.check_can_create_body(user)

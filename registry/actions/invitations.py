"""Inviting people by e-mail to a role or to the experts' registry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock, jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, NotPermitted
from foundation.notifications.actions import notify
from registry.actions import experts, memberships, notices
from registry.choices import BODY_ROLES, NGO_ROLES, InvitationStatus
from registry.models import Body, Expert, Invitation, Membership, Organisation, Region
from registry.models.invitations import fresh_nonce
from registry.rules import people
from registry.workflow import INVITATION

LASTS = dt.timedelta(days=14)


@transaction.atomic(durable=True)
def invite(*, email: str, role: str, place: Organisation | Body, language: str = "kk", by: User) -> Invitation:
    """Invite an address to a role in ``place``. Raises NotPermitted, or Invalid (not a role there, in it already, or
    invited already).
    """
    place = lock(type(place), place.pk)
    in_ngo = isinstance(place, Organisation)
    if role not in (NGO_ROLES if in_ngo else BODY_ROLES):
        raise Invalid(Fault(_("This role does not belong here."), "role"))
    people.check_can_invite(by, role, place)
    where = {"organisation": place, "body": None} if in_ngo else {"organisation": None, "body": place}
    email = email.strip().lower()
    if Membership.objects.in_force().filter(user__email=email, role=role, **where).exists():
        raise Invalid(Fault(_("This person has this role already."), "email"))
    return _send(Invitation(email=email, role=role, language=language, **where), by)


@transaction.atomic(durable=True)
def invite_expert(*, email: str, terms: Mapping[str, Any], language: str = "kk", by: User) -> Invitation:
    """Invite an address to the experts' registry; ``terms``: ``spheres`` (numbers), ``languages``, ``region`` (code or
    None). Raises NotPermitted or Invalid.
    """
    people.check_can_invite(by, "", None)
    email = email.strip().lower()
    faults = experts.terms_faults(sorted(set(terms["spheres"])), sorted(set(terms["languages"])))
    if Expert.objects.filter(user__email=email).exists():
        faults.append(Fault(_("This person is in the experts' registry already."), "email"))
    if faults:
        raise Invalid(*faults)
    return _send(Invitation(email=email, terms=dict(terms), language=language), by)


@transaction.atomic(durable=True)
def resend(*, invitation: Invitation, by: User) -> Invitation:
    """Send the letter again with a new link and a new time; the old link opens nothing any more.

    Raises NotPermitted or Conflict.
    """
    invitation = _locked(invitation)
    people.check_can_manage_invitation(by, invitation)
    if invitation.status != InvitationStatus.SENT:
        raise Conflict(_("This invitation is not open any more."))
    invitation.nonce, invitation.mailed_at = fresh_nonce(), None
    invitation.expires_at = clock.now() + LASTS
    invitation.save(update_fields=["nonce", "mailed_at", "expires_at"])
    record("registry.invitation.resent", invitation, by=by)
    _tell(invitation)
    return invitation


@transaction.atomic(durable=True)
def revoke(*, invitation: Invitation, by: User) -> Invitation:
    """Take an invitation back. Raises NotPermitted or TransitionNotAllowed."""
    invitation = _locked(invitation)
    people.check_can_manage_invitation(by, invitation)
    step = INVITATION.step("revoke", invitation.status)
    _close(invitation, step.target)
    record(step.verb, invitation, by=by, changes={"status": [InvitationStatus.SENT, step.target]})
    return invitation


@transaction.atomic(durable=True)
def accept(*, invitation: Invitation, by: User) -> Invitation:
    """Take the role. ``by`` has proved to own the invited address, and who invited may still do so.

    Raises NotPermitted, Conflict (expired, or not valid any more), Invalid or TransitionNotAllowed.
    """
    invitation = _locked(invitation)
    _check_address(invitation, by)
    step = INVITATION.step("accept", invitation.status)
    if clock.now() >= invitation.expires_at:
        raise Conflict(_("This invitation has expired. Ask for a new one."))
    try:
        people.check_can_invite(invitation.invited_by, invitation.role, invitation.place)
    except NotPermitted as fault:
        raise Conflict(_("Who invited you may not do so any more. Ask for a new invitation.")) from fault
    invitation.accepted_by = by
    _close(invitation, step.target)
    record(step.verb, invitation, by=by, changes={"status": [InvitationStatus.SENT, step.target]})
    _take_up(invitation, by)
    return invitation


@transaction.atomic(durable=True)
def claim_mail(*, invitation_id: int, nonce: str) -> Invitation | None:
    """Mark the letter of this link as sent, before it is; None when it was sent, or is not wanted any more."""
    invitation = lock(Invitation, invitation_id)
    if invitation.nonce != nonce or invitation.mailed_at or invitation.status != InvitationStatus.SENT:
        return None
    invitation.mailed_at = clock.now()
    invitation.save(update_fields=["mailed_at"])
    return invitation


@transaction.atomic(durable=True)
def give_mail_back(*, invitation: Invitation) -> None:
    """The mail server was not reached: the letter is still to be sent."""
    Invitation.objects.filter(pk=invitation.pk, nonce=invitation.nonce).update(mailed_at=None)


def _take_up(invitation: Invitation, by: User) -> None:
    if invitation.place:
        memberships.give(user=by, role=invitation.role, place=invitation.place, by=by, reason=_reason(invitation))
        return
    terms = invitation.terms
    region = Region.objects.filter(pk=terms.get("region")).first()
    experts.enter(user=by, spheres=terms["spheres"], languages=terms["languages"], region=region, by=by)


def _reason(invitation: Invitation) -> str:
    return f"invitation {invitation.pk}"


def _check_address(invitation: Invitation, user: User) -> None:
    if not EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists():
        raise NotPermitted(_("This invitation was sent to another e-mail address. Sign in with that one."))


def _send(invitation: Invitation, by: User) -> Invitation:
    where = {"organisation": invitation.organisation, "body": invitation.body}
    if Invitation.objects.open().filter(email=invitation.email, **where).exists():
        raise Invalid(Fault(_("This address is invited already. Send that invitation again, or revoke it."), "email"))
    now = clock.now()
    invitation.invited_at, invitation.invited_by, invitation.expires_at = now, by, now + LASTS
    invitation.nonce = fresh_nonce()
    invitation.save(force_insert=True)
    record("registry.invitation.sent", invitation, by=by, changes={"role": ["", invitation.role or "expert"]})
    _tell(invitation)
    return invitation


def _tell(invitation: Invitation) -> None:
    """Who has an account gets a message; anybody else a letter."""
    user = User.objects.filter(email=invitation.email, is_active=True).first()
    if user is None:
        jobs.enqueue("registry.mail_invitation", invitation_id=invitation.pk, nonce=invitation.nonce)
        return
    notify(
        to=user,
        letter=notices.letter_of(invitation),
        context=notices.context_of(invitation),
        link=invitation.get_absolute_url(),
    )


def _locked(invitation: Invitation) -> Invitation:
    """The place first, as whoever gives a role locks it."""
    if invitation.place:
        lock(type(invitation.place), invitation.place.pk)
    return lock(Invitation, invitation.pk)


def _close(invitation: Invitation, status: str) -> None:
    invitation.status, invitation.closed_at = status, clock.now()
    invitation.save(update_fields=["status", "closed_at", "accepted_by"])

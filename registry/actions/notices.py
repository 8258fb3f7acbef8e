"""Telling people about claims and roles. Steps: they join the transaction of what they tell of."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from registry.models import Claim, Invitation, Membership
from registry.queries.holders import heads_of

TOPIC = "registry.people"
ROLE_GIVEN = Letter(
    TOPIC,
    gettext_noop("You have a role in “%(place)s”"),
    gettext_noop("Your roles and what you can do are on the page “My organisations”."),
)
ROLE_ENDED = Letter(
    TOPIC,
    gettext_noop("Your role in “%(place)s” has ended"),
    gettext_noop("Reason: %(reason)s\n\nIf this is a mistake, write to the head of the organisation or to an officer."),
)
CLAIMED = Letter(
    TOPIC,
    gettext_noop("Somebody claims your organisation “%(place)s”"),
    gettext_noop(
        "You are its head in the portal, and another person asks to be the head. An officer checks the letter. If you do"
        " not agree, tell the officer at once."
    ),
)
GRANTED = Letter(
    TOPIC,
    gettext_noop("Your claim of “%(place)s” is granted"),
    gettext_noop("You are its head in the portal now. Invite your colleagues on its page."),
)
DECLINED = Letter(
    TOPIC,
    gettext_noop("Your claim of “%(place)s” is declined"),
    gettext_noop("Reason: %(reason)s\n\nYou can claim the organisation again with another letter or by a signature."),
)
INVITED = Letter(
    TOPIC,
    gettext_noop("You are invited to “%(place)s”"),
    gettext_noop("Open the invitation, read which role it is for, and accept it. It can be accepted until %(until)s."),
)
INVITED_EXPERT = Letter(
    TOPIC,
    gettext_noop("You are invited to the registry of experts"),
    gettext_noop("Open the invitation, read what it is for, and accept it. It can be accepted until %(until)s."),
)


def role_given(membership: Membership, by: Any) -> None:
    """Tell a person of a role that somebody else has given."""
    if by is not None and by.pk != membership.user_id:
        link = reverse("registry:own-list")
        notify(to=membership.user, letter=ROLE_GIVEN, context={"place": _place(membership)}, link=link)


def role_ended(membership: Membership, by: Any, reason: str) -> None:
    """Tell a person that somebody else has ended the role."""
    if by is not None and by.pk != membership.user_id:
        context = {"place": _place(membership), "reason": reason or "–"}
        notify(to=membership.user, letter=ROLE_ENDED, context=context, link=reverse("registry:own-list"))


def claimed(claim: Claim) -> None:
    """Tell the head of the organisation, if there is one, that somebody claims it."""
    for head in heads_of(claim.organisation):
        context = {"place": trilingual(claim.organisation, "name")}
        notify(to=head, letter=CLAIMED, context=context, link=claim.get_absolute_url())


def decided(claim: Claim, letter: Letter) -> None:
    """Tell the claimant what an officer has decided."""
    context = {"place": trilingual(claim.organisation, "name"), "reason": claim.reason}
    notify(to=claim.user, letter=letter, context=context, link=claim.get_absolute_url())


def letter_of(invitation: Invitation) -> Letter:
    """Which letter invites."""
    return INVITED if invitation.place else INVITED_EXPERT


def context_of(invitation: Invitation) -> dict[str, Any]:
    """Its placeholders."""
    place = trilingual(invitation.place, "name") if invitation.place else ""
    return {"place": place, "until": f"{invitation.expires_at:%d.%m.%Y}"}


def _place(membership: Membership) -> dict[str, str]:
    return trilingual(membership.place, "name")

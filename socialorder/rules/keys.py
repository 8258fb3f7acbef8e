"""Who holds keys, and when shares may move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.choices import Role
from registry.rules import roles
from socialorder.choices import HandoverPurpose, TenderStatus
from socialorder.models import HolderKey, Share, Tender, TenderKey
from socialorder.models.keys import HOLDERS

PASSPHRASE_MIN = 12


def passphrase_faults(passphrase: str, again: str) -> list[Fault]:
    """Long enough, typed twice the same."""
    found = []
    if len(passphrase) < PASSPHRASE_MIN:
        message = _("Choose a passphrase of at least %(count)s characters: several words are easy to keep in mind.")
        found.append(Fault(message % {"count": PASSPHRASE_MIN}, "passphrase"))
    if passphrase != again:
        found.append(Fault(_("The two passphrases differ."), "again"))
    return found


def holder_faults(tender: Tender, holders: Sequence[User]) -> list[Fault]:
    """Three different people with keys of their own, not more than one of them from the body that buys."""
    found = []
    if len({holder.pk for holder in holders}) != HOLDERS:
        found.append(Fault(_("Name three different people."), "holders"))
    known = set(HolderKey.objects.filter(holder__in=holders).values_list("holder", flat=True))
    for holder in holders:
        if holder.pk not in known:
            message = _("%(name)s has no key yet: a holder makes it on the page “My key”.")
            found.append(Fault(message % {"name": holder}, "holders"))
    inside = sum(roles.has_role(holder, Role.OFFICER, body=tender.body) for holder in holders)
    if inside > 1:
        found.append(Fault(_("Only one of the three may serve the body that buys."), "holders"))
    return found


def new_holder_faults(key: TenderKey, holder: User, lost: Share) -> list[Fault]:
    """Whoever gets a lost share: with a key, no holder already, and not a second one of the body."""
    others = [share.holder for share in key.shares.select_related("holder").exclude(pk=lost.pk)]
    return holder_faults(key.tender, [*others, holder])


def share_of(user: Any, tender: Tender) -> Share:
    """The share that this person holds. Raises NotPermitted."""
    share = Share.objects.select_related("key").filter(key__tender=tender, holder=user.pk).first()
    if share is None:
        raise NotPermitted(_("You hold no share of the key of this tender."))
    return share


def check_can_hand_over(share: Share, tender: Tender, purpose: str, now: dt.datetime) -> None:
    """To open only after the window; to replace only while a share is lost. Raises Conflict."""
    if share.lost_at is not None:
        raise Conflict(_("Your share is reported lost."))
    if tender.status != TenderStatus.ANNOUNCED:
        raise Conflict(_("The bids of this tender are not waiting to be opened."))
    if purpose == HandoverPurpose.OPEN and now < tender.closes_at:
        raise Conflict(_("The window is not closed yet: nobody can open a bid before."))
    if purpose == HandoverPurpose.REPLACE and not Share.objects.filter(key=share.key, lost_at__isnull=False).exists():
        raise Conflict(_("No share is reported lost."))


def check_can_report_lost(user: Any, share: Share, tender: Tender) -> None:
    """Its holder, or an officer of the body when the holder is gone. Raises NotPermitted or Conflict."""
    if share.holder_id != user.pk and not roles.has_role(user, Role.OFFICER, body=tender.body):
        raise NotPermitted(_("Only the holder or an officer of the body can report a lost share."))
    if tender.status not in (TenderStatus.DRAFT, TenderStatus.ANNOUNCED):
        raise Conflict(_("The bids of this tender are not waiting to be opened."))
    if share.lost_at is not None:
        raise Conflict(_("This share is reported lost already."))
    if Share.objects.filter(key=share.key, lost_at__isnull=False).exists():
        raise Conflict(_("One share is lost already. Replace it first: two are needed to open the bids."))

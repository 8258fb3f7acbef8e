"""Keys of holders and of tenders. A secret lives in the memory of one request and is written nowhere."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from socialorder.choices import HandoverPurpose, TenderStatus
from socialorder.models import Handover, HolderKey, Share, Tender, TenderKey
from socialorder.rules import keys as rules
from socialorder.rules.offices import check_is_known, check_serves
from socialorder.rules.tenders import check_is_draft
from socialorder.scoring import boxes, shares


@transaction.atomic(durable=True)
def enrol(*, passphrase: str, again: str, by: User) -> HolderKey:
    """Make the person's own key, which opens with a passphrase that is kept nowhere.

    A new one in place of an old one makes the shares sealed to the old one unreadable, so they are reported lost.
    """
    check_is_known(by)
    refuse(rules.passphrase_faults(passphrase, again))
    secret, salt = boxes.new_secret(), secrets.token_bytes(boxes.SALT_BYTES)
    box = boxes.lock_up(secret, boxes.from_passphrase(passphrase, salt), f"holder/{by.pk}")
    facts = {
        "public_key": boxes.public_key(secret),
        "private_box": base64.b64encode(box).decode(),
        "salt": salt.hex(),
        "made_at": clock.now(),
    }
    waiting = (TenderStatus.DRAFT, TenderStatus.ANNOUNCED)
    Share.objects.filter(holder=by, lost_at=None, key__tender__status__in=waiting).update(lost_at=clock.now())
    key, _is_new = HolderKey.objects.update_or_create(holder=by, defaults=facts)
    record("socialorder.holder.enrolled", key, by=by, changes={"public_key": key.public_key})
    return key


@transaction.atomic(durable=True)
def make(*, tender: Tender, holders: Sequence[User], by: User) -> TenderKey:
    """Make the key of a draft tender and divide its secret among three holders; any two of them open the bids."""
    tender = lock(Tender, tender.pk)
    check_serves(by, tender.body)
    check_is_draft(tender)
    refuse(rules.holder_faults(tender, holders))
    # No bid can be sealed before the announcement, so another choice of holders is simply another key.
    Share.objects.filter(key__tender=tender).delete()
    TenderKey.objects.filter(tender=tender).delete()
    secret = boxes.new_secret()
    key = TenderKey.objects.create(tender=tender, public_key=boxes.public_key(secret), made_at=clock.now(), made_by=by)
    _divide(key, secret, holders)
    changes = {"public_key": key.public_key, "holders": list(holders)}
    record("socialorder.key.made", key, by=by, changes=changes)
    return key


@transaction.atomic(durable=True)
def report_lost(*, share: Share, by: User) -> Share:
    """A share is lost: the other two holders divide the secret anew, as long as both still have theirs."""
    tender = lock(Tender, share.key.tender_id)
    share = lock(Share, share.pk)
    rules.check_can_report_lost(by, share, tender)
    share.lost_at = clock.now()
    share.save(update_fields=["lost_at"])
    Handover.objects.filter(share=share).delete()
    Handover.objects.filter(to=share).delete()
    record("socialorder.key.share_lost", share.key, by=by, changes={"number": share.number})
    return share


@transaction.atomic(durable=True)
def hand_over(*, tender: Tender, purpose: str, passphrase: str, by: User) -> list[Handover]:
    """Agree to an opening or a replacement: the share is sealed to the keys of the other holders, who act alone then."""
    tender = lock(Tender, tender.pk)
    own = rules.share_of(by, tender)
    rules.check_can_hand_over(own, tender, purpose, clock.now())
    content = open_share(own, passphrase, by)
    made = []
    for other in own.key.shares.filter(lost_at=None).exclude(pk=own.pk).select_related("holder__holder_key"):
        box = boxes.seal(content, other.holder.holder_key.public_key, _about_handover(own, other, purpose))
        facts = {"box": box, "given_at": clock.now()}
        made.append(Handover.objects.update_or_create(share=own, to=other, purpose=purpose, defaults=facts)[0])
    record("socialorder.key.share_handed", own.key, by=by, changes={"number": own.number, "purpose": purpose})
    return made


@transaction.atomic(durable=True)
def replace_lost(*, tender: Tender, holder: User, passphrase: str, by: User) -> TenderKey:
    """Divide the secret anew between the two holders left and ``holder``; the old shares restore nothing with new ones."""
    tender = lock(Tender, tender.pk)
    own = rules.share_of(by, tender)
    rules.check_can_hand_over(own, tender, HandoverPurpose.REPLACE, clock.now())
    lost = own.key.shares.filter(lost_at__isnull=False).order_by("number")[0]
    refuse(rules.new_holder_faults(own.key, holder, lost))
    secret, _numbers = restore(own, HandoverPurpose.REPLACE, passphrase, by)
    key = own.key
    people = {share.number: share.holder for share in key.shares.select_related("holder")} | {lost.number: holder}
    Share.objects.filter(key=key).delete()  # their handovers go with them
    key.generation += 1
    key.save(update_fields=["generation"])
    _divide(key, secret, [people[number] for number in sorted(people)])
    record("socialorder.key.share_replaced", key, by=by, changes={"number": lost.number, "holder": holder})
    return key


def open_share(share: Share, passphrase: str, by: User) -> bytes:
    """A step: the person's own share, in memory. Raises Invalid for a wrong passphrase."""
    return boxes.unseal(share.box, _private(passphrase, by), _about_share(share))


def restore(own: Share, purpose: str, passphrase: str, by: User) -> tuple[bytes, list[int]]:
    """A step: the tender's secret from the own share and one handed over, and the numbers of the two shares.

    Raises Invalid for a wrong passphrase, or while nobody else has agreed.
    """
    handed = Handover.objects.filter(to=own, purpose=purpose, share__lost_at=None).select_related("share__key")
    other = handed.order_by("share__number").first()
    if other is None:
        raise Invalid(Fault(_("Another holder has to agree first."), "passphrase"))
    private = _private(passphrase, by)
    known = {
        own.number: boxes.unseal(own.box, private, _about_share(own)),
        other.share.number: boxes.unseal(other.box, private, _about_handover(other.share, own, purpose)),
    }
    secret = shares.restore(known)
    if boxes.public_key(secret) != own.key.public_key:
        raise Invalid(Fault(_("These two shares do not belong together."), "passphrase"))
    return secret, sorted(known)


def _private(passphrase: str, by: User) -> bytes:
    key = HolderKey.objects.get(holder=by)
    locked = boxes.from_passphrase(passphrase, bytes.fromhex(key.salt))
    try:
        return boxes.unlock(base64.b64decode(key.private_box), locked, f"holder/{by.pk}")
    except boxes.NotOpened as fault:
        raise Invalid(Fault(_("This is not the passphrase of your key."), "passphrase")) from fault


def _divide(key: TenderKey, secret: bytes, holders: Sequence[User]) -> None:
    parts = shares.divide(secret)
    for number, holder in enumerate(holders, 1):
        share = Share(key=key, holder=holder, number=number)
        own = HolderKey.objects.get(holder=holder)
        share.box = boxes.seal(parts[number], own.public_key, _about_share(share))
        share.save()


def _about_share(share: Share) -> str:
    return f"share/{share.key.tender.slug}/{share.key.generation}/{share.number}"


def _about_handover(share: Share, to: Share, purpose: str) -> str:
    return f"handover/{purpose}/{share.key.tender.slug}/{share.key.generation}/{share.number}/{to.number}"

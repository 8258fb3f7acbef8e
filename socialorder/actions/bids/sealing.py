"""Sealing, replacing and withdrawing a bid while the window is open."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.accounts.esignature import Position, SignatureRefused
from foundation.accounts.esignature.requests import Examined, accept
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse
from socialorder.models import Bid, Tender
from socialorder.queries import bids as queries
from socialorder.rules import bids as rules
from socialorder.scoring import boxes
from socialorder.workflow import BID

PURPOSE = "socialorder.bid"


def facts_of(bid: Bid, digest: str) -> dict[str, Any]:
    """What is signed: whose bid for what, and its digest. Nothing that tells what is in it."""
    return {
        "tender": bid.lot.tender.slug,
        "lot": bid.lot.number,
        "bin": bid.organisation.bin,
        "sha256": digest,
    }


@transaction.atomic(durable=True)
def seal(*, bid: Bid, key: bytes | None, examined: Examined | None = None, by: Any) -> Bid:
    """Encrypt the draft to the tender's key and send it; again in place of an earlier one.

    Raises NotPermitted, DeadlinePassed, Conflict, SignatureRefused, or Invalid with everything that is missing.
    """
    tender = lock(Tender, bid.lot.tender_id)
    bid = _locked(bid, tender)
    now = clock.now()
    rules.check_can_write(by, bid.organisation)
    rules.check_window(tender, now)
    step = BID.step("seal", bid.status)
    draft = queries.read_draft(bid, rules.check_key(bid, key))
    faults = rules.content_faults(draft.values, bid.lot)
    refuse([*faults, *rules.eligibility_faults(bid.lot, bid.organisation, local_date(now))])
    content = queries.payload(bid, draft)
    bid.commitment = queries.commitment(content)
    bid.signature = _signed(bid, examined, by) if tender.must_sign else None
    bid.sealed_box = boxes.seal(content, tender.key.public_key, queries.about_bid(bid))
    bid.status, bid.sealed_at, bid.sealed_by = step.target, now, by
    bid.save(update_fields=["status", "commitment", "signature", "sealed_box", "sealed_at", "sealed_by"])
    record(step.verb, bid, by=by, changes={"sha256": bid.commitment})
    return bid


@transaction.atomic(durable=True)
def withdraw(*, bid: Bid, by: Any) -> Bid:
    """Take the bid back before the window closes; nobody will open it. It can be sealed again."""
    tender = lock(Tender, bid.lot.tender_id)
    bid = _locked(bid, tender)
    rules.check_can_write(by, bid.organisation)
    rules.check_window(tender, clock.now())
    step = BID.step("withdraw", bid.status)
    bid.status = step.target
    bid.save(update_fields=["status"])
    record(step.verb, bid, by=by)
    return bid


def _locked(bid: Bid, tender: Tender) -> Bid:
    held = lock(Bid, bid.pk)
    held.lot.tender = tender
    return held


def _signed(bid: Bid, examined: Examined | None, by: Any) -> Any:
    """The signature over the digest of exactly this bid."""
    if examined is None:
        raise Invalid(Fault(_("Sign the bid."), "signature"))
    if facts_of(bid, bid.commitment) != examined_facts(examined):
        raise SignatureRefused("altered")
    if examined.signer.position == Position.EMPLOYEE:
        sentence = _("This certificate is of an employee without the right to sign. The head signs.")
        raise Invalid(Fault(sentence, "signature"))
    return accept(examined=examined, purpose=PURPOSE, subject=subject_of(bid), by=by)


def subject_of(bid: Bid) -> str:
    """What a signature is for."""
    return f"bid-{bid.pk}"


def examined_facts(examined: Examined) -> dict[str, Any]:
    """What the signed document says."""
    return dict(json.loads(examined.request.document)["facts"])

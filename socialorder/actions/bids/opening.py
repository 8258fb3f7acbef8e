"""The opening: two holders of shares, after the window, all bids at once, with a protocol that is never changed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import digest
from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict
from socialorder.actions.bids import flags
from socialorder.actions.bids.lots import fail_lot
from socialorder.actions.complaints.effects import carried_out
from socialorder.actions.keys.keys import restore
from socialorder.actions.tenders import notices
from socialorder.choices import HandoverPurpose, LotFailure, Remedy
from socialorder.models import Bid, Handover, Opening, Tender
from socialorder.queries import bids as queries
from socialorder.rules import bids as bid_rules
from socialorder.rules import keys as rules
from socialorder.scoring import boxes
from socialorder.workflow import BID, TENDER

FORMAT = "civilportal-opening/1"
NO_BIDS = "no bids"


@transaction.atomic(durable=True)
def open_bids(*, tender: Tender, passphrase: str, by: User) -> Tender:
    """The second holder opens, with the own share and the one handed over. Raises NotPermitted, Conflict or Invalid.

    A tender without bids fails; a bid that does not open is named in the protocol and takes no part.
    """
    tender = lock(Tender, tender.pk)
    own = rules.share_of(by, tender)
    now = clock.now()
    rules.check_can_hand_over(own, tender, HandoverPurpose.OPEN, now)
    secret, numbers = restore(own, HandoverPurpose.OPEN, passphrase, by)
    sealed = queries.sealed_bids(tender)
    step = TENDER.step("open" if sealed else "fail", tender.status)
    lines = [_opened(bid, secret, by) for bid in sealed]
    protocol = {"format": FORMAT, "tender": tender.slug, "opened_at": now.isoformat(), "bids": lines}
    opening = Opening.objects.create(
        tender=tender, opened_at=now, holders=numbers, protocol=protocol, sha256=digest(protocol)
    )
    # Shares have served: what lets one person alone restore the secret does not stay.
    Handover.objects.filter(share__key__tender=tender).delete()
    tender.status = step.target
    if not sealed:
        tender.ended_at, tender.ended_reason = now, NO_BIDS
        for lot in tender.lots.all():
            fail_lot(lot, LotFailure.NO_BIDS, by)
    tender.save(update_fields=["status", "ended_at", "ended_reason"])
    changes = {"bids": len(sealed), "shares": numbers, "sha256": opening.sha256}
    record(step.verb, tender, by=by, changes=changes)
    flags.raise_flags(tender)
    notices.tell_opened(tender)
    return tender


def _opened(bid: Bid, secret: bytes, by: User) -> dict[str, Any]:
    """Open one bid and give its line of the protocol."""
    line = {
        "lot": bid.lot.number,
        "bid": bid.pk,
        "bin": bid.organisation.bin,
        "organisation": {code: getattr(bid.organisation, f"name_{code}") for code in ("kk", "ru", "en")},
        "sealed_at": bid.sealed_at.isoformat() if bid.sealed_at else "",
        "sha256": bid.commitment,
    }
    try:
        content = boxes.unseal(bid.sealed_box, secret, queries.about_bid(bid))
        found, price = json.loads(content), bid_rules.price_of(json.loads(content)["values"])
    except (boxes.NotOpened, ValueError, KeyError):
        found, price, content = None, None, b""
    if found is None or price is None or price <= 0 or queries.commitment(content) != bid.commitment:
        return line | {"price": None, "state": _move(bid, "spoil", by)}
    bid.content, bid.price = found, price.quantize(Decimal("0.01"))
    return line | {"price": format(bid.price, "f"), "state": _move(bid, "open", by)}


def _move(bid: Bid, name: str, by: User) -> str:
    step = BID.step(name, bid.status)
    bid.status = step.target
    bid.save(update_fields=["status", "content", "price"])
    record(step.verb, bid, by=by, changes={"sha256": bid.commitment, "price": bid.price})
    return str(step.target)


@transaction.atomic(durable=True)
def judge(*, bid: Bid, admit: bool, reason: str, by: Any) -> Bid:
    """Admit a bid, or not with a reason that the bidder reads. Every flag on it is judged first."""
    tender = lock(Tender, bid.lot.tender_id)
    bid = lock(Bid, bid.pk)
    flags.check_serves(by, tender.body)
    step = BID.step("admit" if admit else "refuse", bid.status)
    if bid.flags.filter(decided_at=None).exists():
        raise Conflict(_("Judge the flags of this bid first."))
    if not admit:
        flags.refuse_without_reason(reason)
    old = bid.status
    bid.status, bid.reason, bid.judged_at = step.target, "" if admit else reason.strip(), clock.now()
    bid.save(update_fields=["status", "reason", "judged_at"])
    record(step.verb, bid, by=by, changes={"status": [old, bid.status]}, reason=bid.reason)
    carried_out(tender, Remedy.JUDGE, by=by, bid=bid)
    return bid

"""Drafts of bids: encrypted with a key that the NGO alone keeps (docs/adr/0037)."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.documents import actions as documents
from foundation.documents import examining
from foundation.documents.kinds import ALLOWED, UNPACKED_MAX_BYTES, Kind
from registry.models import Organisation
from socialorder.models import Bid, BidFile, Lot, Tender
from socialorder.queries.bids import Draft, about_draft, about_file, read_draft
from socialorder.rules import bids as rules
from socialorder.scoring import boxes

# What is stored tells nothing of what it is, but for its length.
SEALED = Kind("sealed", "BIN", "application/octet-stream", ("bin",))


@transaction.atomic(durable=True)
def begin(*, lot: Lot, organisation: Organisation, by: Any) -> tuple[Bid, bytes]:
    """Begin a bid. The key of the draft is returned once, for the person to keep, and stored nowhere.

    Raises NotPermitted, Conflict (it was begun already) or DeadlinePassed.
    """
    tender = lock(Tender, lot.tender_id)
    rules.check_can_write(by, organisation)
    rules.check_window(tender, clock.now())
    if Bid.objects.filter(lot=lot, organisation=organisation).exists():
        raise Conflict(_("Your organisation has begun a bid for this lot already."))
    bid, key = Bid.objects.create(lot=lot, organisation=organisation), boxes.new_key()
    _put(bid, Draft({}, [], ""), key)
    record("socialorder.bid.begun", bid, by=by)
    return bid, key


@transaction.atomic(durable=True)
def begin_anew(*, bid: Bid, by: Any) -> tuple[Bid, bytes]:
    """The key is lost: an empty draft with a new key. A bid that was sealed stays sealed as it is."""
    bid = _open(bid, by)
    key = boxes.new_key()
    _put(bid, Draft({}, [], ""), key)
    record("socialorder.bid.begun", bid, by=by)
    return bid, key


@transaction.atomic(durable=True)
def save(*, bid: Bid, key: bytes | None, values: Mapping[str, Any], version: int, by: Any) -> Bid:
    """Keep what was typed, half-filled too. Raises Conflict when another tab has saved meanwhile."""
    bid = _open(bid, by)
    known = rules.check_key(bid, key)
    draft = read_draft(bid, known)
    if version != bid.version:
        raise Conflict(_("The bid was changed on another page meanwhile. Load it again; your text is kept here."))
    _put(bid, Draft({**draft.values, **values}, draft.files, ""), known)
    return bid


@transaction.atomic(durable=True)
def add_file(*, bid: Bid, key: bytes | None, upload: File[Any], by: Any) -> Bid:
    """Check a file, encrypt it with a key of its own, keep it. Raises FileRefused or Invalid."""
    bid = _open(bid, by)
    known = rules.check_key(bid, key)
    draft = read_draft(bid, known)
    if len(draft.files) >= rules.FILES_MAX:
        raise Invalid(Fault(_("A bid takes %(count)s files at most.") % {"count": rules.FILES_MAX}, "file"))
    found = examining.examine(upload, accept=ALLOWED, limit=None, unpacked_limit=UNPACKED_MAX_BYTES)
    upload.seek(0)
    own, number = boxes.new_key(), secrets.token_hex(8)
    box = boxes.lock_up(upload.read(), own, about_file(bid, number))
    document = documents.store_bytes(content=box, name=f"{number}.bin", kind=SEALED, by=by)
    kept = BidFile.objects.create(bid=bid, document=document, added_at=clock.now())
    told = {"id": kept.pk, "number": number, "name": found.name, "type": found.kind.content_type}
    told |= {"size": found.size, "sha256": found.sha256, "key": own.hex()}
    _put(bid, Draft(draft.values, [*draft.files, told], ""), known)
    return bid


@transaction.atomic(durable=True)
def remove_file(*, bid: Bid, key: bytes | None, number: str, by: Any) -> Bid:
    """Take a file out of the draft; of a bid that was sealed with it the box stays until the opening."""
    bid = _open(bid, by)
    known = rules.check_key(bid, key)
    draft = read_draft(bid, known)
    kept = [one for one in draft.files if one["number"] != number]
    for gone in (one for one in draft.files if one["number"] == number and bid.sealed_at is None):
        row = BidFile.objects.select_related("document").get(bid=bid, pk=gone["id"])
        row.delete()
        documents.remove(document=row.document, by=by)
    _put(bid, Draft(draft.values, kept, ""), known)
    return bid


def _open(bid: Bid, by: Any) -> Bid:
    """The bid, locked after its tender, still to be written by this person."""
    tender = lock(Tender, bid.lot.tender_id)
    held = lock(Bid, bid.pk)
    held.lot.tender = tender
    rules.check_can_write(by, held.organisation)
    rules.check_window(tender, clock.now())
    return held


def _put(bid: Bid, draft: Draft, key: bytes) -> None:
    """Lock the draft up; each save has a new salt."""
    salted = Draft(draft.values, draft.files, secrets.token_hex(32))
    bid.draft_box = base64.b64encode(boxes.lock_up(salted.as_bytes(), key, about_draft(bid))).decode()
    bid.version, bid.saved_at = bid.version + 1, clock.now()
    bid.save(update_fields=["draft_box", "version", "saved_at"])

"""What is in boxes, for those who have the key; and what came out at the opening."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import canonical
from foundation.core.errors import Fault, Invalid
from registry.models import Organisation
from registry.rules import roles
from socialorder.choices.bids import BidStatus
from socialorder.models import Bid, BidFile, Lot, Tender
from socialorder.scoring import boxes

FORMAT = "civilportal-bid/1"


@dataclass(frozen=True)
class Draft:
    """A draft as its writers see it: answers, files (``id name size sha256 kind key``) and the salt of the last save."""

    values: dict[str, Any]
    files: list[dict[str, Any]]
    salt: str

    def as_bytes(self) -> bytes:
        return json.dumps({"values": self.values, "files": self.files, "salt": self.salt}, ensure_ascii=False).encode()


def about_draft(bid: Bid) -> str:
    return f"draft/{bid.pk}"


def about_bid(bid: Bid) -> str:
    """What a sealed box is bound to: moved to another tender, lot or NGO it does not open."""
    return f"bid/{bid.lot.tender.slug}/{bid.lot.number}/{bid.organisation.bin}/{bid.pk}"


def about_file(bid: Bid, number: str) -> str:
    return f"file/{bid.pk}/{number}"


def read_draft(bid: Bid, key: bytes) -> Draft:
    """Open a draft. Raises Invalid when the key is another's."""
    try:
        found = json.loads(boxes.unlock(base64.b64decode(bid.draft_box), key, about_draft(bid)))
    except boxes.NotOpened as fault:
        raise Invalid(Fault(_("This key does not open the draft. Check every sign."), "code")) from fault
    return Draft(found["values"], found["files"], found["salt"])


def payload(bid: Bid, draft: Draft) -> bytes:
    """The bid as it is sealed: the same bytes for the same draft."""
    whole = {
        "format": FORMAT,
        "tender": bid.lot.tender.slug,
        "lot": bid.lot.number,
        "bin": bid.organisation.bin,
        "values": draft.values,
        "files": draft.files,
        "salt": draft.salt,
    }
    return canonical(whole)


def commitment(content: bytes) -> str:
    """What is signed and logged of a bid: without its salt nobody can try prices against it."""
    return hashlib.sha256(content).hexdigest()


def files_of(bid: Bid) -> list[dict[str, Any]]:
    """Files of an opened bid as they were listed in it; none before the opening."""
    return list((bid.content or {}).get("files", []))


def listed_file(bid: Bid, number: str) -> dict[str, Any] | None:
    """One of them by its number."""
    return next((one for one in files_of(bid) if one["number"] == number), None)


def file_bytes(bid: Bid, listed: dict[str, Any]) -> bytes:
    """A file of a bid, with the key that stands beside its name. Raises BidFile.DoesNotExist or NotOpened."""
    kept = BidFile.objects.select_related("document").get(bid=bid, pk=listed["id"])
    with kept.document.file.open("rb") as stream:
        return boxes.unlock(stream.read(), bytes.fromhex(listed["key"]), about_file(bid, listed["number"]))


def bidders(user: Any, lot: Lot) -> list[Organisation]:
    """NGOs of the person that have not begun a bid for this lot."""
    begun = Bid.objects.filter(lot=lot).values("organisation")
    return list(roles.organisations_of(user, roles.EDITORS).exclude(pk__in=begun))


def opened_bids(tender: Tender) -> list[Bid]:
    """By lot and price, what could not be opened last."""
    found = Bid.objects.opened().filter(lot__tender=tender).select_related("lot__topic", "organisation")
    return sorted(found, key=lambda bid: (bid.lot.number, bid.price is None, bid.price or 0, bid.pk))


def sealed_bids(tender: Tender) -> list[Bid]:
    """For the opening alone."""
    found = Bid.objects.select_for_update(of=("self",)).filter(lot__tender=tender, status=BidStatus.SEALED)
    return list(found.select_related("lot__tender", "organisation").order_by("lot__number", "sealed_at", "pk"))

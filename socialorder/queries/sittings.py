"""The protocol of a sitting, and what is signed under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from foundation.core import clock, presentation
from socialorder.models import Bid, Lot, LotProposal, Sitting
from socialorder.queries.outcome import LotOutcome
from socialorder.scoring.roll import Roll

FORMAT = "civilportal-sitting/1"
PURPOSE = "socialorder.sitting"


def signing_subject(sitting: Sitting) -> str:
    return f"sitting-{sitting.pk}"


def signed_facts(sitting: Sitting) -> dict[str, Any]:
    """What a member signs: which protocol, by its digest."""
    return {"tender": sitting.tender.slug, "sitting": sitting.number, "sha256": sitting.sha256}


def protocol_of(
    sitting: Sitting,
    found: Sequence[LotOutcome],
    proposals: Sequence[LotProposal],
    rolls: Mapping[Lot, Roll],
    reason: str,
) -> dict[str, Any]:
    """Everything that the decision stands on, as plain JSON. Members are named as on any public page."""
    seats = sitting.seats.select_related("member__person")
    by_lot = {one.lot_id: one for one in proposals}
    return {
        "format": FORMAT,
        "tender": sitting.tender.slug,
        "sitting": sitting.number,
        "began_at": sitting.began_at.isoformat(),
        "concluded_at": clock.now().isoformat(),
        "reason": reason,
        "members": [
            {
                "name": presentation.public_name(seat.member.person.full_name),
                "is_chair": seat.member.is_chair,
                "is_outside": seat.member.is_outside,
                "is_present": seat.is_present,
            }
            for seat in seats
        ],
        "lots": [_lot(one, by_lot[one.lot.pk], rolls[by_lot[one.lot.pk].lot]) for one in found],
    }


def _lot(outcome: LotOutcome, proposal: LotProposal, roll: Roll) -> dict[str, Any]:
    return {
        "number": outcome.lot.number,
        "standings": [
            {
                **_named(one.bid),
                "price": _plain(one.bid.price),
                "price_points": _plain(one.price),
                "technical_points": _plain(one.technical),
                "total": _plain(one.total),
                "is_passing": one.is_passing,
            }
            for one in outcome.standings
        ],
        "winner": _named(proposal.winner),
        "reserve": _named(proposal.reserve),
        "is_sole": outcome.is_sole,
        "is_departure": proposal.is_departure,
        "reason": proposal.reason,
        "votes": {
            "members": roll.members,
            "present": roll.present,
            "quorum": roll.quorum,
            "barred": roll.barred,
            "in_favour": roll.in_favour,
            "against": roll.against,
            "abstained": roll.abstained,
            "majority": roll.majority,
        },
    }


def _named(bid: Bid | None) -> dict[str, Any]:
    if bid is None:
        return {}
    names = {code: getattr(bid.organisation, f"name_{code}") for code in ("kk", "ru", "en")}
    return {"bid": bid.pk, "bin": bid.organisation.bin, "organisation": names}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")

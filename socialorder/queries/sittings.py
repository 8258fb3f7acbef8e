"""The protocol of a sitting, and what is signed under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from foundation.core import clock, presentation
from foundation.core.text import localized_value
from socialorder.choices import SittingStatus
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


@dataclass(frozen=True, slots=True)
class Line:
    """A lot of a sitting that runs: what is proposed and how the vote stands."""

    proposal: LotProposal
    roll: Roll


def lines(sitting: Sitting, roll_of: Callable[[LotProposal], Roll]) -> list[Line]:
    """Of a sitting that is not concluded; votes of single members are not shown before the end."""
    if sitting.status == SittingStatus.CONCLUDED:
        return []
    rows = sitting.proposals.select_related("lot__topic", "winner__organisation", "reserve__organisation")
    return [Line(one, roll_of(one)) for one in rows.prefetch_related("votes")]


def shown(sitting: Sitting) -> dict[str, Any]:
    """The protocol with names in the reader's language; empty while the sitting runs."""
    if sitting.protocol is None:
        return {}
    lots = {lot.number: lot for lot in Lot.objects.with_topic().filter(tender=sitting.tender)}
    return sitting.protocol | {"lots": [_shown(one, lots[one["number"]]) for one in sitting.protocol["lots"]]}


def _shown(told: Mapping[str, Any], lot: Lot) -> dict[str, Any]:
    return {
        **told,
        "lot": lot,
        "winner": name_of(told["winner"]),
        "reserve": name_of(told["reserve"]),
        "standings": [_standing(one) for one in told["standings"]],
    }


def _standing(one: Mapping[str, Any]) -> dict[str, Any]:
    numbers = ("price", "price_points", "technical_points", "total")
    read = {name: None if one[name] is None else Decimal(one[name]) for name in numbers}
    return {**one, **read, "organisation": name_of(one)}


def name_of(told: Mapping[str, Any]) -> str:
    """An organisation of a protocol in the reader's language; '' for nobody."""
    if not told:
        return ""
    return localized_value({f"name_{code}": text for code, text in told["organisation"].items()}, "name")

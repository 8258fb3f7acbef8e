"""The protocol of a sitting as its members sign it, and who has signed."""

from __future__ import annotations

from typing import Any

from foundation.core.text import localized
from grants.models import Meeting, ProtocolSignature
from grants.queries.commission.votes import seats_of, tallies

PURPOSE = "grants.protocol"


def signing_subject(meeting: Meeting) -> str:
    """What a signature is for."""
    return f"{meeting.call.slug} {meeting.protocol_number}"


def signatures_of(meeting: Meeting) -> list[ProtocolSignature]:
    """Signatures under the protocol, in their order."""
    return list(meeting.protocol_signatures.select_related("signer", "signature"))


def signed_facts(meeting: Meeting) -> dict[str, Any]:
    """What the members sign: who was there, and each decision with its reasons and votes."""
    seats = seats_of(meeting)
    proposals = list(meeting.proposals.select_related("application").order_by("application__number"))
    votes = tallies(meeting, seats, [one.application_id for one in proposals])
    return {
        "protocol": meeting.protocol_number,
        "call": meeting.call.slug,
        "title": localized(meeting.call, "title"),
        "held_at": meeting.held_at.isoformat(),
        "concluded_at": meeting.concluded_at.isoformat() if meeting.concluded_at else "",
        "members": len(seats),
        "present": [str(seat.member) for seat in seats if seat.is_present],
        "ranking_sha256": meeting.run.outcome_digest,
        "decisions": [
            {
                "application": one.application.number,
                "outcome": one.outcome,
                "amount": str(one.amount),
                "reason": one.reason,
                "departure": one.departure_reason,
                "for": votes[one.application_id].roll.in_favour,
                "against": votes[one.application_id].roll.against,
                "abstained": votes[one.application_id].roll.abstained,
                "barred": votes[one.application_id].roll.barred,
            }
            for one in proposals
        ],
    }

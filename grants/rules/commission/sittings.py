"""What a sitting as a whole still lacks, as its page shows it."""

from __future__ import annotations

from foundation.core.errors import Fault
from grants.queries.decisions import Sitting
from grants.rules.commission.votes import roll_faults


def obstacles(sitting: Sitting) -> list[Fault]:
    """What keeps the votes given so far from being concluded; nothing before the vote is open."""
    if not sitting.is_voting:
        return []
    return roll_faults({line.application.number: line.tally.roll for line in sitting.lines}, sitting.attendance)

"""Quorum and majority of a commission, with every number that goes into them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from grants.choices import VoteChoice


class Voter(Protocol):
    """A member at a sitting: barred by a conflict (text) or not, there or not, and the vote given ('' for none)."""

    conflict: str
    is_present: bool
    vote: str


@dataclass(frozen=True, slots=True)
class Roll:
    """Who was there and how they voted; all numbers are counts of people.

    A member with a conflict of interest is barred and counts nowhere: neither among the members that a quorum is
    taken of, nor among those present. So a quorum can always be reached by the members who may vote at all.
    """

    members: int
    barred: int
    present: int
    in_favour: int = 0
    against: int = 0
    abstained: int = 0

    @property
    def eligible(self) -> int:
        """Members who may vote."""
        return self.members - self.barred

    @property
    def quorum(self) -> int:
        """⌈2n/3⌉ of the members who may vote (rule R37)."""
        return -(-2 * self.eligible // 3)

    @property
    def has_quorum(self) -> bool:
        return self.eligible > 0 and self.present >= self.quorum

    @property
    def majority(self) -> int:
        """The smallest number of votes that is more than half of those present."""
        return self.present // 2 + 1

    @property
    def voted(self) -> int:
        return self.in_favour + self.against + self.abstained

    @property
    def silent(self) -> int:
        """Members present who have not voted."""
        return self.present - self.voted

    @property
    def is_carried(self) -> bool:
        return self.has_quorum and self.in_favour >= self.majority


def call_roll(voters: Iterable[Voter]) -> Roll:
    """Count ``voters`` as they stand now."""
    everybody = list(voters)
    free = [one for one in everybody if not one.conflict]
    votes = [one.vote for one in free if one.is_present]
    return Roll(
        members=len(everybody),
        barred=len(everybody) - len(free),
        present=len(votes),
        in_favour=votes.count(VoteChoice.FOR),
        against=votes.count(VoteChoice.AGAINST),
        abstained=votes.count(VoteChoice.ABSTAIN),
    )

"""Quorum and majority of a tender's commission, with every number that goes into them. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Roll:
    """The vote on one lot; all numbers are counts of people.

    ``barred`` are those present who are tied to a bidder of the lot: they count for the quorum of the sitting and are
    out of the base that the majority is taken of. ``chair_in_favour`` decides a tie.
    """

    members: int
    present: int
    barred: int = 0
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    chair_in_favour: bool = False

    @property
    def quorum(self) -> int:
        """Two thirds of all members, rounded up."""
        return max(1, -(-2 * self.members // 3))

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.quorum

    @property
    def base(self) -> int:
        return self.present - self.barred

    @property
    def majority(self) -> int:
        """The smallest number that is more than half of the base."""
        return self.base // 2 + 1

    @property
    def silent(self) -> int:
        """Those who may vote and have not."""
        return self.base - self.in_favour - self.against - self.abstained

    @property
    def is_carried(self) -> bool:
        """Everybody who may has voted, and more than half (or half with the chair) are in favour."""
        if not self.has_quorum or self.base <= 0 or self.silent > 0:
            return False
        is_tied = self.in_favour == self.against > 0
        return self.in_favour >= self.majority or (is_tied and self.chair_in_favour)

"""Quorum and majority of a commission, with every number that goes into them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from grants.choices import VoteChoice

NOTHING = ""


class Voter(Protocol):
    """A member at a sitting, there or not."""

    pk: int
    is_present: bool


class Said(Protocol):
    """What a member did about one application: a conflict (text), or the vote given ('' for none)."""

    conflict: str
    choice: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who is at the sitting; counts of people. The quorum is ⌈2n/3⌉ of all n members, whoever has a conflict (R37)."""

    members: int
    present: int

    @property
    def quorum(self) -> int:
        return max(1, -(-2 * self.members // 3))

    @property
    def has_quorum(self) -> bool:
        return self.present >= self.quorum


@dataclass(frozen=True, slots=True)
class Roll:
    """The vote on one application; all numbers are counts of people.

    ``barred`` are those present who have a conflict of interest with this application: they stay in the quorum of the
    sitting and are out of the ``base`` that the majority is taken of. ``chair`` is how the chair votes where the chair's
    vote decides a tie, '' where it does not.
    """

    attendance: Attendance
    barred: int = 0
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    chair: str = NOTHING

    @property
    def members(self) -> int:
        return self.attendance.members

    @property
    def present(self) -> int:
        return self.attendance.present

    @property
    def base(self) -> int:
        """Members present who vote on this application."""
        return self.present - self.barred

    @property
    def majority(self) -> int:
        """The smallest number of votes that is more than half of the base."""
        return self.base // 2 + 1

    @property
    def voted(self) -> int:
        return self.in_favour + self.against + self.abstained

    @property
    def silent(self) -> int:
        """Members who may vote on it and have not."""
        return self.base - self.voted

    @property
    def is_tied(self) -> bool:
        return self.in_favour == self.against > 0

    @property
    def is_decided_by_chair(self) -> bool:
        return self.is_tied and self.chair == VoteChoice.FOR

    @property
    def is_carried(self) -> bool:
        """Whether the proposal is adopted, if nobody else votes."""
        has_majority = self.in_favour >= self.majority or self.is_decided_by_chair
        return self.attendance.has_quorum and self.base > 0 and has_majority


def attendance_of(voters: Iterable[Voter]) -> Attendance:
    """Count ``voters`` as they stand now."""
    everybody = list(voters)
    return Attendance(len(everybody), sum(one.is_present for one in everybody))


def call_roll(voters: Iterable[Voter], said: Mapping[int, Said], chair: int | None = None) -> Roll:
    """The vote on one application: ``said`` by the key of the voter. ``chair``: the voter whose vote decides a tie."""
    everybody = list(voters)
    there = [said[one.pk] for one in everybody if one.is_present and one.pk in said]
    votes = [one.choice for one in there if not one.conflict]
    return Roll(
        attendance=attendance_of(everybody),
        barred=sum(bool(one.conflict) for one in there),
        in_favour=votes.count(VoteChoice.FOR),
        against=votes.count(VoteChoice.AGAINST),
        abstained=votes.count(VoteChoice.ABSTAIN),
        chair=said[chair].choice if chair is not None and chair in said else NOTHING,
    )

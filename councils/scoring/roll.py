"""Quorum, majority and shares of a council, with every number that goes into them (rules R51, R52, R57, R58)."""

from __future__ import annotations

from dataclasses import dataclass

from councils.choices import Choice, Majority, MotionStatus


def quorum(members: int) -> int:
    """⌈2n/3⌉ of all members, whoever is barred from one vote (rule R57); at least one."""
    return max(1, -(-2 * members // 3))


def most_of_state(members: int) -> int:
    """⌊n/3⌋: how many members at most may come from the state (rules R51, R52)."""
    return members // 3


def needed(taking_part: int, majority: str) -> int:
    """The smallest number of votes in favour that carries a motion."""
    if majority == Majority.TWO_THIRDS:
        return max(1, -(-2 * taking_part // 3))
    return taking_part // 2 + 1


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote as it stands; all numbers are counts of people.

    ``taking_part`` are those present without a conflict of interest: the quorum asks who is present, the majority who
    takes part. ``chair`` is the choice of the chair in an open ballot, '' when the chair did not vote or nobody may
    know: a tie of for and against then stays a tie, and the motion is not carried.
    """

    members: int
    present: int
    taking_part: int
    in_favour: int = 0
    against: int = 0
    abstained: int = 0
    majority: str = Majority.SIMPLE
    chair: str = ""

    @property
    def quorum(self) -> int:
        return quorum(self.members)

    @property
    def has_quorum(self) -> bool:
        return self.members > 0 and self.present >= self.quorum

    @property
    def needed(self) -> int:
        return needed(self.taking_part, self.majority)

    @property
    def voted(self) -> int:
        return self.in_favour + self.against + self.abstained

    @property
    def silent(self) -> int:
        """Members taking part who have not voted."""
        return self.taking_part - self.voted

    @property
    def is_tied(self) -> bool:
        """Everybody taking part has voted, half of them in favour and half against (simple majority alone)."""
        halves = self.in_favour == self.against and 2 * self.in_favour == self.taking_part
        return self.majority == Majority.SIMPLE and halves and self.in_favour > 0

    @property
    def chair_decides(self) -> bool:
        """The voice of the chair breaks the tie."""
        return self.is_tied and self.chair == Choice.FOR

    @property
    def is_carried(self) -> bool:
        return self.has_quorum and (self.in_favour >= self.needed or self.chair_decides)

    @property
    def outcome(self) -> str:
        return MotionStatus.CARRIED if self.is_carried else MotionStatus.REJECTED

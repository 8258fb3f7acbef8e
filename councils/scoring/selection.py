"""Who of the candidates gets a seat: pure arithmetic of the working group's vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from councils.scoring.roll import needed


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes on one candidate. ``barred`` are members of the group who are tied to the candidate's organisation;
    ``head`` says that the head of the group voted for the candidate.
    """

    key: int
    taking_part: int
    in_favour: int
    against: int
    abstained: int
    barred: int = 0
    head: bool = False

    @property
    def needed(self) -> int:
        """More than half of those who take part in this vote."""
        return needed(self.taking_part, "simple")

    @property
    def is_carried(self) -> bool:
        return self.taking_part > 0 and self.in_favour >= self.needed

    @property
    def order(self) -> tuple[int, int, int]:
        """More votes first, then fewer against, then those for whom the head of the group voted."""
        return (-self.in_favour, self.against, not self.head)


@dataclass(frozen=True, slots=True)
class Selection:
    """Keys of the elected, the best first. ``tied`` are those among whom the votes do not decide: they are voted on again."""

    elected: tuple[int, ...]
    tied: tuple[int, ...]


def select(ballots: Sequence[Ballot], places: int) -> Selection:
    """The ``places`` best of those with more than half of the votes. The order of ``ballots`` changes nothing."""
    carried = sorted((one for one in ballots if one.is_carried), key=lambda one: (*one.order, one.key))
    if len(carried) <= places:
        return Selection(tuple(one.key for one in carried), ())
    line = carried[places - 1].order if places else None
    if line is None or carried[places].order != line:
        return Selection(tuple(one.key for one in carried[:places]), ())
    clear = tuple(one.key for one in carried if one.order < line)
    return Selection(clear, tuple(one.key for one in carried if one.order == line))

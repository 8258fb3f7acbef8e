"""The line of a ranking: who stands above it when it is followed from the top, and what would fit next.

The line is a number of places or a sum of money, or both; money is whole hundredths. Entries that do not reach the pass
mark are passed over. Equal ranks stand above the line all together or not at all, because nothing in the ranking prefers
one of them; and the line stops at the first rank that does not fit whole: nobody is served before somebody higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

Amounts = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """``places`` or ``budget`` is None when there is no such bound; with neither everybody who passes is above."""

    places: int | None = None
    budget: int | None = None
    amounts: Amounts | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An entry in some ranking."""

    number: int
    rank: int
    is_passing: bool


@dataclass(frozen=True, slots=True)
class Cut:
    """``above`` in the order of the ranking; ``left`` is what remains of the budget.

    ``stopped`` is the rank that did not fit whole, with what it ``wanted``; ``fitting`` are entries below it that would fit
    into what is left: never served by themselves, because somebody stands higher.
    """

    above: list[int]
    left: int | None
    stopped: list[int]
    wanted: int
    fitting: list[int]

    @property
    def missing(self) -> int | None:
        """How much money would be needed for the next rank; None when there is no next one, or places stopped it."""
        if self.left is None or not self.stopped or self.wanted <= self.left:
            return None
        return self.wanted - self.left


def cut(places: Iterable[Place], line: Line) -> Cut:
    """Where ``line`` cuts ``places``, whatever their order."""
    amounts = line.amounts or {}
    standing = sorted((one for one in places if one.is_passing), key=lambda one: (one.rank, one.number))
    above: list[int] = []
    left, rest = line.budget, iter([(rank, list(group)) for rank, group in groupby(standing, key=lambda one: one.rank)])
    for _rank, group in rest:
        wanted = sum(amounts.get(one.number, 0) for one in group)
        if not _fits(line, len(above) + len(group), wanted, left):
            below = [one.number for _, lower in rest for one in lower]
            return Cut(above, left, [one.number for one in group], wanted, _fitting(below, amounts, left))
        above += [one.number for one in group]
        left = None if left is None else left - wanted
    return Cut(above, left, [], 0, [])


def _fits(line: Line, count: int, wanted: int, left: int | None) -> bool:
    return (line.places is None or count <= line.places) and (left is None or wanted <= left)


def _fitting(below: list[int], amounts: Amounts, left: int | None) -> list[int]:
    return [] if left is None else [number for number in below if 0 < amounts.get(number, 0) <= left]

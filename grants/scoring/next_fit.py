"""What the money that a list leaves would do for the next of the ranking. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from grants.scoring.budget_line import Candidate, balance

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class NextFit:
    """``key`` is the best ranked application without a grant that reached the pass mark; it ``wanted`` so much, tenge.

    ``least`` is the smallest grant that the call gives. ``equals`` says how many others share its rank.
    """

    key: int
    rank: int
    wanted: Decimal
    left: Decimal
    least: Decimal
    equals: int = 0

    @property
    def missing(self) -> Decimal:
        """What the budget would have to be larger by."""
        return max(self.wanted - self.left, ZERO)

    @property
    def fits(self) -> bool:
        return self.left >= self.wanted

    @property
    def partial(self) -> Decimal | None:
        """The largest part of it that the rules allow; None when the whole fits, or when nothing may be given."""
        if self.fits or self.left < self.least or self.left <= ZERO:
            return None
        return self.left


def next_fit(
    candidates: Iterable[Candidate], given: Mapping[int, Decimal], *, budget: Decimal, least: Decimal
) -> NextFit | None:
    """Who is next after the grants ``given`` by key; None when everybody who may get one has one."""
    waiting = [one for one in candidates if one.is_passing and one.rank is not None and one.key not in given]
    if not waiting:
        return None
    first = min(waiting, key=lambda one: (one.rank or 0, one.key))
    equals = sum(one.rank == first.rank for one in waiting) - 1
    left = balance(budget, list(given.values())).left
    return NextFit(first.key, first.rank or 0, first.amount, left, least, equals)

"""Where the money of a call ends when the ranking is followed from the top."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import groupby


class Place(Enum):
    """Why an application stands above or below the line."""

    WITHIN = "within"
    NO_MONEY = "no_money"
    TIED_AT_LINE = "tied_at_line"
    BELOW_MARK = "below_mark"
    NOT_RANKED = "not_ranked"
    OUTDONE = "outdone"
    RESERVED = "reserved"
    FREED = "freed"
    CAPPED = "capped"
    DISPLACED = "displaced"


@dataclass(frozen=True, slots=True)
class Candidate:
    """``key`` names the application; ``amount`` is what it would get, in tenge."""

    key: int
    rank: int | None
    amount: Decimal
    is_passing: bool


@dataclass(frozen=True, slots=True)
class Share:
    key: int
    place: Place
    amount: Decimal


def share_out(candidates: Iterable[Candidate], budget: Decimal) -> list[Share]:
    """One share per candidate, best rank first; the amounts never exceed ``budget``.

    The line stops at the first rank that does not fit whole: nobody further down is served before somebody higher.
    Equal ranks are served all together or not at all, because nothing in the ranking prefers one of them.
    """
    ranked, rest = _split(candidates)
    shares, left, is_open = [], budget, True
    for _rank, group in groupby(ranked, key=lambda candidate: candidate.rank):
        equals = list(group)
        wanted = sum((candidate.amount for candidate in equals), Decimal(0))
        if is_open and wanted <= left:
            left -= wanted
            shares += [Share(candidate.key, Place.WITHIN, candidate.amount) for candidate in equals]
            continue
        place = Place.TIED_AT_LINE if is_open and len(equals) > 1 else Place.NO_MONEY
        is_open = False
        shares += [Share(candidate.key, place, Decimal(0)) for candidate in equals]
    return shares + rest


SERVED = (Place.WITHIN, Place.RESERVED, Place.FREED)
# Who was passed over by an «at most» waits behind it: a grant from the reserve list would break the quota.
BELOW_LINE = (Place.NO_MONEY, Place.TIED_AT_LINE, Place.DISPLACED)


def reserve_of(shares: Iterable[Share], size: int) -> list[int]:
    """Keys of the first ``size`` applications below the line, best first: they reached the pass mark, the money ended."""
    return [share.key for share in shares if share.place in BELOW_LINE][:size]


def by_quotas(
    shares: Iterable[Share], amounts: Mapping[int, Decimal], above: Collection[int], moves: Mapping[int, str]
) -> list[Share]:
    """``shares`` of the plain line as the quotas leave them: ``above`` are served, ``moves`` say whom a quota has moved."""
    found = []
    for share in shares:
        if share.key in above:
            found.append(Share(share.key, Place(moves.get(share.key, Place.WITHIN)), amounts[share.key]))
        elif share.key in moves or share.place is Place.WITHIN:
            found.append(Share(share.key, Place(moves.get(share.key, Place.DISPLACED)), Decimal(0)))
        else:
            found.append(share)
    return found


def _split(candidates: Iterable[Candidate]) -> tuple[list[Candidate], list[Share]]:
    ordered = sorted(candidates, key=lambda one: (one.rank is None, one.rank or 0, one.key))
    ranked = [one for one in ordered if one.rank is not None and one.is_passing]
    rest = [
        Share(one.key, Place.NOT_RANKED if one.rank is None else Place.BELOW_MARK, Decimal(0))
        for one in ordered
        if one.rank is None or not one.is_passing
    ]
    return ranked, rest


@dataclass(frozen=True, slots=True)
class Balance:
    """``budget`` = ``awarded`` + ``left``, always."""

    budget: Decimal
    awarded: Decimal

    @property
    def left(self) -> Decimal:
        return self.budget - self.awarded

    @property
    def is_exceeded(self) -> bool:
        return self.awarded > self.budget


def balance(budget: Decimal, amounts: Sequence[Decimal]) -> Balance:
    """The budget of a call after ``amounts`` are given away."""
    return Balance(budget, sum(amounts, Decimal(0)))

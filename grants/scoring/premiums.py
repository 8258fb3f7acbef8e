"""Who wins a nomination and how its money is divided. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from grants.scoring.budget_line import Place, Share

TIYN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Contender:
    """``key`` names the application, ``nomination`` what it stands in; ``number`` orders equal ranks."""

    key: int
    nomination: str
    rank: int | None
    is_passing: bool
    number: str = ""


def divide(total: Decimal, winners: int) -> list[Decimal]:
    """``total`` (tenge) in ``winners`` equal parts, to the tiyn.

    What cannot be divided is given out by one tiyn each to the first of them, so the parts are never further apart than
    one tiyn and always come to ``total``.
    """
    if winners < 1:
        return []
    tiyn = int(total / TIYN)
    part, rest = divmod(tiyn, winners)
    return [(part + (place < rest)) * TIYN for place in range(winners)]


def free_share(total: Decimal, parts: int, held: Sequence[Decimal]) -> Decimal:
    """What the next of the reserve gets of ``total`` (tenge) that was divided into ``parts``, of which ``held`` are held.

    One part of those that are free, to the tiyn; zero when none is. Whoever takes the last one takes what is left, so the
    parts always come to ``total``.
    """
    free = parts - len(held)
    return divide(total - sum(held, Decimal(0)), free)[0] if free > 0 else Decimal(0)


def amounts(winners: Iterable[Contender], total: Decimal, *, is_shared: bool) -> dict[int, Decimal]:
    """What each winner gets, by key: the whole amount, or its part of the nomination's, the best rank first."""
    found: dict[int, Decimal] = {}
    for group in _by_nomination(winners).values():
        parts = divide(total, len(group)) if is_shared else [total] * len(group)
        found |= {one.key: part for one, part in zip(group, parts, strict=True)}
    return found


def award(contenders: Sequence[Contender], total: Decimal, budget: Decimal, *, is_shared: bool) -> list[Share]:
    """The list that a commission starts with: the best of each nomination wins; equals win together.

    Where each winner gets the whole amount and the budget is not enough for all equals, none of them is proposed.
    """
    shares, left = [], budget
    for group in _by_nomination(contenders).values():
        ranked = [one for one in group if one.rank is not None and one.is_passing]
        best = next((list(equals) for _rank, equals in groupby(ranked, key=lambda one: one.rank)), [])
        given = amounts(best, total, is_shared=is_shared)
        needed = sum(given.values(), Decimal(0))
        is_enough = needed <= left
        left -= needed if is_enough else Decimal(0)
        for one in group:
            place = _place(one, one.key in given, is_enough=is_enough)
            shares.append(Share(one.key, place, given[one.key] if place is Place.WITHIN else Decimal(0)))
    return shares


def _place(one: Contender, is_best: bool, *, is_enough: bool) -> Place:
    if one.rank is None:
        return Place.NOT_RANKED
    if not one.is_passing:
        return Place.BELOW_MARK
    if not is_best:
        return Place.OUTDONE
    return Place.WITHIN if is_enough else Place.NO_MONEY


def _by_nomination(contenders: Iterable[Contender]) -> Mapping[str, list[Contender]]:
    """Contenders of each nomination, the best first; nominations in the order of their names."""
    ordered = sorted(contenders, key=lambda one: (one.nomination, one.rank is None, one.rank or 0, one.number, one.key))
    return {name: list(group) for name, group in groupby(ordered, key=lambda one: one.nomination)}

"""What a granted appeal does to the ranking and to the line, and which grants wait for it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from evaluation.scoring import line
from evaluation.scoring.numbers import hundredths
from evaluation.scoring.quotas import Quota, select
from grants.scoring.budget_line import Candidate, Place, share_out

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Quotas:
    """The quotas of a call, and the groups of each application by its number."""

    rules: Sequence[Quota]
    groups: Mapping[str, Mapping[str, Iterable[str]]]

    def above(
        self,
        ranked: Mapping[str, int],
        amounts: Mapping[str, Decimal],
        settled: Mapping[str, Decimal],
        budget: Decimal,
    ) -> list[str]:
        """Who of ``ranked`` is served beside ``settled``, which has its money already."""
        numbers = sorted({*ranked, *settled})
        keys = {number: key for key, number in enumerate(numbers)}
        places = [line.Place(keys[number], ranked.get(number, 0), True) for number in numbers]
        money = {keys[number]: hundredths(settled.get(number, amounts.get(number, ZERO))) for number in numbers}
        groups = {keys[number]: self.groups.get(number, {}) for number in numbers}
        found = select(
            places,
            line.Line(budget=hundredths(budget), amounts=money),
            self.rules,
            groups,
            [keys[number] for number in settled],
        )
        return [numbers[key] for key in found.cut.above if numbers[key] not in settled]


@dataclass(frozen=True, slots=True)
class Standing:
    """One application as it stands: ``awarded`` is what it has now, ``wanted`` what it would get, in tenge.

    ``is_settled``: its grant is accepted and no open appeal may touch it, so that it stays whatever comes.
    ``is_out``: it has given its grant up and takes no part any more.
    """

    number: str
    total: Decimal | None
    wanted: Decimal
    awarded: Decimal = ZERO
    is_settled: bool = False
    is_out: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The same application before and after."""

    number: str
    rank_before: int | None
    rank_after: int | None
    total_before: Decimal | None
    total_after: Decimal | None
    amount_before: Decimal
    amount_after: Decimal


def ranks(totals: Mapping[str, Decimal | None]) -> dict[str, int | None]:
    """Places by total, the highest first; equal totals have equal places, and the next place is counted on."""
    ordered = sorted((total for total in totals.values() if total is not None), reverse=True)
    return {number: None if total is None else ordered.index(total) + 1 for number, total in totals.items()}


def settle(
    standings: Sequence[Standing],
    budget: Decimal,
    corrected: Mapping[str, Decimal],
    pass_mark: Decimal | None,
    quotas: Quotas | None = None,
) -> list[Moved]:
    """Ranks and amounts after ``corrected`` totals; the amounts never exceed ``budget``.

    Settled grants stay. The rest of the money goes down the new ranking, as the first line did: it stops at the first
    rank that does not fit whole, and equals are served together or not at all. The ``quotas`` of the call count what is
    settled, and hold for the rest.
    """
    before = ranks({one.number: one.total for one in standings})
    totals = {one.number: corrected.get(one.number, one.total) for one in standings}
    after = ranks(totals)
    kept = sum((one.awarded for one in standings if one.is_settled), ZERO)
    open_to = [one for one in standings if not (one.is_settled or one.is_out)]
    candidates = [
        Candidate(
            key, after[one.number], one.awarded or one.wanted, _passes(totals[one.number], pass_mark) and one.wanted > 0
        )
        for key, one in enumerate(open_to)
    ]
    shares = share_out(candidates, budget - kept)
    given = {open_to[share.key].number: share.amount for share in shares if share.place is Place.WITHIN}
    if quotas is not None:
        amounts = {open_to[one.key].number: one.amount for one in candidates}
        ranked = {open_to[one.key].number: one.rank for one in candidates if one.is_passing and one.rank is not None}
        settled = {one.number: one.awarded for one in standings if one.is_settled}
        given = {number: amounts[number] for number in quotas.above(ranked, amounts, settled, budget)}
    return [
        Moved(
            one.number,
            before[one.number],
            after[one.number],
            one.total,
            totals[one.number],
            one.awarded,
            one.awarded if one.is_settled else given.get(one.number, ZERO),
        )
        for one in standings
    ]


def _passes(total: Decimal | None, pass_mark: Decimal | None) -> bool:
    return total is not None and (pass_mark is None or total >= pass_mark)


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant that is offered or accepted; ``is_bound``: an agreement was made of it, so nothing can touch it."""

    number: str
    rank: int | None
    amount: Decimal
    is_bound: bool = False


def waiting(grants: Iterable[Grant], left: Decimal, claims: Decimal) -> list[str]:
    """Numbers of the grants whose agreements wait for the open appeals: their money may be touched.

    What is left of the budget covers the claims first; for the rest the grants at the end of the ranking are kept
    back, as few as it takes. None when the claims are covered.
    """
    uncovered = claims - left
    held = []
    for grant in sorted(grants, key=lambda one: (one.rank is None, one.rank or 0, one.number), reverse=True):
        if uncovered <= 0:
            break
        if not grant.is_bound:
            held.append(grant.number)
            uncovered -= grant.amount
    return sorted(held)


def reserved(left: Decimal, claims: Decimal) -> Decimal:
    """How much of what is left is kept for open appeals, tenge."""
    return max(ZERO, min(left, claims))


def told(moved: Iterable[Moved]) -> dict[str, list[Any]]:
    """The effect as it is kept: a row for each application whose place, points or money changed."""
    return {
        "rows": [
            [
                one.number,
                one.rank_before,
                one.rank_after,
                _text(one.total_before),
                _text(one.total_after),
                str(one.amount_before),
                str(one.amount_after),
            ]
            for one in moved
        ]
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def read(effect: Mapping[str, Any]) -> list[Moved]:
    """The other way round."""
    return [
        Moved(row[0], row[1], row[2], _number(row[3]), _number(row[4]), Decimal(row[5]), Decimal(row[6]))
        for row in effect.get("rows", [])
    ]


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def unchanged(moved: Moved) -> bool:
    """Whether nothing became of this application."""
    same = replace(moved, rank_after=moved.rank_before, total_after=moved.total_before)
    return same == moved and moved.amount_before == moved.amount_after

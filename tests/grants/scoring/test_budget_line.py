from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from grants.scoring.budget_line import Candidate, Place, balance, share_out

amounts = some.decimals(min_value=1, max_value=10_000_000, places=2)
candidates = some.lists(
    some.builds(
        Candidate,
        key=some.integers(0, 10_000),
        rank=some.none() | some.integers(1, 12),
        amount=amounts,
        is_passing=some.booleans(),
    ),
    max_size=30,
    unique_by=lambda candidate: candidate.key,
)


def one(key: int, rank: int | None, amount: int = 500, *, is_passing: bool = True) -> Candidate:
    return Candidate(key, rank, Decimal(amount), is_passing)


def places(*given: Candidate, budget: int) -> list[tuple[int, Place]]:
    return [(share.key, share.place) for share in share_out(given, Decimal(budget))]


def test_money_goes_down_the_ranks_until_it_ends() -> None:
    assert places(one(3, 3), one(1, 1), one(2, 2), budget=1200) == [
        (1, Place.WITHIN),
        (2, Place.WITHIN),
        (3, Place.NO_MONEY),
    ]


def test_nobody_below_the_line_is_served_before_somebody_above() -> None:
    assert places(one(1, 1, 800), one(2, 2, 500), one(3, 3, 100), budget=1000) == [
        (1, Place.WITHIN),
        (2, Place.NO_MONEY),
        (3, Place.NO_MONEY),
    ]


def test_equal_ranks_are_served_all_or_not_at_all() -> None:
    equals = (one(1, 1), one(2, 2), one(3, 2), one(4, 4))

    assert places(*equals, budget=1000) == [
        (1, Place.WITHIN),
        (2, Place.TIED_AT_LINE),
        (3, Place.TIED_AT_LINE),
        (4, Place.NO_MONEY),
    ]
    assert [place for _key, place in places(*equals, budget=1500)] == [Place.WITHIN] * 3 + [Place.NO_MONEY]


def test_unranked_and_failed_get_nothing_however_much_is_left() -> None:
    given_candidates = (one(1, 1), one(2, 2, is_passing=False), one(3, None, is_passing=False), one(4, None))

    assert places(*given_candidates, budget=10_000) == [
        (1, Place.WITHIN),
        (2, Place.BELOW_MARK),
        (3, Place.NOT_RANKED),
        (4, Place.NOT_RANKED),
    ]


@given(candidates=candidates, budget=some.decimals(min_value=0, max_value=50_000_000, places=2))
def test_budget_is_what_is_awarded_and_what_is_left(candidates: list[Candidate], budget: Decimal) -> None:
    shares = share_out(candidates, budget)
    money = balance(budget, [share.amount for share in shares])

    assert money.awarded + money.left == budget
    assert (money.is_exceeded, money.awarded <= budget) == (False, True)
    assert sorted(share.key for share in shares) == sorted(candidate.key for candidate in candidates)
    assert all((share.amount > 0) == (share.place is Place.WITHIN) for share in shares)


@given(candidates=candidates, budget=some.decimals(min_value=0, max_value=50_000_000, places=2))
def test_order_in_which_applications_came_changes_nothing(candidates: list[Candidate], budget: Decimal) -> None:
    assert share_out(candidates, budget) == share_out(candidates[::-1], budget)


@given(candidates=candidates, budget=some.decimals(min_value=0, max_value=50_000_000, places=2))
def test_whoever_is_served_has_nobody_unserved_above(candidates: list[Candidate], budget: Decimal) -> None:
    ranks = {candidate.key: candidate.rank for candidate in candidates}
    shares = share_out(candidates, budget)
    served = [ranks[share.key] for share in shares if share.place is Place.WITHIN]
    refused = [ranks[share.key] for share in shares if share.place in {Place.NO_MONEY, Place.TIED_AT_LINE}]

    assert not served or not refused or max(served) < min(refused)

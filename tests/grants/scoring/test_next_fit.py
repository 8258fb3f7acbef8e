"""What the money left would do for the next of the ranking: drawn at random, to the tiyn."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from grants.scoring.budget_line import Candidate, Place, balance, share_out
from grants.scoring.next_fit import next_fit

MONEY = some.decimals(min_value="0.01", max_value=1_000_000, places=2)


def candidate(key: int, rank: int | None, amount: int, *, is_passing: bool = True) -> Candidate:
    return Candidate(key, rank, Decimal(amount), is_passing)


def test_the_first_without_a_grant_is_next_with_what_is_missing_and_the_part_that_may_be_given() -> None:
    rows = [candidate(1, 1, 500), candidate(2, 2, 400), candidate(3, 3, 300), candidate(4, 3, 200)]
    given_ = {1: Decimal(500)}

    fit = next_fit(rows, given_, budget=Decimal(700), least=Decimal(100))
    assert fit is not None
    assert (fit.key, fit.left, fit.missing, fit.fits, fit.partial, fit.equals) == (2, 200, 200, False, 200, 0)
    small = next_fit(rows, given_, budget=Decimal(700), least=Decimal(201))
    assert small is not None
    assert (small.partial, small.missing) == (None, 200)
    whole = next_fit(rows, given_ | {2: Decimal(100)}, budget=Decimal(900), least=Decimal(100))
    assert whole is not None
    assert (whole.key, whole.fits, whole.missing, whole.partial, whole.equals) == (3, True, 0, None, 1)


def test_nobody_is_next_where_all_have_a_grant_or_may_not_get_one() -> None:
    rows = [candidate(1, 1, 500), candidate(2, 2, 400, is_passing=False), candidate(3, None, 300)]

    assert next_fit(rows, {1: Decimal(500)}, budget=Decimal(900), least=Decimal(0)) is None


@given(some.lists(MONEY, min_size=1, max_size=8), some.data(), MONEY, MONEY)
def test_budget_is_awarded_and_left_whatever_is_given(
    amounts: list[Decimal], data: some.DataObject, budget: Decimal, least: Decimal
) -> None:
    ranks = data.draw(some.lists(some.integers(1, 4), min_size=len(amounts), max_size=len(amounts)))
    rows = [Candidate(key, rank, amount, True) for key, (rank, amount) in enumerate(zip(ranks, amounts, strict=True))]
    shares = {share.key: share.amount for share in share_out(rows, budget) if share.place is Place.WITHIN}

    money = balance(budget, list(shares.values()))
    assert money.awarded + money.left == money.budget
    assert not money.is_exceeded
    fit = next_fit(rows, shares, budget=budget, least=least)
    assert (fit is None) == (len(shares) == len(rows))
    if fit is not None:
        assert fit.left == money.left
        assert fit.missing == max(fit.wanted - fit.left, Decimal(0))
        part = fit.wanted if fit.fits else fit.partial
        if part is not None:
            assert not balance(budget, [*shares.values(), part]).is_exceeded
            assert fit.fits or least <= part < fit.wanted

"""Dividing a premium to the tiyn, and who wins a nomination."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from grants.scoring.budget_line import Place
from grants.scoring.premiums import TIYN, Contender, amounts, award, divide, free_share

D = Decimal
money = st.integers(1, 10**12).map(lambda tiyn: tiyn * TIYN)


@given(money, st.integers(1, 200))
def test_the_parts_come_to_the_whole_and_differ_by_a_tiyn_at_most(total: Decimal, winners: int) -> None:
    parts = divide(total, winners)

    assert (sum(parts), len(parts)) == (total, winners)
    assert max(parts) - min(parts) <= TIYN
    assert parts == sorted(parts, reverse=True)
    assert all(part == part.quantize(TIYN) for part in parts)


def test_the_first_get_the_tiyn_that_cannot_be_divided() -> None:
    assert divide(D("8650000.00"), 3) == [D("2883333.34"), D("2883333.33"), D("2883333.33")]
    assert divide(D("0.05"), 3) == [D("0.02"), D("0.02"), D("0.01")]
    assert divide(D(10), 0) == []


WORLD = [
    Contender(1, "3", 2, True, "A-1"),
    Contender(2, "3", 2, True, "A-2"),
    Contender(3, "3", 4, True, "A-3"),
    Contender(4, "10", 5, False, "A-4"),
    Contender(5, "10", 6, True, "A-5"),
    Contender(6, "10", None, False, "A-6"),
]


def test_the_best_of_each_nomination_wins_and_equals_share() -> None:
    shares = {one.key: (one.place, one.amount) for one in award(WORLD, D(100), D(200), is_shared=True)}

    assert shares == {
        1: (Place.WITHIN, D(50)),
        2: (Place.WITHIN, D(50)),
        3: (Place.OUTDONE, D(0)),
        4: (Place.BELOW_MARK, D(0)),
        5: (Place.WITHIN, D(100)),
        6: (Place.NOT_RANKED, D(0)),
    }


def test_where_each_gets_the_whole_the_budget_decides_for_all_equals_together() -> None:
    shares = {one.key: one.place for one in award(WORLD, D(100), D(250), is_shared=False)}
    poor = {one.key: one.place for one in award(WORLD, D(100), D(200), is_shared=False)}

    assert (shares[5], shares[1], shares[2]) == (Place.WITHIN, Place.NO_MONEY, Place.NO_MONEY)
    assert (poor[5], poor[1]) == (Place.WITHIN, Place.NO_MONEY)
    assert sum(one.amount for one in award(WORLD, D(100), D(300), is_shared=False)) == D(300)


contenders = st.lists(
    st.builds(Contender, st.integers(1, 10**6), st.sampled_from("345"), st.none() | st.integers(1, 9), st.booleans()),
    max_size=20,
    unique_by=lambda one: one.key,
)


@given(contenders, money, st.integers(1, 10), st.booleans())
def test_the_budget_is_never_exceeded_and_a_shared_nomination_costs_its_amount(
    listed: list[Contender], total: Decimal, nominations: int, is_shared: bool
) -> None:
    budget = total * nominations
    shares = award(listed, total, budget, is_shared=is_shared)

    assert sorted(one.key for one in shares) == sorted(one.key for one in listed)
    assert sum(one.amount for one in shares) <= budget
    winners = [one for one in listed if one.key in {share.key for share in shares if share.place is Place.WITHIN}]
    given_away = amounts(winners, total, is_shared=is_shared)
    assert given_away == {share.key: share.amount for share in shares if share.place is Place.WITHIN}
    if is_shared:
        assert sum(given_away.values()) == total * len({one.nomination for one in winners})


@given(money, st.integers(1, 12), st.data())
def test_free_shares_bring_a_shared_premium_back_to_its_whole(total: Decimal, parts: int, data: st.DataObject) -> None:
    """Whoever gives up a share, the reserve takes the free ones one by one, and together they are the sum again."""
    held = divide(total, parts)[: data.draw(st.integers(0, parts))]
    free = parts - len(held)
    taken: list[Decimal] = []
    while (share := free_share(total, parts, [*held, *taken])) > 0:
        taken.append(share)
        assert sum([*held, *taken]) <= total

    assert len(taken) <= free
    assert not free or sum([*held, *taken]) == total

"""The line after appeals, drawn anew in random contests."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from evaluation.scoring.quotas import Quota
from grants.scoring.appeals import Grant, Quotas, Standing, ranks, read, reserved, settle, told, unchanged, waiting

MILLION = Decimal(1_000_000)
amounts = some.integers(1, 50).map(lambda number: Decimal(number * 10_000))


def standing(number: str, total: int, wanted: int = 500_000, awarded: int = 0, **facts: bool) -> Standing:
    return Standing(number, Decimal(total), Decimal(wanted), Decimal(awarded), **facts)


@some.composite
def contests(draw) -> tuple[list[Standing], Decimal]:
    """Applications whose grants fit the budget; some are settled, some are out."""
    rows, spent = [], Decimal(0)
    for number in range(draw(some.integers(1, 8))):
        wanted, total = draw(amounts), draw(some.integers(0, 6))
        has_grant = draw(some.booleans())
        awarded = wanted if has_grant else Decimal(0)
        spent += awarded
        is_settled = has_grant and draw(some.booleans())
        is_out = not has_grant and draw(some.booleans())
        rows.append(Standing(str(number), Decimal(total), wanted, awarded, is_settled, is_out))
    return rows, spent + draw(some.integers(0, 40)) * 10_000


def test_ranks_count_on_after_equals() -> None:
    totals = {"a": Decimal(7), "b": Decimal(9), "c": Decimal(7), "d": None, "e": Decimal(1)}

    assert ranks(totals) == {"a": 2, "b": 1, "c": 2, "d": None, "e": 4}


def test_quotas_hold_after_an_appeal_and_count_what_is_settled() -> None:
    rows = [
        standing("a", 90, awarded=500_000, is_settled=True),
        standing("b", 80),
        standing("c", 70, awarded=500_000),
    ]
    groups = {"a": {"region": ["x"]}, "b": {"region": ["x"]}, "c": {"region": ["y"]}}
    one_each = [Quota("q1", "at_most", "awards", 1, "region", frozenset("x"))]

    def given(quotas: Quotas | None) -> list[Decimal]:
        return [one.amount_after for one in settle(rows, MILLION, {"b": Decimal(85)}, Decimal(50), quotas)]

    assert given(None) == [500_000, 500_000, 0]
    assert given(Quotas(one_each, groups)) == [500_000, 0, 500_000]
    assert given(Quotas([], groups)) == given(None)


def test_points_put_right_move_the_line_but_not_what_is_settled() -> None:
    rows = [
        standing("a", 90, awarded=500_000, is_settled=True),
        standing("b", 80, awarded=500_000),
        standing("c", 70),
    ]

    moved = settle(rows, MILLION, {"c": Decimal(85)}, Decimal(50))

    assert [(one.number, one.rank_before, one.rank_after, one.amount_after) for one in moved] == [
        ("a", 1, 1, Decimal(500_000)),
        ("b", 2, 3, Decimal(0)),
        ("c", 3, 2, Decimal(500_000)),
    ]
    assert [unchanged(one) for one in moved] == [True, False, False]
    # With everything settled there is no money, and nobody loses a grant.
    fixed = [
        standing("a", 90, awarded=500_000, is_settled=True),
        standing("b", 80, awarded=500_000, is_settled=True),
        rows[2],
    ]
    assert [one.amount_after for one in settle(fixed, MILLION, {"c": Decimal(99)}, None)] == [500_000, 500_000, 0]


def test_below_the_pass_mark_nothing_is_given() -> None:
    moved = settle([standing("a", 40)], MILLION, {"a": Decimal(49)}, Decimal(50))

    assert (moved[0].total_after, moved[0].amount_after) == (Decimal(49), 0)


@given(contests(), some.dictionaries(some.integers(0, 7).map(str), some.integers(0, 6).map(Decimal), max_size=3))
def test_the_budget_is_never_exceeded_and_what_is_settled_stays(contest, corrected) -> None:
    rows, budget = contest

    moved = settle(rows, budget, corrected, Decimal(3))

    assert sum(one.amount_after for one in moved) <= budget
    by_number = {one.number: one for one in moved}
    for one in rows:
        if one.is_settled:
            assert by_number[one.number].amount_after == one.awarded
        if one.is_out:
            assert by_number[one.number].amount_after == 0
    assert read(told(moved)) == moved


@given(
    some.lists(some.tuples(some.integers(1, 9), amounts, some.booleans()), max_size=8),
    some.integers(0, 100).map(lambda number: Decimal(number * 10_000)),
    some.integers(0, 300).map(lambda number: Decimal(number * 10_000)),
)
def test_as_few_grants_wait_as_the_claims_take(listed, left: Decimal, claims: Decimal) -> None:
    grants = [Grant(str(number), *one) for number, one in enumerate(listed)]

    held = waiting(grants, left, claims)

    free = [one for one in grants if not one.is_bound]
    amount_held = sum(one.amount for one in free if one.number in held)
    assert left + amount_held >= min(claims, left + sum(one.amount for one in free))
    assert not any(one.is_bound and one.number in held for one in grants)
    if claims <= left:
        assert held == []
    for one in free:
        if one.number in held:
            # Without the best of those that wait, the claims would not be covered.
            best = min((other for other in free if other.number in held), key=lambda other: (other.rank, other.number))
            assert left + amount_held - best.amount < claims
    assert 0 <= reserved(left, claims) <= left


@given(contests(), some.data())
def test_open_appeals_answered_one_after_the_other_stay_within_the_budget(contest, data) -> None:
    """A contest is played to its end: appeals come in, money is kept, grants wait, answers are given in any order."""
    rows, budget = contest
    state = {one.number: one for one in rows}
    losing = [one.number for one in rows if not one.awarded and not one.is_out]
    appealing = data.draw(some.lists(some.sampled_from(losing), unique=True)) if losing else []

    for place, number in enumerate(appealing):
        claims = sum((state[one].wanted for one in appealing[place:] if not state[one].awarded), Decimal(0))
        spent = sum((one.awarded for one in state.values()), Decimal(0))
        listed = ranks({one.number: one.total for one in state.values()})
        grants = [Grant(one.number, listed[one.number], one.awarded) for one in state.values() if one.awarded]
        held = waiting(grants, budget - spent, claims)
        standings = [
            Standing(
                one.number, one.total, one.wanted, one.awarded, bool(one.awarded) and one.number not in held, one.is_out
            )
            for one in state.values()
        ]
        others = claims - (Decimal(0) if state[number].awarded else state[number].wanted)
        for moved in settle(
            standings,
            budget - reserved(budget - spent, others),
            {number: Decimal(data.draw(some.integers(0, 9)))},
            None,
        ):
            old = state[moved.number]
            state[moved.number] = Standing(
                old.number, moved.total_after, old.wanted, moved.amount_after, False, old.is_out
            )
        assert sum(one.awarded for one in state.values()) <= budget

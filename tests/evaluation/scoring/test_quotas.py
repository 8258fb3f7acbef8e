"""Quotas by region, direction or group: by hand, by their properties, and against the stand-alone program."""

from __future__ import annotations

import importlib.util
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.engine import compute, places
from evaluation.scoring.inputs import read_rubric
from evaluation.scoring.line import Line, Place, cut
from evaluation.scoring.numbers import text
from evaluation.scoring.quality import assess
from evaluation.scoring.quotas import Kept, Move, Quota, cut_of, read_quotas, select
from tests.evaluation.scoring.documents import document

_spec = importlib.util.spec_from_file_location(
    "recompute", Path(__file__).parents[3] / "docs" / "verify" / "recompute.py"
)
assert _spec
assert _spec.loader
recompute: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(recompute)


def least(figure: int, group: str, unit: str = "awards", code: str = "q1") -> Quota:
    return Quota(code, "at_least", unit, figure, "region", frozenset([group]))


def most(figure: int, group: str, unit: str = "awards", code: str = "q2") -> Quota:
    return Quota(code, "at_most", unit, figure, "region", frozenset([group]))


# Six entries by rank; a and b are regions. Everybody asks for 100 of 300.
RANKED = [Place(number, number, True) for number in range(1, 7)]
REGIONS = {number: {"region": [region]} for number, region in enumerate("aaabab", start=1)}
THREE = Line(budget=300, amounts=dict.fromkeys(range(1, 7), 100))


def test_a_reserved_place_moves_the_best_of_the_group_in_and_the_last_of_the_line_out() -> None:
    found = select(RANKED, THREE, [least(1, "b")], REGIONS)

    assert found.cut.above == [1, 2, 4]
    assert found.plain == [1, 2, 3]
    assert found.moves == [Move(3, "displaced", ("q1",)), Move(4, "reserved", ("q1",))]
    assert found.kept == [Kept("q1", 1, 100, True)]


def test_a_limit_passes_over_and_the_line_goes_on() -> None:
    found = select(RANKED, THREE, [most(1, "a")], REGIONS)

    assert found.cut.above == [1, 4, 6]
    assert found.moves == [
        Move(2, "capped", ("q2",)),
        Move(3, "capped", ("q2",)),
        Move(4, "freed", ("q2",)),
        Move(5, "capped", ("q2",)),
        Move(6, "freed", ("q2",)),
    ]
    assert found.kept == [Kept("q2", 1, 100, True)]


def test_shares_of_the_budget_are_counted_in_money() -> None:
    half = select(RANKED, THREE, [least(50, "b", "percent")], REGIONS)
    third = select(RANKED, THREE, [most(33, "a", "percent")], REGIONS)

    assert half.cut.above == [1, 4, 6]
    assert half.kept == [Kept("q1", 2, 200, True)]
    assert third.cut.above == [4, 6]  # a grant of 100 is more than a third of 300, to the tiyn
    assert select(RANKED, THREE, [most(34, "a", "percent")], REGIONS).cut.above == [1, 4, 6]


def test_what_cannot_be_filled_stays_with_everybody_and_says_why() -> None:
    few = select(RANKED, THREE, [least(3, "b")], REGIONS)
    none = select(RANKED, Line(budget=50, amounts=THREE.amounts), [least(1, "b")], REGIONS)
    both = select(RANKED, THREE, [least(2, "b"), most(1, "b")], REGIONS)

    assert (few.cut.above, few.kept) == ([1, 4, 6], [Kept("q1", 2, 200, False, "too_few")])
    assert (none.cut.above, none.kept) == ([], [Kept("q1", 0, 0, False, "no_room")])
    assert (both.cut.above, both.kept[0]) == ([1, 2, 4], Kept("q1", 1, 100, False, "forbidden"))


def test_equals_of_a_group_stand_together_and_a_limit_may_shut_both_out() -> None:
    equals = [Place(1, 1, True), Place(2, 2, True), Place(3, 2, True), Place(4, 4, True)]
    regions = {1: {"region": ["b"]}, 2: {"region": ["a"]}, 3: {"region": ["a"]}, 4: {"region": ["a"]}}

    assert select(equals, THREE, [most(1, "a")], regions).cut.above == [1]
    assert select(equals, THREE, [least(1, "a")], regions).cut.above == [1, 2, 3]


def test_who_is_settled_is_counted_before_anything() -> None:
    found = select(RANKED, THREE, [most(2, "a")], REGIONS, settled=[5])

    assert found.cut.above == [1, 4, 5]


def test_the_line_tells_what_would_fit_next_but_never_who_is_shut_out() -> None:
    amounts = {1: 100, 2: 100, 3: 300, 4: 200, 5: 50, 6: 50}
    regions = {number: {"region": ["a" if number in (1, 2, 5) else "b"]} for number in range(1, 7)}

    found = select(RANKED, Line(budget=250, amounts=amounts), [most(1, "a")], regions).cut

    assert (found.above, found.stopped, found.wanted, found.left, found.fitting) == ([1], [3], 300, 150, [6])
    bare = select(RANKED, Line(places=2), [most(1, "a")], REGIONS).cut
    assert (bare.above, bare.fitting) == ([1, 4], [])


def quota_document(regions: str, amounts: list[int | None], rules: list[dict[str, Any]], budget: str) -> dict[str, Any]:
    """Entries ranked in their order, one point apart."""
    inputs = document([[[1000 - 100 * place, 1000]] for place in range(len(regions))], pass_mark="12.00")
    for entry, region, amount in zip(inputs["entries"], regions, amounts, strict=True):
        entry |= {"amount": None if amount is None else text(amount), "groups": {"region": [region]}}
    return inputs | {"quotas": {"budget": budget, "rules": rules}}


RULE = {"code": "q1", "bound": "at_least", "unit": "awards", "figure": 1, "of": "region", "values": ["b"]}


def test_the_outcome_of_a_contest_with_quotas_holds_them_and_ranks_stay() -> None:
    inputs = quota_document("aaab", [100, 100, 100, 100], [RULE], "3.00")
    plain = {key: value for key, value in inputs.items() if key != "quotas"}

    outcome = compute(inputs)

    assert outcome.summary == compute(plain).summary | {
        "selection": {
            "above": [1, 2, 4],
            "without_quotas": [1, 2, 3],
            "left": "0.00",
            "moves": [
                {"number": 3, "code": "displaced", "quotas": ["q1"]},
                {"number": 4, "code": "reserved", "quotas": ["q1"]},
            ],
            "quotas": [{"code": "q1", "awards": 1, "amount": "1.00", "is_kept": True, "why": ""}],
        }
    }
    assert [one.rank for one in outcome.results] == [1, 2, 3, 4]
    assert outcome.digest() != compute(plain).digest()


def test_nobody_is_served_with_nothing_and_nobody_below_the_pass_mark() -> None:
    inputs = quota_document("ab", [None, 100], [RULE], "3.00")
    assert compute(inputs).summary["selection"]["above"] == [2]
    inputs["rubric"]["pass_mark"] = "19.50"
    assert compute(inputs).summary["selection"]["quotas"][0]["why"] == "too_few"


def test_other_lines_follow_the_quotas_too_and_a_share_needs_money() -> None:
    inputs = quota_document("aaab", [100] * 4, [RULE, RULE | {"code": "q2", "unit": "percent", "figure": 60}], "3.00")
    ranked = places(compute(inputs).figures)

    assert cut_of(inputs, ranked, Line(places=2)).above == [1, 4]
    assert cut_of({"entries": []}, ranked, Line(places=2)).above == [1, 2]
    quality = assess(inputs, line=Line(places=2))
    assert [one.number for one in quality.firmness if one.is_above] == [1, 4]


@pytest.mark.parametrize("fault", [{"figure": "many"}, {"values": None}])
def test_rules_that_cannot_be_read_are_refused(fault: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        read_quotas([RULE | fault])


# --- any ranking, any quotas --------------------------------------------------------------------------------------------

rows = st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.integers(0, 5), st.sampled_from("abc")), max_size=8)
any_quotas = st.lists(
    st.tuples(
        st.sampled_from(["at_least", "at_most"]),
        st.sampled_from(["awards", "percent"]),
        st.integers(0, 3),
        st.sets(st.sampled_from("abc"), min_size=1, max_size=2),
    ),
    max_size=3,
).map(
    lambda drawn: [
        Quota(f"q{n}", bound, unit, figure if unit == "awards" else figure * 25, "region", frozenset(values))
        for n, (bound, unit, figure, values) in enumerate(drawn)
    ]
)


@given(rows, st.integers(0, 15), any_quotas, st.randoms(use_true_random=False))
def test_quotas_hold_whatever_the_ranking(drawn, budget: int, quotas: list[Quota], chance) -> None:
    standing = [Place(number, rank, passing) for number, (rank, passing, _, _) in enumerate(drawn)]
    amounts = {number: amount for number, (_, _, amount, _) in enumerate(drawn)}
    regions = {number: {"region": [region]} for number, (_, _, _, region) in enumerate(drawn)}
    line = Line(budget=budget, amounts=amounts)

    found = select(standing, line, quotas, regions)

    chosen, by_number = set(found.cut.above), {one.number: one for one in standing}
    assert sum(amounts[number] for number in chosen) == budget - (found.cut.left or 0) <= budget
    assert all(by_number[number].is_passing for number in chosen)
    for quota, kept in zip(quotas, found.kept, strict=True):
        own = [number for number in chosen if quota.holds(regions[number])]
        figures = (len(own), sum(amounts[number] for number in own), budget)
        assert (kept.awards, kept.money) == figures[:2]
        if quota.bound == "at_most":
            assert not quota.exceeded(*figures)
        else:
            assert kept.is_kept == quota.reached(*figures)
            assert bool(kept.why) != kept.is_kept
    # the order of the rows does not matter
    mixed = list(standing)
    chance.shuffle(mixed)
    assert select(mixed, line, quotas, regions) == found
    # equals of one region are together
    for _, group in groupby(
        sorted((one for one in standing if one.is_passing), key=lambda one: one.rank), lambda one: one.rank
    ):
        of_region: dict[str, set[bool]] = {}
        for one in group:
            of_region.setdefault(regions[one.number]["region"][0], set()).add(one.number in chosen)
        assert all(len(sides) == 1 for sides in of_region.values())
    # quotas that the plain line keeps change nothing
    plain = cut(standing, line).above
    own_figures = [
        (sum(q.holds(regions[n]) for n in plain), sum(amounts[n] for n in plain if q.holds(regions[n])), budget)
        for q in quotas
    ]
    if all(
        q.reached(*f) if q.bound == "at_least" else not q.exceeded(*f) for q, f in zip(quotas, own_figures, strict=True)
    ):
        assert set(plain) <= chosen
        assert chosen == set(plain) or any(quota.bound == "at_most" for quota in quotas)
    # every difference from the plain line has its reason
    assert {move.number for move in found.moves} >= chosen ^ set(plain)


@given(rows, st.integers(0, 15), any_quotas)
def test_the_stand_alone_program_gives_the_same_selection(drawn, budget: int, quotas: list[Quota]) -> None:
    marks = [[[1000 - 100 * rank, 1000 if passing else 0]] for rank, passing, _, _ in drawn]
    inputs = document(marks, pass_mark="12.00")
    for entry, (_, _, amount, region) in zip(inputs["entries"], drawn, strict=True):
        entry |= {"amount": text(amount), "groups": {"region": [region]}}
    rules = [
        {"code": q.code, "bound": q.bound, "unit": q.unit, "figure": q.figure, "of": q.of, "values": sorted(q.values)}
        for q in quotas
    ]
    inputs |= {"quotas": {"budget": text(budget), "rules": rules}}

    assert recompute.selection(inputs, recompute.ranking(inputs)) == compute(inputs).summary.get("selection")
    assert read_rubric(inputs["rubric"]).pass_mark == 1200

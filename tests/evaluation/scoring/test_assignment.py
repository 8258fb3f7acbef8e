from __future__ import annotations

import itertools
import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.scoring.assignment import (
    Case,
    Plan,
    Problem,
    Reader,
    Relaxation,
    Shortage,
    Terms,
    hindrance,
    solve,
)
from evaluation.scoring.assignment_document import is_confirmed, pairs_of, read_problem, written
from evaluation.scoring.canonical import digest

BOTH = frozenset({"kk", "ru"})


def problem(cases: int, readers: int, per_entry: int, **terms) -> Problem:
    return Problem(
        cases=[Case(number) for number in range(1, cases + 1)],
        readers=[Reader(number, BOTH) for number in range(1, readers + 1)],
        terms=Terms(per_entry, **terms),
        seed="seed",
    )


def test_each_entry_gets_its_experts_and_loads_are_even() -> None:
    plan = solve(problem(9, 6, 2))

    assert plan.is_complete
    assert plan.loads == dict.fromkeys(range(1, 7), 3)
    assert len(plan.pairs) == 18


def test_the_same_seed_gives_the_same_list_and_another_seed_another() -> None:
    question = problem(12, 6, 2)

    assert solve(question) == solve(question)
    assert solve(replace(question, seed="other")).pairs != solve(question).pairs


def test_a_barred_pair_is_never_given_even_when_an_entry_stays_short() -> None:
    question = replace(problem(2, 3, 2), barred=frozenset({(1, 1), (1, 2)}))

    plan = solve(question)

    assert [pair for pair in plan.pairs if pair[0] == 1] == [(1, 3)]
    assert plan.shortages == [Shortage(case=1, given=1, wanted=2, reasons={"conflict": 2})]
    assert plan.relaxations == [Relaxation("per_entry", 1, 0)]


def test_the_reasons_name_language_region_direction_and_load() -> None:
    question = Problem(
        cases=[Case(1, "kk", "A", 5), Case(2, "ru", "B", 6)],
        readers=[
            Reader(1, frozenset({"ru"}), "B", frozenset({5}), 5),
            Reader(2, BOTH, "A", frozenset({5}), 5),
            Reader(3, BOTH, "B", frozenset({6}), 6),
        ],
        terms=Terms(2, max_load=1, bars_own_region=True, by_direction=True),
    )

    plan = solve(question)

    assert plan.pairs == []
    assert plan.shortages == [
        Shortage(1, 0, 2, {"direction": 1, "language": 1, "region": 1}),
        Shortage(2, 0, 2, {"direction": 2, "region": 1}),
    ]
    assert [(item.kind, item.still_short) for item in plan.relaxations] == [
        ("region", 2),
        ("direction", 2),
        ("per_entry", 2),
        ("translator", 3),
    ]


def test_the_smallest_limit_that_helps_is_named() -> None:
    plan = solve(problem(10, 4, 2, max_load=3))

    assert len(plan.pairs) == 12
    assert {shortage.reasons.get("load") for shortage in plan.shortages} <= {3, 4}
    assert plan.relaxations[0] == Relaxation("load", 5, 0)


def test_a_translator_is_the_last_resort_and_is_noted() -> None:
    readers = [Reader(1, frozenset({"ru"})), Reader(2, BOTH)]
    question = Problem([Case(1, "kk"), Case(2, "ru")], readers, Terms(1, allows_translator=True), "seed")

    assert solve(question).pairs == [(1, 2), (2, 1)]
    assert solve(question).translated == []
    both = replace(question, terms=replace(question.terms, per_entry=2))
    assert solve(both).translated == [(1, 1)]


def test_the_sphere_is_a_wish_that_yields_to_even_loads() -> None:
    readers = [Reader(1, BOTH, spheres=frozenset({3})), Reader(2, BOTH, spheres=frozenset({4}))]
    question = Problem([Case(1, sphere=3), Case(2, sphere=4)], readers, Terms(1), "seed")

    assert solve(question).pairs == [(1, 1), (2, 2)]
    crowded = replace(question, cases=[Case(1, sphere=3), Case(2, sphere=3)])
    plan = solve(crowded)
    assert (plan.loads, len(plan.other_sphere)) == ({1: 1, 2: 1}, 1)


def test_what_is_kept_stays_and_the_others_carry_on_evenly() -> None:
    question = replace(problem(2, 3, 2), kept=frozenset({(1, 1)}), carried={1: 5, 2: 5, 3: 3})

    plan = solve(question)

    assert (1, 1) in plan.pairs
    assert plan.loads == {1: 6, 2: 6, 3: 5}


def test_nobody_to_ask_gives_an_empty_list_with_shortages() -> None:
    plan = solve(Problem([Case(1)], [], Terms(1)))

    assert (plan.pairs, plan.shortages) == ([], [Shortage(1, 0, 1, {})])
    assert plan.relaxations == []


CASES = st.builds(
    Case,
    number=st.just(0),
    language=st.sampled_from(["", "kk", "ru"]),
    region=st.sampled_from(["", "A", "B"]),
    sphere=st.sampled_from([None, 3, 4]),
)
READERS = st.builds(
    Reader,
    number=st.just(0),
    languages=st.frozensets(st.sampled_from(["kk", "ru"]), min_size=1),
    region=st.sampled_from(["", "A", "B"]),
    spheres=st.frozensets(st.sampled_from([3, 4])),
    direction=st.sampled_from([None, 3, 4]),
)
TERMS = st.builds(
    Terms,
    per_entry=st.integers(1, 3),
    max_load=st.none() | st.integers(1, 4),
    bars_own_region=st.booleans(),
    allows_translator=st.booleans(),
    by_direction=st.booleans(),
)


@st.composite
def problems(draw) -> Problem:
    cases = [replace(case, number=n) for n, case in enumerate(draw(st.lists(CASES, min_size=1, max_size=5)), 1)]
    readers = [replace(item, number=n) for n, item in enumerate(draw(st.lists(READERS, min_size=1, max_size=4)), 1)]
    pairs = st.sampled_from(list(itertools.product(range(1, len(cases) + 1), range(1, len(readers) + 1))))
    return Problem(cases, readers, draw(TERMS), "seed", draw(st.frozensets(pairs, max_size=6)))


def most_places(question: Problem) -> int:
    """How many places can be filled, found by trying: another way than the programme's."""
    limit = question.terms.max_load or len(question.cases)
    best = 0
    options = [
        (case.number, reader.number)
        for case in question.cases
        for reader in question.readers
        if not hindrance(question, case, reader)
    ]

    def grow(index: int, chosen: list[tuple[int, int]]) -> None:
        nonlocal best
        best = max(best, len(chosen))
        if index == len(options) or len(chosen) + len(options) - index <= best:
            return
        case, reader = options[index]
        by_case = sum(1 for pair in chosen if pair[0] == case)
        by_reader = sum(1 for pair in chosen if pair[1] == reader)
        if by_case < question.terms.per_entry and by_reader < limit:
            grow(index + 1, [*chosen, options[index]])
        grow(index + 1, chosen)

    grow(0, [])
    return best


@settings(deadline=None, max_examples=150)
@given(problems())
def test_no_world_gets_a_forbidden_pair_and_none_could_fill_more_places(question: Problem) -> None:
    plan = solve(question)

    cases = {case.number: case for case in question.cases}
    readers = {reader.number: reader for reader in question.readers}
    assert [hindrance(question, cases[case], readers[reader]) for case, reader in plan.pairs] == [""] * len(plan.pairs)
    assert len(set(plan.pairs)) == len(plan.pairs)
    assert max(plan.loads.values()) <= (question.terms.max_load or len(cases))
    assert len(plan.pairs) == most_places(question)
    assert sum(item.wanted - item.given for item in plan.shortages) == (
        len(cases) * question.terms.per_entry - len(plan.pairs)
    )
    for item in plan.shortages:
        assert sum(item.reasons.values()) == len(readers) - item.given
    assert is_confirmed(written(question, plan))


@settings(deadline=None, max_examples=60)
@given(problems())
def test_a_relaxation_keeps_its_promise(question: Problem) -> None:
    for item in solve(question).relaxations:
        changed = {
            "load": {"max_load": item.value},
            "translator": {"allows_translator": True},
            "region": {"bars_own_region": False},
            "direction": {"by_direction": False},
            "per_entry": {"per_entry": item.value},
        }[item.kind]
        plan = solve(replace(question, terms=replace(question.terms, **changed)))
        assert sum(short.wanted - short.given for short in plan.shortages) == item.still_short


def test_a_document_is_read_back_and_a_changed_one_is_not_confirmed() -> None:
    question = replace(problem(4, 3, 2), barred=frozenset({(1, 1)}), kept=frozenset({(2, 2)}), carried={1: 1})
    document = written(question, solve(question))

    assert read_problem(document) == question
    assert is_confirmed(document)
    assert pairs_of(document) == solve(question).pairs
    document["added"] = document["added"][1:]
    assert not is_confirmed(document)
    assert digest(document) != digest(written(question, Plan(pairs=[], loads={})))


def test_three_thousand_entries_take_seconds() -> None:
    started = time.monotonic()

    plan = solve(problem(3000, 60, 3))

    assert set(plan.loads.values()) == {150}
    assert time.monotonic() - started < 60

"""How firm a ranking is: against brute force, that is the engine itself on changed inputs."""

from __future__ import annotations

import copy
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.scoring import firmness as module
from evaluation.scoring.engine import compute
from evaluation.scoring.firmness import experts_of, firmness, left_out, weighed
from evaluation.scoring.inputs import Inputs, read_rubric
from evaluation.scoring.line import Line, Place, cut
from evaluation.scoring.quality import without
from tests.evaluation.scoring import oracle
from tests.evaluation.scoring.documents import criterion, document, documents


def firm(inputs: Inputs, **line: Any) -> dict[int, module.Firmness]:
    found = firmness(read_rubric(inputs["rubric"]), inputs, compute(inputs), Line(**line))
    return {item.number: item for item in found}


def rank_ranges(inputs: Inputs) -> dict[int, tuple[int, int]]:
    outcome = compute(inputs)
    found = left_out(outcome)
    assert found is not None
    return {result.number: found.range_of(result.number) for result in outcome.results if result.rank}


def test_how_firm_a_place_is() -> None:
    # Expert 3 alone lifts entry 1; the weight of the second criterion decides between 2 and 3.
    inputs = document(
        [
            [[500, 500], [500, 500], [1000, 1000]],
            [[700, 500], [700, 500], [600, 600]],
            [[100, 100], [100, 100], [100, 100]],
        ]
    )

    found = firm(inputs, places=1)

    assert (found[1].rank, found[1].without_expert, found[1].other_weights) == (1, (1, 2), (1, 1))
    assert (found[1].holds, found[1].variants, found[1].is_above, found[1].is_unsettled) == (9, 10, True, True)
    assert (found[1].other_rounding, found[2].other_rounding) == ((1, 1), (2, 2))
    assert (found[2].holds, found[2].is_above, found[2].is_unsettled) == (1, False, True)
    assert (found[3].without_expert, found[3].other_weights, found[3].holds) == ((3, 3), (3, 3), 0)
    assert found[3].is_unsettled is False
    assert rank_ranges(inputs) == {1: (1, 2), 2: (1, 2), 3: (3, 3)}


def test_an_entry_that_nobody_scored_has_no_range() -> None:
    inputs = document([[], [[100, 100]]])
    found = firm(inputs, places=2)

    assert (found[1].rank, found[1].without_expert, found[1].other_weights, found[1].holds) == (None, None, None, 0)
    assert (found[1].variants, found[1].is_unsettled) == (0, False)
    assert (found[2].without_expert, found[2].other_weights) == (None, (1, 1))
    assert rank_ranges(inputs) == {2: (1, 1)}


def test_nobody_scored_anything() -> None:
    assert firm(document([[], []]), places=1)[1].variants == 0
    assert rank_ranges(document([[], []])) == {}
    assert rank_ranges(document([])) == {}


def test_one_criterion_has_no_other_weights() -> None:
    found = firm(document([[[100], [200]]], criteria=[criterion("one")]), places=1)[1]

    assert (found.other_weights, found.variants) == (None, 5)


def test_a_huge_round_has_no_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = document([[[100, 200], [300, 400]]] * 2)
    monkeypatch.setattr(module, "RANGES_AT_MOST", 3)

    assert left_out(compute(inputs)) is None


@pytest.mark.parametrize("places", [0, 1, 2])
def test_the_line_counts_variants_in_which_an_entry_is_above_it(places: int) -> None:
    inputs = document([[[900, 900]] * 2, [[100, 100]] * 2])

    assert [item.holds for item in firm(inputs, places=places).values()] == [9 * (places >= 1), 9 * (places >= 2)]


def test_a_budget_line() -> None:
    inputs = document([[[900, 900]] * 2, [[100, 100]] * 2])

    found = firm(inputs, budget=150, amounts={1: 100, 2: 60})

    assert [item.holds for item in found.values()] == [9, 0]


def test_rounding_can_make_equals_and_part_them() -> None:
    # 13.34 and 13.33 are published; to one place and to whole points they are equal.
    three = [[667, 667], [667, 667], [667, 667]]
    inputs = document([three, [[667, 667], [667, 666], [667, 666]]])

    found = firm(inputs, places=1)

    assert [compute(inputs).results[n].total for n in (0, 1)] == [1334, 1333]
    assert (found[1].other_rounding, found[2].other_rounding) == ((1, 1), (1, 2))
    assert (found[1].is_unsettled, found[1].holds, found[1].variants) == (True, 6, 10)


def variants_by_hand(inputs: Inputs) -> list[Inputs]:
    """Every variant as a document of its own, for the oracle in fractions."""
    found = [without(inputs, expert) for expert in experts_of(inputs)]
    criteria = inputs["rubric"]["criteria"]
    highest = sum(Fraction(item["weight"]) * Fraction(item["maximum"]) for item in criteria)
    for chosen in range(len(criteria) if len(criteria) > 1 else 0):
        for factor in (Fraction(4, 5), Fraction(6, 5)):
            other = copy.deepcopy(inputs)
            for index, item in enumerate(other["rubric"]["criteria"]):
                # the engine takes two places; ten times every weight changes no rank
                item["weight"] = str(Fraction(item["weight"]) * 10 * (factor if index == chosen else 1))
            now = sum(Fraction(item["weight"]) * Fraction(item["maximum"]) for item in other["rubric"]["criteria"])
            if other["rubric"]["pass_mark"] is not None:
                exact = Fraction(inputs["rubric"]["pass_mark"]) * now / highest
                other["rubric"]["pass_mark"] = str(Fraction(-(-exact * 100 // 1), 100))
            found.append(other)
    return found


@settings(max_examples=60, deadline=None)
@given(documents(), st.integers(0, 4))
def test_equals_brute_force_and_inputs_stay_as_they_were(inputs: Inputs, most: int) -> None:
    before = compute(inputs).digest()
    experts, by_hand = len(experts_of(inputs)), [oracle.results(item) for item in variants_by_hand(inputs)]
    weights = len(by_hand)
    by_hand += [oracle.results(inputs, grain) for grain in ("", "0.1", "1")]
    winners = [
        set(
            cut(
                [Place(n, one["rank"], one["passing"]) for n, one in variant.items() if one["rank"]], Line(places=most)
            ).above
        )
        for variant in by_hand
    ]

    for number, item in firm(inputs, places=most).items():
        ranks = [
            [one[number]["rank"] for one in part if one[number]["rank"]]
            for part in (by_hand[:experts], by_hand[experts:weights], by_hand[weights:])
        ]
        assert item.without_expert == ((min(ranks[0]), max(ranks[0])) if ranks[0] else None)
        assert item.other_weights == ((min(ranks[1]), max(ranks[1])) if ranks[1] else None)
        assert item.other_rounding == ((min(ranks[2]), max(ranks[2])) if ranks[2] else None)
        assert item.variants == sum(map(len, ranks))
        assert item.holds == sum(number in above for above in winners)
    assert compute(inputs).digest() == before


@given(documents())
def test_the_range_holds_the_rank_as_it_is(inputs: Inputs) -> None:
    outcome = compute(inputs)
    left_out = {item.number: item.without_expert for item in firm(inputs, places=1).values()}

    ranges = rank_ranges(inputs)

    assert set(ranges) == {result.number for result in outcome.results if result.rank is not None}
    for result in outcome.results:
        if result.rank is not None:
            best, worst = ranges[result.number]
            others = left_out[result.number] or (result.rank, result.rank)
            assert (best, worst) == (min(result.rank, others[0]), max(result.rank, others[1]))


@given(documents())
def test_each_sheet_tells_what_would_be_without_its_expert(inputs: Inputs) -> None:
    found = left_out(compute(inputs))
    by_hand = {expert: oracle.results(without(inputs, expert)) for expert in experts_of(inputs)}

    for entry in inputs["entries"]:
        expected = []
        for sheet in entry["sheets"]:
            other = by_hand[sheet["expert"]][entry["number"]]
            total = None if other["total"] is None else int(other["total"].replace(".", ""))
            expected.append((total, other["rank"]))
        assert found.by_sheet(entry["number"]) == expected


def test_other_weights_keep_the_share_of_the_pass_mark() -> None:
    rubric = read_rubric(document([], pass_mark="12.00")["rubric"])

    assert weighed(rubric, [200, 200]).pass_mark == 2400
    assert weighed(rubric, [50, 100]).pass_mark == 900

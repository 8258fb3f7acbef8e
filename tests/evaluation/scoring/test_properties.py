"""What must hold for every round that anybody could think of."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from evaluation.scoring.canonical import digest
from evaluation.scoring.engine import compute
from evaluation.scoring.explanation import explain
from evaluation.scoring.inputs import input_faults
from evaluation.scoring.numbers import hundredths, text
from tests.evaluation.scoring import oracle
from tests.evaluation.scoring.documents import documents


def by_number(inputs: dict[str, Any]) -> dict[int, Any]:
    return {result.number: result for result in compute(inputs).results}


@given(documents())
def test_equals_an_independent_count_in_fractions(inputs: dict[str, Any]) -> None:
    computed = {
        result.number: {
            "total": None if result.total is None else text(result.total),
            "spread": None if result.spread is None else text(result.spread),
            "means": [text(mean) for mean in result.means],
            "passing": result.is_passing,
            "rank": result.rank,
        }
        for result in compute(inputs).results
    }

    assert list(input_faults(inputs)) == []
    assert computed == oracle.results(inputs)


@given(documents(), st.randoms(use_true_random=False))
def test_the_order_of_entries_and_sheets_changes_nothing(inputs: dict[str, Any], chance: random.Random) -> None:
    shuffled = copy.deepcopy(inputs)
    chance.shuffle(shuffled["entries"])
    for entry in shuffled["entries"]:
        chance.shuffle(entry["sheets"])

    assert compute(shuffled).document() == compute(inputs).document()
    assert [steps for _, steps in explain(compute(shuffled))] == [steps for _, steps in explain(compute(inputs))]


@given(documents(), st.randoms(use_true_random=False))
def test_the_numbers_of_experts_change_no_figure(inputs: dict[str, Any], chance: random.Random) -> None:
    renamed = copy.deepcopy(inputs)
    names = list(range(1, 7))
    chance.shuffle(names)
    for entry in renamed["entries"]:
        for sheet in entry["sheets"]:
            sheet["expert"] = names[sheet["expert"] - 1]

    assert compute(renamed).document() == compute(inputs).document()


@given(documents())
def test_totals_stay_inside_the_scale(inputs: dict[str, Any]) -> None:
    criteria = inputs["rubric"]["criteria"]
    lowest = sum(hundredths(item["weight"]) * hundredths(item["minimum"]) for item in criteria)
    highest = sum(hundredths(item["weight"]) * hundredths(item["maximum"]) for item in criteria)

    for result in compute(inputs).results:
        if result.total is not None:
            assert (2 * lowest + 100) // 200 <= result.total <= (2 * highest + 100) // 200


@given(documents(min_entries=1), st.data())
def test_raising_one_mark_never_lowers_total_or_rank(inputs: dict[str, Any], data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(inputs["entries"]))
    assume(entry["sheets"])
    sheet = data.draw(st.sampled_from(entry["sheets"]))
    index = data.draw(st.integers(0, len(sheet["marks"]) - 1))
    item = inputs["rubric"]["criteria"][index]
    room = (hundredths(item["maximum"]) - sheet["marks"][index]) // hundredths(item["step"])
    assume(room)
    before = by_number(inputs)[entry["number"]]

    sheet["marks"][index] += hundredths(item["step"]) * data.draw(st.integers(1, room))
    after = by_number(inputs)[entry["number"]]

    assert after.total >= before.total
    assert after.rank <= before.rank
    assert (before.is_passing, after.is_passing) != (True, False)


@given(documents(min_entries=1), st.data())
def test_equal_inputs_give_equal_ranks(inputs: dict[str, Any], data: st.DataObject) -> None:
    entry = copy.deepcopy(data.draw(st.sampled_from(inputs["entries"])))
    original, entry["number"] = entry["number"], 1000
    inputs["entries"].append(entry)

    found = by_number(inputs)

    assert found[original].rank == found[1000].rank
    assert found[original].total == found[1000].total


@given(documents(min_entries=1), st.data())
def test_a_void_sheet_equals_a_sheet_never_sent(inputs: dict[str, Any], data: st.DataObject) -> None:
    """A void sheet is left out of the inputs; so no trace of it may be in any figure of any entry."""
    entry = data.draw(st.sampled_from(inputs["entries"]))
    assume(entry["sheets"])
    never_sent = copy.deepcopy(inputs)
    index = data.draw(st.integers(0, len(entry["sheets"]) - 1))
    del next(item for item in never_sent["entries"] if item["number"] == entry["number"])["sheets"][index]

    void = {**inputs, "entries": [{**item, "sheets": list(item["sheets"])} for item in inputs["entries"]]}
    next(item for item in void["entries"] if item["number"] == entry["number"])["sheets"].pop(index)

    assert compute(void).document() == compute(never_sent).document()
    untouched = {item["number"] for item in inputs["entries"]} - {entry["number"]}
    before, after = by_number(inputs), by_number(void)
    assert all(
        (before[number].total, before[number].means) == (after[number].total, after[number].means)
        for number in untouched
    )


@given(documents())
def test_ranks_follow_the_published_figures_and_nothing_else(inputs: dict[str, Any]) -> None:
    by_criteria = inputs["rubric"]["tie_rule"] == "first_criterion"
    ranked = [result for result in compute(inputs).results if result.rank is not None]
    standing = {result.number: (result.total, *(result.means if by_criteria else ())) for result in ranked}

    for result in ranked:
        assert result.rank == 1 + sum(1 for other in standing.values() if other > standing[result.number])


@given(documents())
def test_the_inputs_survive_json_and_give_the_same_digest(inputs: dict[str, Any]) -> None:
    again = json.loads(json.dumps(inputs))

    assert compute(again).digest() == compute(inputs).digest() == digest(compute(inputs).document())


@given(documents())
def test_every_explanation_ends_in_the_result(inputs: dict[str, Any]) -> None:
    outcome = compute(inputs)

    for result, steps in explain(outcome):
        codes = [step["code"] for step in steps]
        if result.total is None:
            assert codes == ["no_sheets"]
            continue
        computed = [step for step in steps if step["code"] not in {"without_expert", "rank_range"}]
        assert computed[-1] == {"code": "rank", "params": {"rank": result.rank, "of": outcome.summary["ranked"]}}
        totals = [step["params"]["total"] for step in steps if step["code"] in {"mean", "median"}]
        assert totals == [text(result.total)]
        assert codes.count("sheet") == len(result.sheet_totals)
        failed = {"failed", "criterion_failed"} & set(codes)
        assert result.is_passing is not bool(failed)

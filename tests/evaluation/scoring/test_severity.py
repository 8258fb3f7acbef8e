"""Severity taken out of a ranking: equal to a plain least-squares solution, and planted severity is found again."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.inputs import read_rubric
from evaluation.scoring.severity import Severity, adjust
from tests.evaluation.scoring.documents import criterion, document

ONE = [criterion("one", maximum="100.00", step="0.01")]


def sheets(table: dict[tuple[int, int], int], entries: int) -> dict:
    """Marks in hundredths by (entry, expert)."""
    inputs = document([[] for _ in range(entries)], criteria=ONE, maximum_total="100.00")
    for (entry, expert), mark in sorted(table.items()):
        inputs["entries"][entry - 1]["sheets"].append({"expert": expert, "marks": [mark]})
    return inputs


def adjusted(inputs: dict) -> Severity:
    return adjust(read_rubric(inputs["rubric"]), inputs)


@pytest.mark.parametrize("per_entry", [3, 2])
def test_planted_severity_and_worth_are_recovered(per_entry: int) -> None:
    """Six experts, each entry scored by some of them; without chance the recovery is exact."""
    leniency = {1: 300, 2: -300, 3: 500, 4: -500, 5: 100, 6: -100}
    worth = {entry: 3000 + entry * 150 for entry in range(1, 21)}
    table = {(entry, 1 + (entry + step * (1 + entry % 2)) % 6): 0 for entry in worth for step in range(per_entry)}
    table = {(entry, expert): worth[entry] + leniency[expert] for entry, expert in table}

    found = adjusted(sheets(table, 20))

    assert (found.groups, found.leniency, found.deviation) == (1, leniency, 0)
    assert {item.number: item.worth for item in found.entries} == worth
    assert [item.number for item in found.entries] == list(range(20, 0, -1))
    assert found.entries[0].ranks == (1, 1)


def test_planted_severity_is_recovered_through_chance() -> None:
    chance = np.random.default_rng(7)
    leniency = {1: 900, 2: -600, 3: -300}
    table = {
        (entry, expert): int(4000 + entry * 20 + leniency[expert] + chance.normal(0, 200))
        for entry in range(1, 101)
        for expert in leniency
    }

    found = adjusted(sheets(table, 100))

    assert all(abs(found.leniency[expert] - planted) < 60 for expert, planted in leniency.items())
    assert 150 < (found.deviation or 0) < 250
    inside = sum(item.interval[0] <= 4000 + item.number * 20 <= item.interval[1] for item in found.entries)
    assert 90 <= inside <= 100
    assert all(item.ranks[0] <= item.rank <= item.ranks[1] for item in found.entries)


tables = st.dictionaries(
    st.tuples(st.integers(1, 6), st.integers(1, 4)), st.integers(0, 100).map(lambda mark: mark * 100), min_size=1
)


@given(tables)
def test_equals_a_plain_least_squares_solution(table: dict[tuple[int, int], int]) -> None:
    found = adjusted(sheets(table, 6))
    entries, experts = sorted({key[0] for key in table}), sorted({key[1] for key in table})
    design = np.zeros((len(table) + 1, len(entries) + len(experts)))
    for row, (entry, expert) in enumerate(sorted(table)):
        design[row, entries.index(entry)] = design[row, len(entries) + experts.index(expert)] = 1
    design[-1, len(entries) :] = 1
    rank = np.linalg.matrix_rank(design)
    solution = np.linalg.lstsq(design, np.array([*(table[key] for key in sorted(table)), 0], float), rcond=None)[0]

    assert (found.groups == 1) is bool(rank == len(entries) + len(experts))
    if found.entries:
        worth = {item.number: item.worth for item in found.entries}
        assert all(abs(worth[entry] - solution[place]) <= 0.51 for place, entry in enumerate(entries))
    else:
        assert found.groups > 1 or len(experts) == 1


def test_a_panel_in_two_parts_is_not_adjusted() -> None:
    found = adjusted(sheets({(1, 1): 100, (1, 2): 200, (2, 3): 100, (2, 4): 300}, 3))

    assert found == Severity(groups=2, leniency={}, deviation=None, entries=[])


def test_no_sheet_and_one_expert_have_nothing_to_adjust() -> None:
    assert adjusted(sheets({}, 2)) == Severity(0, {}, None, [])
    assert adjusted(sheets({(1, 1): 100, (2, 1): 200}, 2)) == Severity(1, {}, None, [])


def test_without_a_sheet_to_spare_chance_cannot_be_measured() -> None:
    found = adjusted(sheets({(1, 1): 500, (1, 2): 700}, 1))

    assert (found.leniency, found.deviation) == ({1: -100, 2: 100}, None)
    assert [(item.worth, item.rank, item.interval, item.ranks) for item in found.entries] == [(600, 1, None, None)]


def test_equal_marks_give_equal_ranks() -> None:
    found = adjusted(sheets({(entry, expert): 500 for entry in (1, 2, 3) for expert in (1, 2)}, 3))

    assert [(item.number, item.rank, item.interval, item.ranks) for item in found.entries] == [
        (number, 1, (500, 500), (1, 3)) for number in (1, 2, 3)
    ]

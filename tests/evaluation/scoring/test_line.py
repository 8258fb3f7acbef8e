"""The line of a ranking, also against every subset on small cases."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.line import Cut, Line, Place, cut

RANKED = [Place(1, 1, True), Place(2, 2, True), Place(3, 2, True), Place(4, 4, False), Place(5, 5, True)]
AMOUNTS = {1: 500, 2: 400, 3: 400, 4: 100, 5: 300}


def test_without_a_bound_everybody_who_passes_is_above() -> None:
    assert cut(reversed(RANKED), Line()) == Cut([1, 2, 3, 5], None, [], 0, [])


def test_places_never_part_equal_ranks() -> None:
    assert cut(RANKED, Line(places=2)).above == [1]
    assert cut(RANKED, Line(places=3)).above == [1, 2, 3]
    assert cut(RANKED, Line(places=0)).above == []


def test_the_budget_stops_at_the_first_rank_that_does_not_fit_whole() -> None:
    found = cut(RANKED, Line(budget=1000, amounts=AMOUNTS))

    assert found == Cut(above=[1], left=500, stopped=[2, 3], wanted=800, fitting=[5])
    assert found.missing == 300
    assert cut(RANKED, Line(budget=1600, amounts=AMOUNTS)) == Cut([1, 2, 3, 5], 0, [], 0, [])
    assert cut(RANKED, Line(places=1, budget=9000, amounts=AMOUNTS)).missing is None
    assert cut(RANKED, Line(places=1)).missing is None


@given(
    st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.integers(0, 5)), max_size=7),
    st.none() | st.integers(0, 15),
    st.none() | st.integers(0, 7),
)
def test_equals_the_longest_run_from_the_top_that_fits(rows, budget: int | None, most: int | None) -> None:
    standing = [Place(number, rank, passing) for number, (rank, passing, _) in enumerate(rows)]
    amounts = {number: amount for number, (_, _, amount) in enumerate(rows)}
    passing = sorted((one for one in standing if one.is_passing), key=lambda one: (one.rank, one.number))
    groups = [[one.number for one in group] for _, group in groupby(passing, key=lambda one: one.rank)]
    runs = [[number for group in groups[:length] for number in group] for length in range(len(groups) + 1)]
    fitting = [
        run
        for run in runs
        if (budget is None or sum(amounts[number] for number in run) <= budget) and (most is None or len(run) <= most)
    ]
    # amounts are never negative, so what fits is a run of lengths from none on
    assert cut(standing, Line(most, budget, amounts)).above == max(fitting, key=len)

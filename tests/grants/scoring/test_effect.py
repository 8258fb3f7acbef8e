"""Plan and fact, cost of a result, comparison with similar projects, sums."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from grants.scoring.effect import Basis, Counted, compared, figures, percent, together, unit_cost


def basis(key: str, cost: int = 100, *, value: int = 10, code: str = "trained", **more: Any) -> Basis:
    counted = [Counted(1, "Trained", "people", code, Decimal(0), Decimal(20), Decimal(value))]
    base = {"title": key, "group": "3:small", "granted": Decimal(500), "people": 40, "counted": counted}
    return Basis(key=key, cost=Decimal(cost), **(base | more))


def test_a_project_is_compared_with_three_similar_ones_and_not_with_two() -> None:
    own, rest = basis("A", 100), [basis("B", 50), basis("C", 200), basis("D", 400), basis("E", group="4:small")]

    few, enough = figures(own, rest[:2]), figures(own, [own, *rest])

    assert (few["indicators"][0]["similar"], few["similar_of_people"]) == (None, None)
    row = enough["indicators"][0]
    assert (row["percent"], row["cost_of_one"]) == ("50.0", "10.00")
    assert row["similar"] == {"projects": 3, "median": "20.00", "place": 2, "of": 4}
    assert (enough["cost_of_a_person"], enough["similar_of_people"]["median"]) == ("2.50", "5.00")
    assert (enough["indicators_reached"], figures(basis("F", value=20), [])["indicators_reached"]) == (0, 1)


def test_own_indicators_are_neither_compared_nor_added() -> None:
    projects = [basis(key, code="") for key in "ABCDE"]

    assert figures(projects[0], projects)["indicators"][0]["similar"] is None
    assert together(projects)["indicators"] == []


def test_where_there_is_no_result_there_is_no_cost() -> None:
    assert (unit_cost(Decimal(10), 0), unit_cost(Decimal(10), None), unit_cost(Decimal(10), Decimal(-1))) == (None,) * 3
    assert (percent(Decimal(5), Decimal(5), Decimal(5)), compared(None, [Decimal(1)] * 5)) == (None, None)


def test_sums_are_those_of_the_parts() -> None:
    found = together([basis("A", 100, marks={5: 2, 4: 1}), basis("B", 300, value=30, people=None, marks={5: 1})])

    assert [found[name] for name in ("granted", "cost", "people", "cost_of_a_person")] == ["1000", "400", 40, "2.50"]
    row = found["indicators"][0]
    assert [row[name] for name in ("projects", "target", "value", "percent", "cost_of_one")] == [
        2,
        "40",
        "40",
        "100.0",
        "10.00",
    ]
    assert found["marks"] == {"4": 1, "5": 3}


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**4)), max_size=8))
def test_sums_add_up_for_any_projects(rows: list[tuple[int, int, int]]) -> None:
    projects = [basis(str(place), cost, value=value, people=people) for place, (cost, value, people) in enumerate(rows)]

    found = together(projects)

    assert Decimal(found["cost"]) == sum(cost for cost, _value, _people in rows)
    assert sum(Decimal(row["value"]) for row in found["indicators"]) == sum(value for _cost, value, _people in rows)
    assert (found["people"] or 0) == sum(people for _cost, _value, people in rows)

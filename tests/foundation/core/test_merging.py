"""Joining what two authors typed: nothing that only one of them changed is asked or lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foundation.core.content.items import Item, Kind, Part, Rows
from foundation.core.content.merging import Clash, merge

PART = Part(
    "plan",
    "Plan",
    items=(Item("title", "Title"), Item("goal", "Goal", Kind.TEXT), Item("goals", "Goals", Kind.SEVERAL, choices="g")),
    rows=Rows(
        (Item("name", "Name"), Item("cost", "Cost", Kind.MONEY)), "Lines", "Line", "Add a line", "Add at least one line"
    ),
)
TEXTS = st.sampled_from(["", "a", "b", "c"])
FIELDS = st.fixed_dictionaries({"title": TEXTS, "goal": TEXTS, "goals": TEXTS})


def row(name: str, cost: str = "1") -> dict[str, str]:
    return {"name": name, "cost": cost}


def test_different_fields_are_joined_and_the_same_field_is_asked() -> None:
    base = {"title": "T", "goal": "G"}

    joined = merge(PART, base, {"title": "Mine", "goal": "G"}, {"title": "T", "goal": "Theirs"})
    clash = merge(PART, base, {"title": "T", "goal": "Mine"}, {"title": "New", "goal": "Theirs"})

    assert (joined.typed["title"], joined.typed["goal"], joined.taken, joined.clashes) == (
        "Mine",
        "Theirs",
        {"goal": "Theirs"},
        [],
    )
    assert clash.clashes == [Clash("goal", "Goal", "Mine", "Theirs", can_keep_both=True)]
    assert (clash.typed["title"], clash.typed["goal"]) == ("New", "Mine")


def test_the_authors_choice_decides_and_both_stand_one_below_the_other() -> None:
    base, mine, theirs = {"goal": "G", "title": "T"}, {"goal": "Mine", "title": "M"}, {"goal": "Theirs", "title": "N"}

    chosen = [merge(PART, base, mine, theirs, {"goal": how, "title": how}) for how in ("mine", "theirs", "both")]

    assert [(one.typed["goal"], one.typed["title"]) for one in chosen] == [
        ("Mine", "M"),
        ("Theirs", "N"),
        ("Theirs\nMine", "M"),
    ]
    # A line cannot hold two texts: it is asked again.
    assert [[clash.control for clash in one.clashes] for one in chosen] == [[], [], ["title"]]


def test_without_what_both_began_from_every_difference_is_asked() -> None:
    merged = merge(PART, None, {"goal": "Mine", "rows": [row("A")]}, {"goal": "Theirs", "rows": [row("B")]})

    assert [clash.control for clash in merged.clashes] == ["goal", "rows"]


def test_rows_are_joined_field_by_field_and_added_rows_are_kept() -> None:
    base = {"rows": [row("A"), row("B")]}

    merged = merge(
        PART, base, {"rows": [row("A", "5"), row("B"), row("Mine")]}, {"rows": [row("A"), row("Bee"), row("Theirs")]}
    )
    clash = merge(PART, base, {"rows": [row("A", "5"), row("B")]}, {"rows": [row("A", "7"), row("B")]})

    assert merged.typed["rows"] == [row("A", "5"), row("Bee"), row("Theirs"), row("Mine")]
    assert (merged.taken, merged.is_reshaped, merged.clashes) == ({"rows-1-name": "Bee"}, True, [])
    assert [(one.control, str(one.label), one.mine, one.theirs) for one in clash.clashes] == [
        ("rows-0-cost", "Line 1: Cost", "5", "7")
    ]


def test_rows_that_one_has_taken_away_are_chosen_as_a_whole() -> None:
    base, mine, theirs = [row("A"), row("B")], [row("B")], [row("A", "9"), row("B")]

    asked = merge(PART, {"rows": base}, {"rows": mine}, {"rows": theirs})
    kept = [
        merge(PART, {"rows": base}, {"rows": mine}, {"rows": theirs}, {"rows": how}).typed["rows"]
        for how in ("mine", "theirs", "both")
    ]

    assert ([clash.control for clash in asked.clashes], asked.is_reshaped) == (["rows"], True)
    assert kept == [mine, theirs, theirs]


def test_boxes_and_new_rows_of_another_change_the_shape_of_the_form() -> None:
    boxes = merge(PART, {}, {}, {"goals": "3"})
    rows = merge(PART, {}, {}, {"rows": [row("A")]})

    assert (boxes.is_reshaped, rows.is_reshaped, rows.typed["rows"]) == (True, True, [row("A")])


@given(FIELDS, FIELDS, FIELDS)
def test_every_change_of_either_author_is_kept_or_asked(base: Any, mine: Any, theirs: Any) -> None:
    merged = merge(PART, base, mine, theirs)

    asked = {clash.control for clash in merged.clashes}
    for name in base:
        if mine[name] != base[name] and name not in asked:
            assert merged.typed[name] == mine[name]
        if theirs[name] != base[name] and name not in asked:
            assert merged.typed[name] == theirs[name]
    assert merge(PART, base, mine, base).typed | {"rows": []} == mine | {"rows": []}

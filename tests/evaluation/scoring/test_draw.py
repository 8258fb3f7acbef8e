from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.draw import (
    Drawn,
    commitment,
    draw,
    draw_by_direction,
    joined,
    lot,
    reading_digest,
    reading_order,
)

SCRIPT = Path(__file__).parents[3] / "docs" / "verify" / "draw.py"


def test_a_known_seed_gives_a_known_draw() -> None:
    pool = [1, 2, 3, 4, 5, 6]

    assert draw("seed", pool, main=3, reserve=2) == Drawn(main=[5, 6, 3], reserve=[1, 2])
    assert commitment("seed") == "19b25856e1c150ca834cffc8b59b23adbd0ec0389e58eb22b3b64768098d002b"
    assert lot("seed", 5) < lot("seed", 6)


@given(st.text(), st.lists(st.integers(1, 10_000)), st.integers(0, 10), st.integers(0, 10))
def test_a_draw_takes_each_number_once_and_ignores_their_order(
    seed: str, pool: list[int], main: int, reserve: int
) -> None:
    drawn = draw(seed, pool, main=main, reserve=reserve)

    assert drawn == draw(seed, reversed(pool), main=main, reserve=reserve)
    assert len(drawn.main) == min(main, len(set(pool)))
    assert len(drawn.main + drawn.reserve) == min(main + reserve, len(set(pool)))
    assert len(set(drawn.main + drawn.reserve)) == len(drawn.main + drawn.reserve)
    assert set(drawn.main + drawn.reserve) <= set(pool)


def confirm(path: Path, **changed: Any) -> tuple[int, str]:
    data = {
        "seed": "seed",
        "seed_digest": commitment("seed"),
        "pool": [1, 2, 3, 4, 5, 6],
        "main_seats": 3,
        "reserve_seats": 2,
        "main": [5, 6, 3],
        "reserve": [1, 2],
    } | changed
    path.write_text(json.dumps(data))
    done = subprocess.run([sys.executable, "-I", SCRIPT, path], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (0, "The draw is confirmed.")),
        ({"seed": "other"}, (1, "The draw cannot be confirmed.")),
        ({"main": [3, 6, 5]}, (1, "The draw cannot be confirmed.")),
        ({"pool": [1, 2, 3, 4, 6]}, (1, "The draw cannot be confirmed.")),
    ],
)
def test_the_stand_alone_script_repeats_the_draw(tmp_path: Path, changed: dict, expected: tuple[int, str]) -> None:
    assert confirm(tmp_path / "draw.json", **changed) == expected


POOLS = {3: [1, 2, 3, 4, 5, 6, 10, 11], 7: [4, 5, 6, 7], 9: [1, 7, 8, 9, 12]}


def test_a_draw_by_direction_seats_nobody_twice_and_serves_the_smallest_pool_first() -> None:
    drawn = draw_by_direction("seed", POOLS, main=2, reserve=1)

    assert list(drawn) == [7, 9, 3]
    everybody = [number for lot_ in drawn.values() for number in lot_.main + lot_.reserve]
    assert len(everybody) == len(set(everybody)) == 9
    assert all(set(lot_.main + lot_.reserve) <= set(POOLS[direction]) for direction, lot_ in drawn.items())
    assert [(len(lot_.main), len(lot_.reserve)) for lot_ in drawn.values()] == [(2, 1)] * 3


def of_directions(public_value: str) -> dict[str, Any]:
    seed = joined("seed", public_value)
    drawn = draw_by_direction(seed, POOLS, main=2, reserve=1)
    return {
        "directions": [{"direction": direction, "pool": pool} for direction, pool in POOLS.items()],
        "public_value": public_value,
        "main_seats": 2,
        "reserve_seats": 1,
        "main": [number for lot_ in drawn.values() for number in lot_.main],
        "reserve": [number for lot_ in drawn.values() for number in lot_.reserve],
        "entries": [1, 2, 3, 4, 5, 6, 7],
        "reading_digest": reading_digest(seed, [1, 2, 3, 4, 5, 6, 7], places=6),
    }


@pytest.mark.parametrize("public_value", ["", "447.11"])
def test_the_stand_alone_script_repeats_a_draw_by_direction(tmp_path: Path, public_value: str) -> None:
    published = of_directions(public_value)

    assert confirm(tmp_path / "draw.json", **published) == (0, "The draw is confirmed.")
    moved = published | {"public_value": "447.12"}
    assert confirm(tmp_path / "draw.json", **moved) == (1, "The draw cannot be confirmed.")
    shuffled = published | {"reading_digest": "0" * 64}
    assert confirm(tmp_path / "draw.json", **shuffled) == (1, "The draw cannot be confirmed.")


def test_the_script_prints_who_reads_what_first(tmp_path: Path) -> None:
    published = of_directions("")
    confirm(tmp_path / "draw.json", **published)

    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, "--reading", tmp_path / "draw.json"], capture_output=True, text=True, check=True
    )

    expected = [
        f"{place}:{','.join(map(str, reading_order('seed', published['entries'], place=place, places=6)))}"
        for place in range(1, 7)
    ]
    assert done.stdout.splitlines()[-7:-1] == expected


@given(st.text(), st.integers(1, 40), st.integers(1, 12))
def test_orders_of_reading_are_whole_and_balanced(seed: str, entries: int, places: int) -> None:
    numbers = list(range(1, entries + 1))
    orders = [reading_order(seed, numbers, place=place, places=places) for place in range(1, places + 1)]

    assert all(sorted(order) == numbers for order in orders)
    if entries >= 2 * places:
        assert len({order[0] for order in orders}) == places


def test_a_reserve_expert_reads_like_the_seat_that_is_as_far_in_the_draw() -> None:
    assert reading_order("seed", [1, 2, 3], place=4, places=3) == reading_order("seed", [1, 2, 3], place=1, places=3)

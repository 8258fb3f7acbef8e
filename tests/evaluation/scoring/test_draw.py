from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.draw import Drawn, commitment, draw, lot

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

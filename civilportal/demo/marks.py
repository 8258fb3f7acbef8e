"""Invented marks with their reasons. Pure and repeatable; whole marks from 0 to 10."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from civilportal.demo.data import read

HIGHEST = 10
HIGH, MIDDLE = 8, 5
# What the criteria are called in the rubric, in its order, with the weights that make 100 points of tens.
WEIGHTS: Mapping[str, str] = {
    "relevance": "2",
    "results": "2.5",
    "plan": "2",
    "budget": "2",
    "sustainability": "1.5",
}


@dataclass(frozen=True)
class Sheet:
    """One expert's marks of one application in the order of the criteria, and a reason for each."""

    marks: tuple[int, ...]
    comments: Mapping[str, str]


def quality(place: int, of: int) -> float:
    """How good the ``place``-th of ``of`` applications is, from 9.1 down to 4.2; two neighbours may be alike."""
    return 9.1 - 4.9 * place / max(1, of - 1)


def sheet(*, level: float, expert: int, language: str, words: Mapping[str, Any], seed: int) -> Sheet:
    """Marks around ``level``: the first expert is strict, the third generous, and each sees some things differently."""
    chance = random.Random(seed * 10 + expert)  # noqa: S311 - invented data, not a secret
    lean = (-0.5, 0.0, 0.4)[expert % 3]
    marks = tuple(_bounded(round(level + lean + chance.uniform(-1.1, 1.1))) for _criterion in WEIGHTS)
    return Sheet(marks, _comments(marks, language, words, chance))


def _bounded(mark: int) -> int:
    return max(0, min(HIGHEST, mark))


def _comments(marks: Sequence[int], language: str, words: Mapping[str, Any], chance: random.Random) -> dict[str, str]:
    pieces = read("reasons.toml")["comments"][language]
    return {
        code: chance.choice(pieces[code][band(mark)]).format(**words) for code, mark in zip(WEIGHTS, marks, strict=True)
    }


def band(mark: int) -> str:
    """In which words a mark is explained."""
    if mark >= HIGH:
        return "high"
    return "middle" if mark >= MIDDLE else "low"

"""Drawing experts so that anybody can repeat it (rules R34, R36).

Before the draw the SHA-256 of a secret seed is published; at the draw the seed. Each expert in the pool is ordered by
SHA-256 of «seed:number»; the first n take the seats, the next m are the reserve.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Drawn:
    """Public numbers of experts, in the order of the draw."""

    main: list[int]
    reserve: list[int]


def commitment(seed: str) -> str:
    """What is published before the draw: SHA-256 of the seed, in hexadecimal."""
    return hashlib.sha256(seed.encode()).hexdigest()


def lot(seed: str, number: int) -> str:
    """The lot of expert ``number``: lower comes first."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def draw(seed: str, pool: Iterable[int], *, main: int, reserve: int) -> Drawn:
    """The first ``main`` and the next ``reserve`` numbers of ``pool``; fewer when the pool is smaller."""
    order = sorted(set(pool), key=lambda number: lot(seed, number))
    return Drawn(main=order[:main], reserve=order[main : main + reserve])

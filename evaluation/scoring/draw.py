"""Drawing experts so that anybody can repeat it (rules R34, R36).

Before the draw the SHA-256 of a secret seed is published; at the draw the seed. Each expert in the pool is ordered by
SHA-256 of «seed:number»; the first n take the seats, the next m are the reserve.

* With a public value that nobody controls (it is named before the draw and entered at it), «seed+value» takes the place
  of the seed.
* By direction: the direction with the smallest pool draws first (equal ones by their number), each expert by SHA-256 of
  «seed:direction:number»; who has a main seat in one direction is drawn for no other. When all main seats are taken,
  the reserves are drawn in the same order of directions.
* Order of reading: all entries by SHA-256 of «seed:read:entry». The expert at place p of n begins in another part of
  this circle, and every second one goes backwards, so that no entry is always the first or the last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
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


def _by_lot(seed: str, numbers: Iterable[int]) -> list[int]:
    return sorted(set(numbers), key=lambda number: lot(seed, number))


def draw(seed: str, pool: Iterable[int], *, main: int, reserve: int) -> Drawn:
    """The first ``main`` and the next ``reserve`` numbers of ``pool``; fewer when the pool is smaller."""
    order = _by_lot(seed, pool)
    return Drawn(main=order[:main], reserve=order[main : main + reserve])


def joined(seed: str, public_value: str) -> str:
    """The seed by which the lots are cast: the secret one, and the public value when there is one."""
    return f"{seed}+{public_value}" if public_value else seed


def draw_by_direction(seed: str, pools: Mapping[int, Iterable[int]], *, main: int, reserve: int) -> dict[int, Drawn]:
    """``main`` and ``reserve`` experts for each direction; nobody is drawn twice."""
    smallest_first = sorted(pools.items(), key=lambda item: (len(set(item[1])), item[0]))
    orders = {direction: _by_lot(f"{seed}:{direction}", pool) for direction, pool in smallest_first}
    taken: set[int] = set()
    drawn = {direction: Drawn(main=_next(order, main, taken), reserve=[]) for direction, order in orders.items()}
    for direction, order in orders.items():
        drawn[direction].reserve.extend(_next(order, reserve, taken))
    return drawn


def _next(order: Iterable[int], count: int, taken: set[int]) -> list[int]:
    found = [number for number in order if number not in taken][:count]
    taken.update(found)
    return found


def reading_order(seed: str, entries: Iterable[int], *, place: int, places: int) -> list[int]:
    """Numbers of all entries in the order in which the expert at ``place`` (from 1) of ``places`` reads them."""
    circle = _by_lot(f"{seed}:read", entries)
    turn = (place - 1) % max(1, places)
    start = turn * len(circle) // max(1, places)
    order = circle[start:] + circle[:start]
    return order[::-1] if turn % 2 else order


def reading_digest(seed: str, entries: Iterable[int], *, places: int) -> str:
    """SHA-256 of the orders of all main places, a line «place:entry,entry,…» for each."""
    numbers = list(entries)
    lines = (
        f"{place}:{','.join(map(str, reading_order(seed, numbers, place=place, places=places)))}\n"
        for place in range(1, places + 1)
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()

"""Hours in which far more answers came than usual: a sign of stuffing that people judge. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

# Below so many answers in an hour nothing is a burst.
QUIET = 10
TIMES = 5


@dataclass(frozen=True, slots=True)
class Burst:
    """An hour with ``taken`` answers where ``usual`` is the median of the other hours."""

    hour: dt.datetime
    taken: int
    usual: float


def bursts(arrivals: Sequence[tuple[dt.datetime, int]]) -> list[Burst]:
    """Hours with at least QUIET answers and more than TIMES the median of the other hours in which somebody answered."""
    found = []
    for place, (hour, taken) in enumerate(arrivals):
        others = [count for number, (_hour, count) in enumerate(arrivals) if number != place and count]
        usual = median(others) if others else 0
        if taken >= QUIET and taken > TIMES * usual:
            found.append(Burst(hour, taken, usual))
    return found

"""One measured thing, and the clock that measures it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    LESS = "less"
    MORE = "more"


@dataclass(frozen=True)
class Figure:
    """``ours`` beside ``limit``, both in ``unit``; their ratio must be at most (or, with MORE, at least) ``hold``."""

    name: str
    ours: float
    limit: float
    hold: float
    unit: str = "s"
    beside: str = ""
    better: Better = Better.LESS

    @property
    def ratio(self) -> float:
        return self.ours / self.limit if self.limit else float("inf")

    @property
    def holds(self) -> bool:
        return self.ratio <= self.hold if self.better is Better.LESS else self.ratio >= self.hold

    def row(self) -> tuple[str, ...]:
        sign = "<=" if self.better is Better.LESS else ">="
        return (
            "ok" if self.holds else "MISSED",
            self.name,
            f"{self.ours:.4g} {self.unit}",
            f"{self.limit:.4g} {self.unit}",
            f"{self.ratio:.2f}",
            f"{sign} {self.hold:g}",
            self.beside,
        )


HEADINGS = ("", "what", "ours", "beside", "ratio", "hold", "which is")


@dataclass(frozen=True)
class Times:
    """Seconds of many runs of the same thing."""

    seconds: tuple[float, ...]

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def p50(self) -> float:
        return self.percentile(0.50)

    @property
    def p99(self) -> float:
        return self.percentile(0.99)


def measure(work: Callable[[], object], *, times: int, warm_up: int = 3) -> Times:
    """Run ``work`` so many times after a few that do not count."""
    for _ in range(warm_up):
        work()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - began)
    return Times(tuple(seconds))


def in_turn(ours: Callable[[], object], limit: Callable[[], object], *, times: int) -> tuple[Times, Times]:
    """Measure two things by turns, so that whatever else the machine does meets both alike."""
    mine, theirs = [], []
    for _ in range(times):
        mine.extend(measure(ours, times=1, warm_up=0).seconds)
        theirs.extend(measure(limit, times=1, warm_up=0).seconds)
    return Times(tuple(mine)), Times(tuple(theirs))

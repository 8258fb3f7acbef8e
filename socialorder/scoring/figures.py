"""Sums of orders and how they are spread. Pure: every total is the sum of its rows, in Decimal."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal("0.00")
TENTH = Decimal("0.1")
HUNDRED = Decimal(100)
OWN, PLACED = "own", "placed"


@dataclass(frozen=True)
class Sums:
    """How many orders, and tenge planned, contracted and paid."""

    number: int = 0
    planned: Decimal = ZERO
    contracted: Decimal = ZERO
    paid: Decimal = ZERO

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.number + other.number,
            self.planned + other.planned,
            self.contracted + other.contracted,
            self.paid + other.paid,
        )


def together(sums: Iterable[Sums]) -> Sums:
    """All of them."""
    found = Sums()
    for one in sums:
        found += one
    return found


@dataclass(frozen=True)
class Cell:
    """Orders of one year, region, sphere, body, budget and origin (``own``, ``placed``)."""

    year: int
    region: str
    sphere: int
    body: str
    level: str
    origin: str
    sums: Sums


@dataclass(frozen=True)
class Line:
    """One row of a table: orders of this portal, orders from files, both."""

    key: Hashable
    own: Sums
    placed: Sums

    @property
    def both(self) -> Sums:
        return self.own + self.placed


@dataclass(frozen=True)
class Breakdown:
    """Rows of a table with their total."""

    lines: Sequence[Line]

    @property
    def total(self) -> Line:
        own, placed = together(line.own for line in self.lines), together(line.placed for line in self.lines)
        return Line("", own, placed)


def broken_down(cells: Iterable[Cell], key: Callable[[Cell], Hashable]) -> Breakdown:
    """Cells under the values of ``key``, in the order in which they are met."""
    parts: dict[Hashable, dict[str, Sums]] = {}
    for cell in cells:
        part = parts.setdefault(key(cell), {OWN: Sums(), PLACED: Sums()})
        part[cell.origin] += cell.sums
    return Breakdown([Line(name, part[OWN], part[PLACED]) for name, part in parts.items()])


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Per cent of ``whole`` with one place, half up; None of nothing."""
    return (part * HUNDRED / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def fewest_for_half(amounts: Iterable[Decimal]) -> int:
    """How many of the largest are needed for half of the sum; 0 of nothing."""
    listed = sorted(amounts, reverse=True)
    whole, so_far = sum(listed, ZERO), ZERO
    for count, amount in enumerate(listed, 1):
        so_far += amount
        if whole and so_far * 2 >= whole:
            return count
    return 0

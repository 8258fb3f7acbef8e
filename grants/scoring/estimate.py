"""Arithmetic of a project's budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from foundation.core.money import ZERO, tenge


@dataclass(frozen=True, slots=True)
class Line:
    """``cost`` is quantity × price of one, rounded to the tiyn; ``own`` of it is paid by the applicant, ``other`` by
    somebody else; the rest is ``asked`` from the grant. Tenge.
    """

    cost: Decimal
    own: Decimal
    is_admin: bool
    other: Decimal = ZERO

    @property
    def asked(self) -> Decimal:
        return self.cost - self.own - self.other


@dataclass(frozen=True, slots=True)
class Sources:
    """Who pays how much of the lines of one kind, tenge."""

    asked: Decimal
    own: Decimal
    other: Decimal

    @property
    def cost(self) -> Decimal:
        return self.asked + self.own + self.other


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all lines by kind and source, tenge; ``asked`` is what the lines want from the grant (rule R33)."""

    of_direct: Sources
    of_admin: Sources

    @property
    def direct(self) -> Decimal:
        return self.of_direct.cost

    @property
    def admin(self) -> Decimal:
        return self.of_admin.cost

    @property
    def own(self) -> Decimal:
        return self.of_direct.own + self.of_admin.own

    @property
    def other(self) -> Decimal:
        return self.of_direct.other + self.of_admin.other

    @property
    def asked(self) -> Decimal:
        return self.of_direct.asked + self.of_admin.asked

    @property
    def cost(self) -> Decimal:
        return self.direct + self.admin

    def percent(self, amount: Decimal) -> Decimal:
        """The share of ``amount`` in all costs, with one decimal place; zero without costs."""
        return (amount * 100 / self.cost).quantize(Decimal("0.1")) if self.cost else Decimal("0.0")

    @property
    def has_too_much_admin(self) -> bool:
        """Rule R32: administrative costs may not exceed direct costs."""
        return self.admin > self.direct


def line(*, quantity: Decimal, unit_cost: Decimal, own: Decimal, is_admin: bool, other: Decimal = ZERO) -> Line:
    """A budget line from its typed parts."""
    return Line(cost=tenge(quantity * unit_cost), own=tenge(own), is_admin=is_admin, other=tenge(other))


def totals(lines: Iterable[Line]) -> Totals:
    """Sums of ``lines``; zero when there are none."""
    listed = list(lines)
    return Totals(
        of_direct=_sources(item for item in listed if not item.is_admin),
        of_admin=_sources(item for item in listed if item.is_admin),
    )


def _sources(lines: Iterable[Line]) -> Sources:
    listed = list(lines)
    return Sources(
        asked=sum((item.asked for item in listed), ZERO),
        own=sum((item.own for item in listed), ZERO),
        other=sum((item.other for item in listed), ZERO),
    )

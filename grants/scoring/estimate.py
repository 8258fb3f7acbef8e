"""Arithmetic of a project's budget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from foundation.core.money import ZERO, tenge


@dataclass(frozen=True, slots=True)
class Line:
    """``cost`` is quantity × price of one, rounded to the tiyn; ``own`` of it is paid by the applicant. Tenge."""

    cost: Decimal
    own: Decimal
    is_admin: bool

    @property
    def asked(self) -> Decimal:
        return self.cost - self.own


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over all lines, tenge; ``asked`` is what the lines want from the grant (rule R33)."""

    direct: Decimal
    admin: Decimal
    own: Decimal
    asked: Decimal

    @property
    def cost(self) -> Decimal:
        return self.direct + self.admin

    @property
    def has_too_much_admin(self) -> bool:
        """Rule R32: administrative costs may not exceed direct costs."""
        return self.admin > self.direct


def line(*, quantity: Decimal, unit_cost: Decimal, own: Decimal, is_admin: bool) -> Line:
    """A budget line from its typed parts."""
    return Line(cost=tenge(quantity * unit_cost), own=tenge(own), is_admin=is_admin)


def totals(lines: Iterable[Line]) -> Totals:
    """Sums of ``lines``; zero when there are none."""
    listed = list(lines)
    return Totals(
        direct=sum((item.cost for item in listed if not item.is_admin), ZERO),
        admin=sum((item.cost for item in listed if item.is_admin), ZERO),
        own=sum((item.own for item in listed), ZERO),
        asked=sum((item.asked for item in listed), ZERO),
    )

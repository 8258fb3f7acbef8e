"""Marks of an expert council: sums and means side by side (rule R18). Pure, in Decimal, rounded half up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Marks:
    """The raw marks of one criterion, one of each expert."""

    raw: Sequence[Decimal]

    @property
    def sum(self) -> Decimal:
        return sum(self.raw, Decimal(0))

    @property
    def mean(self) -> Decimal:
        return rounded(self.sum / len(self.raw))


@dataclass(frozen=True)
class Outcome:
    """All criteria: published reports print either sums or means, so both are here."""

    criteria: Sequence[Marks]

    @property
    def experts(self) -> int:
        return len(self.criteria[0].raw)

    @property
    def sum(self) -> Decimal:
        """Over all experts and criteria."""
        return sum((one.sum for one in self.criteria), Decimal(0))

    @property
    def of_expert(self) -> Decimal:
        """What one expert gave on the average, of all criteria together."""
        return rounded(self.sum / self.experts)

    @property
    def mean(self) -> Decimal:
        """The mean mark."""
        return rounded(self.sum / (self.experts * len(self.criteria)))


def rounded(value: Decimal) -> Decimal:
    return value.quantize(PLACES, ROUND_HALF_UP)


def outcome(sheets: Sequence[Sequence[Decimal]]) -> Outcome:
    """``sheets``: of each expert the marks in the order of the criteria; at least one."""
    return Outcome([Marks(column) for column in zip(*sheets, strict=True)])


def band(mean: Decimal, bands: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """The words of a mean mark; ``bands`` from the highest. Empty below the lowest."""
    return next((one for one in bands if mean >= Decimal(one["from"])), {})

"""The public money of one organisation: every award of every body, summed in Decimal to the tiyn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from foundation.core import presentation
from foundation.core.money import ZERO
from registry.choices import FundingKind
from registry.models import Funding, Organisation


@dataclass(frozen=True)
class Part:
    """Some of the rows under one heading, newest first; ``total`` is exactly their sum."""

    name: Any
    rows: Sequence[Funding]
    total: Decimal

    @property
    def by_kind(self) -> list[Decimal]:
        """Sums of orders, grants and premiums, in this order."""
        return [sum((row.amount for row in self.rows if row.kind == kind), ZERO) for kind in FundingKind.values]

    @property
    def bar(self) -> tuple[str, Decimal, str]:
        """The part as a row of a bar chart."""
        return (str(self.name), self.total, presentation.tenge(self.total))


@dataclass(frozen=True)
class Money:
    """All awards that count, by year of the decision and by who pays; ``annulled`` ones are in no sum."""

    whole: Part
    years: Sequence[Part]
    payers: Sequence[Part]
    annulled: Sequence[Funding]

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The page in three figures."""
        return [
            (presentation.tenge(self.whole.total), gettext("Together")),
            (presentation.figure(len(self.whole.rows)), gettext("Awards")),
            (presentation.figure(len(self.payers)), gettext("Bodies and sources")),
        ]

    @property
    def year_bars(self) -> list[tuple[str, Decimal, str]]:
        """Years as rows of a chart, newest first."""
        return [part.bar for part in self.years]

    @property
    def payer_bars(self) -> list[tuple[str, Decimal, str]]:
        """Payers as rows of a chart, largest first."""
        return [part.bar for part in self.payers]


def funding_rows(organisation: Organisation) -> QuerySet[Funding]:
    """Every row of the organisation with what a page shows of it, newest first."""
    return Funding.objects.filter(organisation=organisation).select_related("payer", "sphere", "region")


def money_of(organisation: Organisation) -> Money:
    """The money of ``organisation``; one query."""
    return arranged(funding_rows(organisation))


def arranged(rows: Iterable[Funding]) -> Money:
    """``rows`` as the page shows them."""
    listed = sorted(rows, key=lambda row: (row.decided_on, row.pk or 0), reverse=True)
    counted = [row for row in listed if row.annulled_at is None]
    payers = _parts(counted, lambda row: row.paid_by)
    return Money(
        Part("", counted, _total(counted)),
        _parts(counted, lambda row: row.year),
        sorted(payers, key=lambda part: part.total, reverse=True),
        [row for row in listed if row.annulled_at is not None],
    )


def _parts(rows: Iterable[Funding], name: Callable[[Funding], Any]) -> list[Part]:
    found: dict[Any, list[Funding]] = {}
    for row in rows:
        found.setdefault(name(row), []).append(row)
    return [Part(key, listed, _total(listed)) for key, listed in found.items()]


def _total(rows: Iterable[Funding]) -> Decimal:
    return sum((row.amount for row in rows), ZERO)

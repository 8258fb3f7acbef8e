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
    """All awards that count, by year of the decision and by who pays; ``annulled`` ones are in no sum.

    ``received_on`` are small grants out of the grants of other NGOs, ``given_on`` those that others got out of its own: both
    are money that a state body has paid once already, so they are told and in no sum of public money.
    """

    whole: Part
    years: Sequence[Part]
    payers: Sequence[Part]
    annulled: Sequence[Funding]
    received_on: Part
    given_on: Part

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
    rows = Funding.objects.filter(organisation=organisation)
    return rows.select_related("payer", "sphere", "region", "out_of__organisation")


def given_rows(awards: Iterable[Funding]) -> list[Funding]:
    """What others got out of ``awards``; nothing is asked when there are none."""
    keys = [row.pk for row in awards]
    rows = Funding.objects.filter(out_of__in=keys, annulled_at=None)
    return list(rows.select_related("payer", "organisation", "out_of__organisation")) if keys else []


def money_of(organisation: Organisation) -> Money:
    """The money of ``organisation``; two queries, one when it has none."""
    own = list(funding_rows(organisation))
    return arranged(own, given_rows(own))


def arranged(rows: Iterable[Funding], given: Iterable[Funding] = ()) -> Money:
    """``rows`` as the page shows them, and what was ``given`` on to others."""
    listed = _sorted(rows)
    counted = [row for row in listed if row.annulled_at is None and row.out_of_id is None]
    received = [row for row in listed if row.annulled_at is None and row.out_of_id is not None]
    passed = _sorted(given)
    payers = _parts(counted, lambda row: row.paid_by)
    return Money(
        Part("", counted, _total(counted)),
        _parts(counted, lambda row: row.year),
        sorted(payers, key=lambda part: part.total, reverse=True),
        [row for row in listed if row.annulled_at is not None],
        Part("", received, _total(received)),
        Part("", passed, _total(passed)),
    )


def _sorted(rows: Iterable[Funding]) -> list[Funding]:
    return sorted(rows, key=lambda row: (row.decided_on, row.pk or 0), reverse=True)


def _parts(rows: Iterable[Funding], name: Callable[[Funding], Any]) -> list[Part]:
    found: dict[Any, list[Funding]] = {}
    for row in rows:
        found.setdefault(name(row), []).append(row)
    return [Part(key, listed, _total(listed)) for key, listed in found.items()]


def _total(rows: Iterable[Funding]) -> Decimal:
    return sum((row.amount for row in rows), ZERO)

"""Figures of the whole country. Every total is the sum of the rows above it; each table is also a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from councils.choices import Level, MeetingStatus, RecommendationStatus, TermStatus
from councils.models import Council, Meeting, Recommendation, Seat
from councils.models.recommendations import ANSWERED
from foundation.core import presentation
from grants.choices import ApplicationStatus, CallStatus
from grants.models import Application
from registry import queries as registry
from registry.choices import FundingKind, OrganisationStatus
from registry.models import FacetCount, Funding

COUNT, MONEY = "count", "money"
ADMITTED = (
    ApplicationStatus.ADMITTED,
    ApplicationStatus.FUNDED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.DECLINED,
    ApplicationStatus.FORGONE,
)
HELD = (MeetingStatus.CLOSED, MeetingStatus.PUBLISHED)


@dataclass(frozen=True)
class Column:
    """``kind`` is COUNT or MONEY (tenge)."""

    title: str
    kind: str = COUNT


@dataclass(frozen=True)
class Line:
    """One row; ``address`` leads to the list that it counts, '' when there is none."""

    label: str
    values: tuple[Any, ...]
    address: str = ""


@dataclass(frozen=True)
class Table:
    """``code`` names its file; ``head`` is what the rows are; ``main`` is the column that the bars are drawn of."""

    code: str
    caption: str
    head: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    main: int = 0

    @property
    def totals(self) -> tuple[Any, ...]:
        return tuple(sum(line.values[place] for line in self.lines) for place in range(len(self.columns)))

    @property
    def shown(self) -> list[tuple[Line, Decimal, list[str]]]:
        """Every row with the length of its bar in per cent of the longest, and its cells as a page writes them."""
        bars = presentation.bars((line.label, line.values[self.main]) for line in self.lines)
        return [(line, bar.percent, self._written(line.values)) for line, bar in zip(self.lines, bars, strict=True)]

    @property
    def with_total(self) -> tuple[Line, ...]:
        return (*self.lines, Line(_("In all"), self.totals))

    @property
    def shown_totals(self) -> list[str]:
        return self._written(self.totals)

    def _written(self, values: Sequence[Any]) -> list[str]:
        return [written(value, column.kind) for column, value in zip(self.columns, values, strict=True)]


def written(value: Any, kind: str) -> str:
    """A figure as a page writes it."""
    return presentation.tenge(value) if kind == MONEY else presentation.figure(value)


def ngos_by_status() -> Table:
    """Organisations of the registry by the states that the ministry's own list uses."""
    rows = dict(_cells().filter(region_code="").exclude(status="").values_list("status", "entries"))
    list_of = reverse("registry:ngo-list")
    lines = [
        Line(str(status.label), (rows[status.value],), f"{list_of}?status={status.value}")
        for status in OrganisationStatus
        if rows.get(status.value)
    ]
    return Table("ngos-by-status", _("Organisations by state"), _("State"), (Column(_("Organisations")),), tuple(lines))


def ngos_by_region() -> Table:
    """Organisations of each region: all, and those that are active."""
    rows = _cells().exclude(region_code="").filter(status__in=("", OrganisationStatus.ACTIVE))
    found: dict[str, dict[str, int]] = {}
    for region, status, entries in rows.values_list("region_code", "status", "entries"):
        found.setdefault(region, {})[status] = entries
    list_of = reverse("registry:ngo-list")
    lines = [
        Line(name, (cells.get("", 0), cells.get(OrganisationStatus.ACTIVE, 0)), f"{list_of}?region={code}")
        for code, name in _regions().items()
        if (cells := found.get(code))
    ]
    columns = (Column(_("Organisations")), Column(_("Active")))
    return Table("ngos-by-region", _("Organisations by region"), _("Region"), columns, tuple(lines))


def money_by_year() -> Table:
    """Awards of the ledger by the year of their decision and by kind."""
    rows = Funding.objects.counted().annotate(year=ExtractYear("decided_on")).values("year").order_by("-year")
    of_kind = {kind.value: Sum("amount", filter=Q(kind=kind), default=Decimal(0)) for kind in FundingKind}
    lines = [
        Line(str(row["year"]), (row["awards"], *(row[kind.value] for kind in FundingKind), row["amount_sum"]))
        for row in rows.annotate(awards=Count("pk"), amount_sum=Sum("amount"), **of_kind)
    ]
    kinds = (Column(str(kind.label), MONEY) for kind in FundingKind)
    columns = (Column(_("Awards")), *kinds, Column(_("In all"), MONEY))
    return Table("money-by-year", _("Public money by year"), _("Year"), columns, tuple(lines), main=len(columns) - 1)


def money_by_region(year: int | None = None) -> Table:
    """Awards by the region in which they work; ``year`` of the decision, None is all years."""
    return _money("money-by-region", _("Public money by region"), (_("Region"), "region"), _regions(), year)


def money_by_sphere(year: int | None = None) -> Table:
    """The same by sphere."""
    spheres = {row.pk: row.name() for row in registry.public_names().spheres}
    return _money("money-by-sphere", _("Public money by sphere"), (_("Sphere"), "sphere"), spheres, year)


def contests_by_year() -> Table:
    """Decided contests of state bodies and their operator. What an NGO gives on from its own grant is not among them."""
    rows = Application.objects.filter(call__status=CallStatus.DECIDED, call__regranting=None)
    rows = rows.exclude(submitted_at=None).annotate(year=ExtractYear("call__decided_at"))
    awarded = Q(status=ApplicationStatus.FUNDED)
    counted = rows.values("year").annotate(
        contests=Count("call", distinct=True),
        received=Count("pk"),
        admitted=Count("pk", filter=Q(status__in=ADMITTED)),
        grants=Count("pk", filter=awarded),
        money=Sum("awarded", filter=awarded, default=Decimal(0)),
    )
    names = ("year", "contests", "received", "admitted", "grants", "money")
    lines = [Line(str(year), tuple(cells)) for year, *cells in counted.order_by("-year").values_list(*names)]
    columns = (
        Column(_("Contests")), Column(_("Applications")), Column(_("Admitted")), Column(_("Grants")),
        Column(_("Awarded"), MONEY),
    )  # fmt: skip
    return Table("contests-by-year", _("Grant contests by year"), _("Year"), columns, tuple(lines), main=1)


def councils_by_level() -> Table:
    """Public councils with who sits in them, what they held and what was answered to them."""
    sent = ~Q(status=RecommendationStatus.DRAFT)
    answered = Q(status__in=ANSWERED)
    counts = [
        _by_level(Council.objects.all(), "level"),
        _by_level(Seat.objects.filter(ended_on=None, term__status=TermStatus.SITTING), "term__council__level"),
        _by_level(Meeting.objects.filter(status__in=HELD), "council__level"),
        _by_level(Recommendation.objects.filter(sent), "council__level"),
        _by_level(Recommendation.objects.filter(answered), "council__level"),
        _by_level(Recommendation.objects.filter(status=RecommendationStatus.DONE), "council__level"),
    ]
    list_of = reverse("councils:council-list")
    lines = [
        Line(str(level.label), tuple(found[level.value] for found in counts), f"{list_of}?level={level.value}")
        for level in Level
        if counts[0][level.value]
    ]
    titles = (_("Councils"), _("Members"), _("Meetings held"), _("Recommendations"), _("Answered"), _("Done"))
    columns = tuple(Column(title) for title in titles)
    return Table("councils-by-level", _("Public councils by level"), _("Level"), columns, tuple(lines))


# What is narrowed by a year, and what is not.
OF_A_YEAR: dict[str, Callable[[int | None], Table]] = {
    "money-by-region": money_by_region,
    "money-by-sphere": money_by_sphere,
}
OF_ALL_TIME: dict[str, Callable[[], Table]] = {
    "ngos-by-status": ngos_by_status,
    "ngos-by-region": ngos_by_region,
    "money-by-year": money_by_year,
    "contests-by-year": contests_by_year,
    "councils-by-level": councils_by_level,
}
CODES = (*OF_ALL_TIME, *OF_A_YEAR)


def table(code: str, year: int | None = None) -> Table:
    """The table of this code; raises KeyError."""
    return OF_A_YEAR[code](year) if code in OF_A_YEAR else OF_ALL_TIME[code]()


def headline(tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    """The few figures over the page, each a total of a table below it; what is zero is left out."""
    total = {code: found.totals for code, found in tables.items()}
    found = [
        (total["ngos-by-status"][0], COUNT, _("organisations in the registry")),
        (total["money-by-year"][0], COUNT, _("awards of public money")),
        (total["money-by-year"][-1], MONEY, _("awarded in all")),
        (total["councils-by-level"][0], COUNT, _("public councils")),
    ]
    return [(written(value, kind), label) for value, kind, label in found if value]


def years() -> list[int]:
    """Years in which money was awarded, newest first."""
    found = Funding.objects.counted().annotate(year=ExtractYear("decided_on")).values_list("year", flat=True)
    return list(found.distinct().order_by("-year"))


def _cells() -> QuerySet[FacetCount]:
    """Counts of the registry that are kept ready: over all words, forms and topics."""
    return FacetCount.objects.filter(word="", legal_form="", topic=0, entries__gt=0)


def _regions() -> dict[str, str]:
    return registry.region_names(registry.public_names())


def _money(code: str, caption: str, head: tuple[str, str], names: Mapping[Any, str], year: int | None) -> Table:
    """``head`` is the word over the rows and the column by which they are told apart; the largest sums come first."""
    title, column = head
    rows = Funding.objects.counted()
    if year is not None:
        rows = rows.filter(decided_on__year=year)
    counted = rows.values(column).annotate(awards=Count("pk"), money=Sum("amount"))
    listed = sorted(counted, key=lambda row: (-row["money"], str(row[column])))
    lines = [Line(names.get(row[column], _("Not stated")), (row["awards"], row["money"])) for row in listed]
    return Table(code, caption, title, (Column(_("Awards")), Column(_("In all"), MONEY)), tuple(lines), main=1)


def _by_level(rows: QuerySet[Any], path: str) -> Counter[str]:
    counted: Iterable[tuple[str, int]] = rows.order_by().values_list(path).annotate(n=Count("pk"))
    return Counter(dict(counted))

"""Social orders in figures: this portal's own and those from files of the procurement portal, told apart everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.text import localized
from registry.choices import BodyKind
from registry.models import Body, Organisation, Region, Sphere
from socialorder.choices import TenderStatus
from socialorder.choices.contracts import CONCLUDED
from socialorder.choices.placed import BudgetLevel
from socialorder.choices.tenders import TENDER_VOID
from socialorder.models import Contract, Lot, PlacedOrder, StagePayment
from socialorder.scoring.figures import (
    OWN,
    PLACED,
    ZERO,
    Breakdown,
    Cell,
    Line,
    Sums,
    broken_down,
    fewest_for_half,
    share,
    together,
)

NAMED_BODY = "#"  # before the key of a body that the portal knows
SUPPLIERS_SHOWN = 12
# Of more rows than that the smallest are one row: the sums stay.
ROWS_SHOWN = 12


def cells_of(*, year: int | None = None, region: Region | None = None) -> list[Cell]:
    """Orders by year, region, sphere, body, budget and origin; four queries, whatever their number."""
    return sorted(
        [*_placed(year, region), *_own(year, region)],
        key=lambda cell: (-cell.year, cell.region, cell.sphere, cell.body, cell.level, cell.origin),
    )


def _placed(year: int | None, region: Region | None) -> Iterable[Cell]:
    rows = _narrowed(PlacedOrder.objects.counted(), {"year": year, "region": region}).order_by()
    keys = ("year", "region", "sphere", "customer", "customer_name", "level")
    sums = {"number": Count("pk"), "plan": Sum("planned"), "agreed": Sum("contracted"), "given": Sum("paid")}
    for row in rows.values(*keys).annotate(**sums):
        body = f"{NAMED_BODY}{row['customer']}" if row["customer"] else row["customer_name"]
        told = Sums(row["number"], row["plan"], row["agreed"] or ZERO, row["given"])
        yield Cell(row["year"], row["region"], row["sphere"] or 0, body, row["level"], PLACED, told)


def _own(year: int | None, region: Region | None) -> Iterable[Cell]:
    """Lots that are or were on offer; money of contracts that both sides signed, and what was paid on them."""
    void = (TenderStatus.DRAFT, *TENDER_VOID)
    found: dict[tuple[Any, ...], Sums] = defaultdict(Sums)
    for key, number, amount in _grouped(Lot.objects.exclude(tender__status__in=void), "", year, region):
        found[key] += Sums(number=number, planned=amount)
    concluded = Contract.objects.filter(status__in=CONCLUDED)
    for key, _number, amount in _grouped(concluded, "lot__", year, region):
        found[key] += Sums(contracted=amount)
    for key, _number, amount in _grouped(StagePayment.objects.all(), "stage__contract__lot__", year, region):
        found[key] += Sums(paid=amount)
    for (order_year, region_code, sphere, body, kind), sums in found.items():
        level = BudgetLevel.REPUBLICAN if kind == BodyKind.CENTRAL else BudgetLevel.REGIONAL
        yield Cell(order_year, region_code, sphere, f"{NAMED_BODY}{body}", level, OWN, sums)


def _grouped(rows: QuerySet, lot: str, year: int | None, region: Region | None) -> Iterable[tuple[Any, int, Decimal]]:
    """(key, number, Σ amount) of ``rows``; ``lot`` is the path to the lot."""
    narrowed = _narrowed(rows, {f"{lot}topic__plan__year": year, f"{lot}topic__region": region}).order_by()
    keys = ("topic__plan__year", "topic__region", "topic__sphere", "tender__body", "tender__body__kind")
    for row in narrowed.values_list(*(f"{lot}{key}" for key in keys)).annotate(Count("pk"), Sum("amount")):
        yield row[:5], row[5], row[6]


def _narrowed(rows: QuerySet, asked: Mapping[str, Any]) -> QuerySet:
    return rows.filter(**{name: value for name, value in asked.items() if value is not None})


@dataclass(frozen=True)
class Row:
    """A line of a table in words; ``code`` leads on where there is a page."""

    name: str
    line: Line
    code: str = ""


@dataclass(frozen=True)
class Table:
    """One way to divide the orders."""

    code: str
    title: str
    rows: Sequence[Row]
    total: Line

    @property
    def bars(self) -> list[tuple[str, Decimal, str]]:
        """Planned money of each row, for a chart."""
        sums = [(row.name, row.line.both.planned) for row in self.rows if 1 < len(self.rows)]
        return [(name, amount, presentation.tenge(amount)) for name, amount in sums]


def tables(cells: Sequence[Cell], *, in_region: bool) -> list[Table]:
    """The same orders by year, region, sphere, body and budget."""
    words = _Words(cells)
    found = [
        ("year", _("By year"), lambda cell: cell.year, str, False),
        ("region", _("By region"), lambda cell: cell.region, words.region, True),
        ("sphere", _("By sphere"), lambda cell: cell.sphere, words.sphere, True),
        ("body", _("By body"), lambda cell: cell.body, words.body, True),
        ("level", _("By budget"), lambda cell: cell.level, words.level, True),
    ]
    return [
        _table(code, title, broken_down(cells, key), name, by_money)
        for code, title, key, name, by_money in found
        if not (in_region and code == "region")
    ]


def _table(code: str, title: str, parts: Breakdown, name: Any, by_money: bool) -> Table:
    lines = sorted(parts.lines, key=lambda line: -line.both.planned) if by_money else parts.lines
    rows = [Row(name(line.key), line, str(line.key)) for line in lines]
    if by_money and len(rows) > ROWS_SHOWN + 1:
        rest = Breakdown([row.line for row in rows[ROWS_SHOWN:]]).total
        rows = [*rows[:ROWS_SHOWN], Row(_("All others"), rest)]
    return Table(code, title, rows, parts.total)


class _Words:
    """Names of what the cells speak of; three queries."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        listed = list(cells)
        bodies = {int(cell.body[1:]) for cell in listed if cell.body.startswith(NAMED_BODY)}
        self.regions = Region.objects.in_bulk({cell.region for cell in listed})
        self.spheres = Sphere.objects.in_bulk({cell.sphere for cell in listed})
        self.bodies = Body.objects.in_bulk(bodies)

    def region(self, code: str) -> str:
        return localized(self.regions[code], "name")

    def sphere(self, number: int) -> str:
        return localized(self.spheres[number], "name") if number in self.spheres else _("The source does not say")

    def body(self, key: str) -> str:
        return localized(self.bodies[int(key[1:])], "name") if key.startswith(NAMED_BODY) else key

    @staticmethod
    def level(code: str) -> str:
        return str(BudgetLevel(code).label)


def years() -> list[int]:
    """Years that have orders, newest first."""
    own = Lot.objects.exclude(tender__status__in=(TenderStatus.DRAFT, *TENDER_VOID))
    found = set(own.values_list("topic__plan__year", flat=True).distinct())
    return sorted(found | set(PlacedOrder.objects.counted().values_list("year", flat=True).distinct()), reverse=True)


def rows_for_file(cells: Sequence[Cell]) -> list[list[str]]:
    """Every cell with its sums: whoever adds them up comes to the page's totals."""
    words = _Words(cells)
    return [
        [
            *(str(cell.year), cell.region, str(cell.sphere or ""), words.body(cell.body), cell.level, cell.origin),
            *(str(cell.sums.number), str(cell.sums.planned), str(cell.sums.contracted), str(cell.sums.paid)),
        ]
        for cell in cells
    ]


@dataclass(frozen=True)
class Supplier:
    """What one supplier has of a region's contracts; ``share`` is ``amount`` of the region's sum in per cent."""

    name: str
    bin: str
    organisation: Organisation | None
    orders: int
    amount: Decimal
    share: Decimal | None


@dataclass(frozen=True)
class Concentration:
    """How contracts are spread among suppliers."""

    whole: Decimal
    count: int
    half: int
    largest: Sequence[Supplier]

    @property
    def rest(self) -> Decimal:
        """What is left for those that are not shown."""
        return self.whole - sum((one.amount for one in self.largest), ZERO)

    @property
    def bars(self) -> list[tuple[str, Decimal, str]]:
        return [
            (one.name, one.share, f"{presentation.figure(one.share, 1)} %")
            for one in self.largest
            if one.share is not None
        ]


def concentration(*, year: int | None, region: Region | None) -> Concentration:
    """Who has which part of the contracted money; three queries."""
    money = _contracted(year, region)
    whole = together(money.values()).contracted
    by_amount = sorted(money.items(), key=lambda pair: (-pair[1].contracted, pair[0]))
    known = {one.bin: one for one in Organisation.objects.filter(bin__in={number for number, _name in money})}
    largest = [
        _supplier(number, name, sums, whole, known.get(number)) for (number, name), sums in by_amount[:SUPPLIERS_SHOWN]
    ]
    amounts = [sums.contracted for sums in money.values()]
    return Concentration(whole, len(money), fewest_for_half(amounts), largest)


def _contracted(year: int | None, region: Region | None) -> dict[tuple[str, str], Sums]:
    """(BIN, name) → number and contracted money."""
    orders = PlacedOrder.objects.counted().filter(contracted__gt=0)
    placed = _narrowed(orders, {"year": year, "region": region}).order_by()
    found: dict[tuple[str, str], Sums] = defaultdict(Sums)
    names: dict[str, str] = {}
    rows = placed.values_list("supplier_bin", "supplier_name").annotate(Count("pk"), Sum("contracted"))
    contracts = Contract.objects.filter(status__in=CONCLUDED)
    own = _narrowed(contracts, {"lot__topic__plan__year": year, "lot__topic__region": region}).order_by()
    mine = own.values_list("bid__organisation__bin", "bid__organisation__name_ru").annotate(Count("pk"), Sum("amount"))
    for number, name, count, amount in (*rows, *mine):
        first = names.setdefault(number, name)
        found[number or "", first] += Sums(number=count, contracted=amount)
    return found


def _supplier(number: str, name: str, sums: Sums, whole: Decimal, known: Organisation | None) -> Supplier:
    named = localized(known, "name") if known else name or number
    return Supplier(named, number, known, sums.number, sums.contracted, share(sums.contracted, whole))

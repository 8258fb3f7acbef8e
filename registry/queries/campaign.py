"""How the filing of a year goes, counted by the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet
from django.db.models.functions import TruncWeek

from foundation.core.calendar import ALMATY, cut_off
from registry.choices import ANNUAL_FILED, ANNUAL_TO_CHECK, AnnualStatus
from registry.models import AnnualInformation, Organisation, Region
from registry.querysets import due_annual

PAGE_SIZE = 50
CHUNK = 2_000


@dataclass(frozen=True)
class Row:
    """A region, or the country: how many NGOs are registered, have to file, and how far they are.

    ``in_time`` and ``late`` together are the filed ones, as are ``to_check`` and ``accepted``.
    """

    region: str
    registered: int
    due: int
    started: int
    returned: int
    to_check: int
    accepted: int
    in_time: int
    late: int

    @property
    def filed(self) -> int:
        return self.in_time + self.late

    @property
    def missing(self) -> int:
        return self.due - self.filed

    @property
    def percent(self) -> int:
        """Whole percent of those who have to file that have filed."""
        return self.filed * 100 // self.due if self.due else 0


@dataclass(frozen=True)
class Campaign:
    rows: list[tuple[Region, Row]]
    total: Row


def campaign(year: int, due: dt.date) -> Campaign:
    """The filing of ``year``, due on the day ``due``, by region and in total (two queries)."""
    must, own = due_annual(year), FilteredRelation("annual_information", condition=Q(annual_information__year=year))
    filed = must & Q(own__status__in=ANNUAL_FILED)
    in_time = Q(own__submitted_at__lt=cut_off(due + dt.timedelta(days=1), dt.time.min))
    counted = (
        Organisation.objects.annotate(own=own)
        .values("region")
        .annotate(
            registered=Count("pk"),
            due=Count("pk", filter=must),
            started=Count("pk", filter=must & Q(own__status=AnnualStatus.DRAFT)),
            returned=Count("pk", filter=must & Q(own__status=AnnualStatus.RETURNED)),
            to_check=Count("pk", filter=must & Q(own__status__in=ANNUAL_TO_CHECK)),
            accepted=Count("pk", filter=filed & ~Q(own__status__in=ANNUAL_TO_CHECK)),
            in_time=Count("pk", filter=filed & in_time),
            late=Count("pk", filter=filed & ~in_time),
        )
    )
    found = {row["region"]: Row(**row) for row in counted.order_by("region")}
    names = [one.name for one in fields(Row) if one.name != "region"]
    total = Row("", **{name: sum(getattr(row, name) for row in found.values()) for name in names})
    regions = [(region, found[region.code]) for region in Region.objects.all() if region.code in found]
    return Campaign(regions, total)


def weeks(year: int) -> list[tuple[dt.date, int]]:
    """How many had filed by the end of each week: (its Monday, count so far)."""
    found = (
        AnnualInformation.objects.filter(due_of_organisation(year), year=year, status__in=ANNUAL_FILED)
        .annotate(week=TruncWeek("submitted_at", tzinfo=ALMATY))
        .values("week")
        .annotate(count=Count("pk"))
        .order_by("week")
    )
    so_far, listed = 0, []
    for row in found:
        so_far += row["count"]
        listed.append((row["week"].date(), so_far))
    return listed


def due_of_organisation(year: int) -> Q:
    """``due_annual`` for rows that belong to an organisation."""
    return Q(organisation__in=Organisation.objects.filter(due_annual(year)))


@dataclass(frozen=True)
class Missing:
    """A page of organisations that owe the year; ``after`` is the key of the next page, '' at the end."""

    rows: list[Organisation]
    after: str


def missing(year: int, region: str = "", after: str = "") -> Missing:
    """Who has not filed, with how far they are: ``own_status`` of each, None for not begun."""
    rows = owing(year, region)
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.select_related("region")[: PAGE_SIZE + 1])
    for row in found:
        row.own_label = AnnualStatus(row.own_status).label if row.own_status else ""  # type: ignore[attr-defined]
    return Missing(found[:PAGE_SIZE], str(found[PAGE_SIZE - 1].pk) if len(found) > PAGE_SIZE else "")


def missing_rows(year: int, region: str = "") -> Iterator[tuple[Any, ...]]:
    """Everybody who has not filed, as public columns: bin, three names, region, e-mail, phone, how far."""
    labels = {status.value: str(status.label) for status in AnnualStatus}
    regions = {one.code: str(one) for one in Region.objects.all()}
    columns = ("bin", "name_kk", "name_ru", "name_en", "region_id", "email", "phone", "own_status")
    for *start, code, email, phone, status in owing(year, region).values_list(*columns).iterator(CHUNK):
        yield (*start, regions[code], email, phone, labels.get(status or "", ""))


def owes_more_than(most: int, year: int, region: str = "") -> bool:
    """Whether more than ``most`` have not filed; counts no further than that."""
    return owing(year, region).values("pk")[most : most + 1].exists()


def owing(year: int, region: str) -> QuerySet[Organisation]:
    """Organisations that owe the year, with how far they are as ``own_status``."""
    own = FilteredRelation("annual_information", condition=Q(annual_information__year=year))
    rows: QuerySet[Any] = Organisation.objects.owing_annual(year).annotate(own=own, own_status=F("own__status"))
    return rows.filter(region=region).order_by("pk") if region else rows.order_by("pk")

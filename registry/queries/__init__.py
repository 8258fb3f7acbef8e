"""What pages and other rooms read from the registry."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import QuerySet

from registry.models import CalendarDay, Expert, MonthlyIndex, Organisation, Region, Sphere
from registry.models.annual import due_on
from registry.queries.cards import AnnualLine, Card, accepted, annual_lines, annual_years, card, cards
from registry.queries.completeness import Completeness, completeness
from registry.queries.conditions import Choice
from registry.queries.facets import Counts, active_total, by_region, counts
from registry.queries.history import History, history
from registry.queries.labels import public_names, region_names
from registry.queries.listing import everything, listing
from registry.queries.offers import facets
from registry.queries.past import Record, past
from registry.queries.regions import region_map
from registry.queries.search import Found, nothing, search
from registry.queries.suggestions import suggestions
from registry.queries.tasks import Task, desk_tasks
from registry.querysets import ExpertQuerySet

__all__ = [
    "AnnualLine",
    "Card",
    "Choice",
    "Completeness",
    "Counts",
    "Found",
    "History",
    "Record",
    "Task",
    "accepted",
    "active_total",
    "annual_due_on",
    "annual_lines",
    "annual_years",
    "by_region",
    "card",
    "cards",
    "completeness",
    "counts",
    "desk_tasks",
    "everything",
    "experts_for",
    "facets",
    "history",
    "listing",
    "mrp_on",
    "nothing",
    "organisations",
    "past",
    "public_names",
    "region_map",
    "region_names",
    "regions",
    "search",
    "spheres",
    "suggestions",
    "working_day_overrides",
]


def regions() -> list[Region]:
    """The 17 regions and 3 cities, by code."""
    return list(Region.objects.all())


def spheres() -> list[Sphere]:
    """The 19 spheres, by number."""
    return list(Sphere.objects.all())


def working_day_overrides() -> dict[dt.date, bool]:
    """Day → is it a working day: what the Government moved; give it to ``foundation.core.calendar`` (rules R71, R72)."""
    return CalendarDay.objects.overrides()


def mrp_on(day: dt.date) -> Decimal:
    """MRP in tenge in force on ``day`` (rule R22). Raises MonthlyIndex.DoesNotExist before the first known row."""
    row = MonthlyIndex.objects.on(day)
    if row is None:
        raise MonthlyIndex.DoesNotExist(f"no MRP is known for {day}")
    return row.amount


def annual_due_on(year: int) -> dt.date:
    """Last day for the annual information about ``year`` (rule R09)."""
    return due_on(year, working_day_overrides())


def experts_for(spheres: list[int]) -> ExpertQuerySet:
    """Active experts of at least one of the spheres (numbers), by public number; empty list: nobody."""
    return Expert.objects.for_spheres(spheres)


def organisations() -> QuerySet[Organisation]:
    """Every organisation with its region: the registry is public."""
    return Organisation.objects.select_related("region")

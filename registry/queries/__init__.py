"""What pages and other rooms read from the registry."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from registry.models import CalendarDay, Expert, MonthlyIndex
from registry.queries.tasks import Task, desk_tasks
from registry.querysets import ExpertQuerySet

__all__ = ["Task", "desk_tasks", "experts_for", "mrp_on", "working_day_overrides"]


def working_day_overrides() -> dict[dt.date, bool]:
    """Day → is it a working day: what the Government moved; give it to ``foundation.core.calendar`` (rules R71, R72)."""
    return CalendarDay.objects.overrides()


def mrp_on(day: dt.date) -> Decimal:
    """MRP in tenge in force on ``day`` (rule R22). Raises MonthlyIndex.DoesNotExist before the first known row."""
    row = MonthlyIndex.objects.on(day)
    if row is None:
        raise MonthlyIndex.DoesNotExist(f"no MRP is known for {day}")
    return row.amount


def experts_for(spheres: list[int]) -> ExpertQuerySet:
    """Active experts of at least one of the spheres (numbers), by public number; empty list: nobody."""
    return Expert.objects.for_spheres(spheres)

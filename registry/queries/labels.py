"""Names of regions, spheres and goals, and the days that were moved, as every public page needs them: read once a minute."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import cache
from django.utils.translation import get_language

from foundation.core import calendar, clock
from registry.models import CalendarDay, DevelopmentGoal, Region, Sphere
from registry.models.annual import last_due_year

KEY, SECONDS = "registry.names", 60
TABLES = (Region, Sphere, DevelopmentGoal)


class Named(NamedTuple):
    """A row of a reference table; ``str`` is its name in the reader's language."""

    pk: str | int
    name_kk: str
    name_ru: str
    name_en: str

    def __str__(self) -> str:
        return named(self.name_kk, self.name_ru, self.name_en)


@dataclass(frozen=True)
class Names:
    """What is read once a minute."""

    regions: tuple[Named, ...]
    spheres: tuple[Named, ...]
    goals: tuple[Named, ...]
    moved_days: dict[dt.date, bool]

    def last_due(self) -> int:
        """The newest year whose annual information was due before today (rule R11)."""
        return last_due_year(calendar.local_date(clock.now()), self.moved_days)


def public_names() -> Names:
    """Regions by code, spheres and goals by number; at most a minute old."""
    found: Names | None = cache.get(KEY)
    if found is None:
        columns = ("pk", "name_kk", "name_ru", "name_en")
        regions, spheres, goals = (
            tuple(Named(*row) for row in model._default_manager.values_list(*columns)) for model in TABLES
        )
        found = Names(regions, spheres, goals, CalendarDay.objects.overrides())
        cache.set(KEY, found, SECONDS)
    return found


def named(kk: str, ru: str, en: str, language: str = "") -> str:
    """As ``foundation.core.text.localized``: the name in the language, else in the next one that is filled."""
    code = language or (get_language() or "kk")[:2]
    if code == "en":
        return en or ru or kk
    return ru or kk or en if code == "ru" else kk or ru or en

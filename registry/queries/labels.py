"""Names of regions, spheres and goals, and the days that were moved, as every public page needs them: read once a minute."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import isqrt
from typing import NamedTuple

from django.utils.translation import get_language

from foundation.core import calendar, clock, presentation
from registry.models import CalendarDay, DevelopmentGoal, FacetCount, Region, Sphere, Word
from registry.models.annual import last_due_year

SECONDS, FEW_LEAST = 60, 500
TABLES = (Region, Sphere, DevelopmentGoal)


class Named(NamedTuple):
    """A row of a reference table; ``str`` is its name in the reader's language."""

    pk: str | int
    name_kk: str
    name_ru: str
    name_en: str

    def __str__(self) -> str:
        return self.name()

    def name(self, language: str = "") -> str:
        return named(self.name_kk, self.name_ru, self.name_en, language)


@dataclass(frozen=True, eq=False)
class Names:
    """What is read once a minute.

    Up to ``few`` found rows are better collected and sorted than met on a walk along the order of the list; ``frequent``
    are the words that more have: word → (entries, whether its facets are counted ahead).
    """

    regions: tuple[Named, ...]
    spheres: tuple[Named, ...]
    goals: tuple[Named, ...]
    moved_days: dict[dt.date, bool]
    few: int
    frequent: dict[str, tuple[int, bool]]

    @cached_property
    def codes(self) -> dict[str, list[str]]:
        """The values that may be chosen of each facet that is a table."""
        tables = {"region": self.regions, "sphere": self.spheres, "sdg": self.goals}
        return {name: [str(row.pk) for row in rows] for name, rows in tables.items()}

    def last_due(self) -> int:
        """The newest year whose annual information was due before today (rule R11)."""
        return last_due_year(calendar.local_date(clock.now()), self.moved_days)


def region_names(names: Names) -> dict[str, str]:
    """Code → name in the reader's language."""
    return _by_code(names.regions, presentation.language())


@lru_cache(maxsize=8)
def _by_code(rows: tuple[Named, ...], language: str) -> dict[str, str]:
    return {str(row.pk): row.name(language) for row in rows}


def public_names() -> Names:
    """Regions by code, spheres and goals by number; at most a minute old."""
    return _read(int(time.monotonic()) // SECONDS)


@lru_cache(maxsize=1)
def _read(_minute: int) -> Names:
    columns = ("pk", "name_kk", "name_ru", "name_en")
    regions, spheres, goals = (
        tuple(Named(*row) for row in model._default_manager.values_list(*columns)) for model in TABLES
    )
    few = _few()
    words = Word.objects.filter(entries__gt=few).values_list("word", "entries", "is_counted")
    frequent = {word: (entries, is_counted) for word, entries, is_counted in words}
    return Names(regions, spheres, goals, CalendarDay.objects.overrides(), few, frequent)


def _few() -> int:
    """A page is met after a walk over size × 50 ÷ found rows, and a row costs more to collect than to pass."""
    all_of_them = FacetCount.objects.filter(word="", region_code="", legal_form="", status="", topic=0)
    size = all_of_them.values_list("entries", flat=True).first() or 0
    return max(FEW_LEAST, isqrt(size * 25))


def forget() -> None:
    """Read again when next asked: for tests, whose registries come and go."""
    _read.cache_clear()


def named(kk: str, ru: str, en: str, language: str = "") -> str:
    """As ``foundation.core.text.localized``: the name in the language, else in the next one that is filled."""
    code = language or (get_language() or "kk")[:2]
    if code == "en":
        return en or ru or kk
    return ru or kk or en if code == "ru" else kk or ru or en

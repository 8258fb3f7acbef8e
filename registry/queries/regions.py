"""The map of regions: equal tiles, placed roughly as the regions lie, with counts in shades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from foundation.core import presentation
from registry.queries.labels import Named

# First two digits of the code → (column, row) and the short name on the tile in Kazakh, Russian and English.
PLACES: dict[str, tuple[int, int, str, str, str]] = {
    "39": (2, 0, "Қост", "Кост", "Kost"),
    "59": (3, 0, "СҚО", "СКО", "North"),
    "55": (4, 0, "Павл", "Павл", "Pavl"),
    "27": (0, 1, "БҚО", "ЗКО", "West"),
    "15": (1, 1, "Ақтө", "Актю", "Akto"),
    "11": (2, 1, "Ақмо", "Акмо", "Akmo"),
    "71": (3, 1, "Астана", "Астана", "Astana"),
    "10": (4, 1, "Абай", "Абай", "Abai"),
    "63": (5, 1, "ШҚО", "ВКО", "East"),
    "23": (0, 2, "Атыр", "Атыр", "Atyr"),
    "62": (2, 2, "Ұлыт", "Улыт", "Ulyt"),
    "35": (3, 2, "Қара", "Кара", "Kara"),
    "33": (4, 2, "Жеті", "Жеті", "Zhet"),
    "47": (0, 3, "Маңғ", "Манг", "Mang"),
    "43": (2, 3, "Қызы", "Кызы", "Kyzy"),
    "31": (3, 3, "Жамб", "Жамб", "Zhamb"),
    "19": (4, 3, "Алм о.", "Алм. о.", "Alm. R."),
    "61": (2, 4, "Түрк", "Турк", "Turk"),
    "79": (3, 4, "Шымк", "Шымк", "Shymk"),
    "75": (4, 4, "Алматы", "Алматы", "Almaty"),
}
_LANGUAGES = ("kk", "ru", "en")
TILE, GAP, COLUMNS, ROWS = 56, 4, 6, 5
SHADES = 5


class Tile(NamedTuple):
    """A region on the map; ``shade`` goes from 0 (none) to 5 (most), ``x`` and ``y`` are its corner."""

    code: str
    name: str
    short: str
    number: int
    is_chosen: bool
    shade: int
    x: int
    y: int

    @property
    def middle(self) -> int:
        return self.x + TILE // 2

    @property
    def name_line(self) -> int:
        return self.y + 23

    @property
    def count_line(self) -> int:
        return self.y + 42


class Band(NamedTuple):
    """A line of the legend: a shade and the counts that have it."""

    shade: int
    first: int
    last: int


@dataclass(frozen=True)
class RegionMap:
    """All tiles in the order of the regions' codes, and the legend."""

    tiles: tuple[Tile, ...]
    bands: tuple[Band, ...]
    width: int = COLUMNS * (TILE + GAP) - GAP
    height: int = ROWS * (TILE + GAP) - GAP


def region_map(regions: Iterable[Named], counts: Mapping[str, int], chosen: Iterable[str]) -> RegionMap:
    """The map for the counts of one search."""
    most, marked = max(counts.values(), default=0), set(chosen)
    tiles = []
    for code, name, short, *corner in _places(tuple(regions), presentation.language()):
        count = counts.get(code, 0)
        tiles.append(Tile(code, name, short, count, code in marked, shade(count, most), *corner))
    return RegionMap(tuple(tiles), tuple(bands(most)))


@lru_cache(maxsize=8)
def _places(regions: tuple[Named, ...], language: str) -> list[tuple[str, str, str, int, int]]:
    """Code, name, short name and corner of each tile."""
    found = []
    for region in regions:
        code = str(region.pk)
        column, row, *shorts = PLACES.get(code[:2]) or (COLUMNS - 1, 0, code[:2], code[:2], code[:2])
        short = shorts[_LANGUAGES.index(language)]
        found.append((code, region.name(language), short, column * (TILE + GAP), row * (TILE + GAP)))
    return found


def shade(count: int, most: int) -> int:
    """The step of ``count`` among five equal ones up to ``most``; 0 is nobody."""
    return -(-count * SHADES // most) if most else 0


def bands(most: int) -> list[Band]:
    """The legend: which counts have which shade; steps that no whole number falls into are left out."""
    steps = [(most * step // SHADES + 1, most * (step + 1) // SHADES, step + 1) for step in range(SHADES)]
    return [Band(number, first, last) for first, last, number in steps if first <= last]

"""A small map of what people said of places, drawn by the portal itself: no tiles from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from foundation.core.text import localized
from registry.models import Region
from registry.models.placed import Placed
from registry.queries.places import paths
from registry.scoring.geography import CENTRES, COUNTRY, OUTLINE, Frame, Point, frame_of

# Marks nearer than this to each other become one.
NEAR = 22


class Said(NamedTuple):
    """Something with a place: what stands on its mark and in the table, and where it can be read."""

    label: str
    text: str
    url: str
    placed: Placed


class Mark(NamedTuple):
    """A mark on the picture. ``is_rough``: only a unit is known, so it stands at the centre of the region."""

    x: int
    y: int
    label: str
    title: str
    url: str
    is_rough: bool


class Town(NamedTuple):
    x: int
    y: int
    name: str


class Line(NamedTuple):
    """A line of the table beside the map."""

    said: Said
    place: str
    point: str


@dataclass(frozen=True)
class PointMap:
    frame: Frame
    outline: str
    marks: list[Mark]
    towns: list[Town]
    lines: list[Line]

    @property
    def has_rough(self) -> bool:
        return any(mark.is_rough for mark in self.marks)

    @property
    def scale(self) -> str:
        """The length of the bar in words."""
        return _("%(length)s km") % {"length": f"{self.frame.kilometres:g}"}

    @property
    def bar_line(self) -> int:
        return self.frame.height - 14

    @property
    def bar_text(self) -> int:
        return self.frame.height - 22


def point_map(said: Iterable[Said]) -> PointMap | None:
    """The map of those that have a place; None when none has (one query for the names of places, one for regions)."""
    rows = [one for one in said if one.placed.has_place]
    if not rows:
        return None
    rough = [one for one in rows if one.placed.point is None]
    frame = COUNTRY if rough else frame_of([point for one in rows if (point := one.placed.point)])
    names = paths(one.placed.kato for one in rows if one.placed.kato)
    return PointMap(
        frame=frame,
        outline=" ".join(f"{x},{y}" for x, y in map(frame.place, OUTLINE)),
        marks=_marks(rows, frame),
        towns=_towns(frame),
        lines=[Line(one, ", ".join(names.get(one.placed.kato, [])), _written(one.placed)) for one in rows],
    )


def _written(placed: Placed) -> str:
    return f"{placed.latitude}, {placed.longitude}" if placed.point else ""


def _marks(rows: list[Said], frame: Frame) -> list[Mark]:
    cells: dict[tuple[int, int, bool], list[Said]] = defaultdict(list)
    for one in rows:
        is_rough = one.placed.point is None
        x, y = frame.place(one.placed.point or _centre(one.placed.kato))
        cells[(x // NEAR, y // NEAR, is_rough)].append(one)
    return [_mark(group, frame, is_rough=is_rough) for (_x, _y, is_rough), group in cells.items()]


def _mark(group: list[Said], frame: Frame, *, is_rough: bool) -> Mark:
    first = group[0]
    x, y = frame.place(first.placed.point or _centre(first.placed.kato))
    if len(group) == 1:
        return Mark(x, y, first.label, f"{first.label}. {first.text}", first.url, is_rough)
    labels = ", ".join(one.label for one in group)
    title = _("%(count)s here: № %(labels)s") % {"count": len(group), "labels": labels}
    return Mark(x, y, f"×{len(group)}", title, first.url, is_rough)


def _centre(kato: str) -> Point:
    return CENTRES.get(kato[:2], CENTRES["71"])


def _towns(frame: Frame) -> list[Town]:
    """Centres of regions in the frame, for orientation; on the map of the whole country without names."""
    names: dict[str, Any] = (
        {} if frame == COUNTRY else {region.pk[:2]: localized(region, "name") for region in Region.objects.all()}
    )
    return [Town(*frame.place(point), names.get(code, "")) for code, point in CENTRES.items() if frame.holds(point)]

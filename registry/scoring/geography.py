"""Where a point lies, by arithmetic alone: the outline of the country, frames of small maps, places within a frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, log10, radians

Point = tuple[float, float]  # latitude, longitude in degrees

# The border in some hundred corners, after Natural Earth 1:110m (public domain): it may be wrong by some 20 km.
_CORNERS = """
42.27 70.96 42.08 70.39 41.38 69.07 40.67 68.63 40.66 68.26 41.14 67.99 41.17 66.71 41.99 66.51 41.99 66.02 43.00 66.10
43.73 64.90 43.65 63.19 43.50 62.01 44.41 61.06 44.78 60.24 45.50 58.69 45.59 58.50 45.00 55.93 41.31 55.97 41.26 55.46
42.04 54.76 42.32 54.08 42.12 52.94 41.78 52.50 42.03 52.45 42.44 52.69 42.79 52.50 43.13 51.34 44.03 50.89 44.28 50.34
44.61 50.31 44.51 51.28 45.25 51.32 45.41 52.17 45.26 53.04 46.23 53.22 46.85 53.04 46.80 52.04 47.05 51.19 46.61 50.03
46.40 49.10 46.56 48.59 47.08 48.69 47.74 48.06 47.72 47.32 48.39 46.47 49.15 47.04 49.36 46.75 50.45 47.55 49.87 48.58
50.61 48.70 51.69 50.77 51.72 52.33 51.03 54.53 50.62 55.72 51.04 56.78 51.06 58.36 50.55 59.64 50.84 59.93 50.80 61.34
51.27 61.59 51.96 59.97 52.45 60.93 52.72 60.74 52.98 61.70 53.66 60.98 54.01 61.44 54.35 65.18 54.60 65.67 54.97 68.17
55.39 69.07 55.17 70.87 54.13 71.18 54.38 72.22 54.04 73.51 53.49 73.43 53.55 74.38 54.49 76.89 54.18 76.53 53.40 77.80
50.86 80.04 51.39 80.57 50.81 81.95 51.07 83.38 50.89 83.94 50.31 84.42 50.12 85.12 49.69 85.54 49.83 86.83 49.21 87.36
48.55 86.60 48.46 85.77 47.45 85.72 47.00 85.16 47.33 83.18 45.54 82.46 45.32 81.95 44.92 79.97 43.18 80.87 42.92 80.18
42.35 80.26 42.50 79.64 42.86 79.14 42.96 77.66 42.99 76.00 42.88 75.64 43.30 74.21 43.09 73.65 42.50 73.49 42.85 71.84
42.70 71.19
"""
_NUMBERS = [float(one) for one in _CORNERS.split()]
OUTLINE: tuple[Point, ...] = tuple(zip(_NUMBERS[::2], _NUMBERS[1::2], strict=True))
# What the outline may be wrong by, in degrees: a village at the border must not be refused.
MARGIN = 0.2
# Three places after the point are about 100 metres: a place, not a house.
PLACES = 3

# First two digits of the code of a region → its centre.
CENTRES: dict[str, Point] = {
    "10": (50.411, 80.227),
    "11": (53.285, 69.389),
    "15": (50.283, 57.207),
    "19": (43.867, 77.063),
    "23": (47.107, 51.923),
    "27": (51.233, 51.372),
    "31": (42.899, 71.378),
    "33": (45.018, 78.375),
    "35": (49.802, 73.102),
    "39": (53.214, 63.632),
    "43": (44.848, 65.509),
    "47": (43.652, 51.157),
    "55": (52.287, 76.967),
    "59": (54.875, 69.163),
    "61": (43.297, 68.270),
    "62": (47.797, 67.714),
    "63": (49.948, 82.628),
    "71": (51.169, 71.449),
    "75": (43.238, 76.946),
    "79": (42.317, 69.596),
}


def is_inside(point: Point) -> bool:
    """Whether a point lies in the country or so near to the border that the outline cannot tell."""
    return _is_within(point) or any(_distance(point, a, b) <= MARGIN for a, b in _sides())


def _sides() -> Iterable[tuple[Point, Point]]:
    return zip(OUTLINE, (*OUTLINE[1:], OUTLINE[0]), strict=True)


def _is_within(point: Point) -> bool:
    latitude, longitude = point
    crossed = False
    for (south, west), (north, east) in _sides():
        if (south > latitude) != (north > latitude):
            crossed ^= longitude < west + (latitude - south) / (north - south) * (east - west)
    return crossed


def _distance(point: Point, start: Point, end: Point) -> float:
    """Degrees from a point to a side."""
    dy, dx = end[0] - start[0], end[1] - start[1]
    y, x = point[0] - start[0], point[1] - start[1]
    share = max(0.0, min(1.0, (x * dx + y * dy) / (dx * dx + dy * dy)))
    return hypot(y - share * dy, x - share * dx)


@dataclass(frozen=True)
class Frame:
    """A piece of the earth drawn ``WIDTH`` wide, north on top; a degree of longitude is as long as in its middle."""

    south: float
    west: float
    north: float
    east: float

    WIDTH = 460

    @property
    def _scale(self) -> float:
        return self.WIDTH / (self.east - self.west)

    @property
    def _stretch(self) -> float:
        return 1 / cos(radians((self.south + self.north) / 2))

    @property
    def height(self) -> int:
        return round((self.north - self.south) * self._scale * self._stretch)

    def place(self, point: Point) -> tuple[int, int]:
        """x and y of a point in the picture."""
        x = (point[1] - self.west) * self._scale
        y = (self.north - point[0]) * self._scale * self._stretch
        return round(x), round(y)

    def holds(self, point: Point) -> bool:
        """Whether the point is in the picture."""
        return self.south <= point[0] <= self.north and self.west <= point[1] <= self.east

    @property
    def kilometres(self) -> float:
        """How long the scale bar is on the ground: a round length of about a quarter of the width."""
        wide = (self.east - self.west) * 111.3 / self._stretch
        step = 10 ** floor(log10(wide / 4))
        return next(one * step for one in (5, 2, 1) if one * step <= wide / 4)

    @property
    def bar(self) -> int:
        """How long the scale bar is in the picture."""
        wide = (self.east - self.west) * 111.3 / self._stretch
        return round(self.kilometres / wide * self.WIDTH)


COUNTRY = Frame(40.2, 46.0, 55.9, 87.8)
NARROWEST, WIDEST = 0.2, 12.0


def frame_of(points: Sequence[Point]) -> Frame:
    """The frame in which all points are seen with some air around; the whole country for none and for far ones."""
    if not points:
        return COUNTRY
    south, north = min(one[0] for one in points), max(one[0] for one in points)
    west, east = min(one[1] for one in points), max(one[1] for one in points)
    span = max((north - south) * 1.8, east - west, NARROWEST) * 1.3
    if span > WIDEST:
        return COUNTRY
    middle = ((south + north) / 2, (west + east) / 2)
    return Frame(middle[0] - span * 0.31, middle[1] - span / 2, middle[0] + span * 0.31, middle[1] + span / 2)

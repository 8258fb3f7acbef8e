"""Needs as people read them: by place, by sphere, newest or most supported first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from foundation.core import clock
from foundation.core.calendar import local_date, working_days_between
from registry import queries as registry
from registry.models import Region, Sphere
from registry.queries import working_day_overrides
from registry.queries.places import paths
from registry.queries.regions import RegionMap, region_map
from socialorder.choices import NeedStatus
from socialorder.models import Need, NeedSupport, Topic
from socialorder.querysets.needs import SUPPORTED

PAGE = 30


@dataclass(frozen=True)
class Page:
    """Some needs, and the number of the page after them; 0 when these are the last."""

    rows: list[Need]
    next: int


def page_of(user: Any, asked: Mapping[str, Any], number: int) -> Page:
    """The most supported first, then the newest."""
    found = narrowed(Need.objects.visible_to(user).with_support(), asked)
    start = (number - 1) * PAGE
    rows = list(found.order_by("-supported", "-pk")[start : start + PAGE + 1])
    return Page(with_places(rows[:PAGE]), number + 1 if len(rows) > PAGE else 0)


def narrowed(found: Any, asked: Mapping[str, Any]) -> Any:
    """``found`` by ``region``, ``sphere`` and ``status``."""
    named = {"region": "region", "sphere": "sphere", "status": "status"}
    return found.filter(**{field: asked[name] for name, field in named.items() if asked.get(name)})


def with_places(rows: list[Need]) -> list[Need]:
    """Each with ``place``, the names of the units it lies in, and ``left``, the working days of the answer's term while it
    waits; one query for each."""
    known = paths(need.kato for need in rows if need.kato)
    is_waiting = any(need.status == NeedStatus.PROPOSED for need in rows)
    today, overrides = local_date(clock.now()), working_day_overrides() if is_waiting else {}
    for need in rows:
        due_on = need.due_on if need.status == NeedStatus.PROPOSED else None
        need.left = working_days_between(today, due_on, overrides) if due_on else None  # type: ignore[attr-defined]
        need.place = ", ".join(known.get(need.kato) or [str(need.region)])  # type: ignore[attr-defined]
    return rows


@dataclass(frozen=True)
class Line:
    """Figures of one region or one sphere; the share of answered ones is in whole percent."""

    of: Region | Sphere
    total: int
    waiting: int
    taken: int
    declined: int
    supports: int

    @property
    def answered_percent(self) -> int:
        return round(100 * (self.taken + self.declined) / self.total) if self.total else 0


def _lines(by: str, named: Mapping[Any, Any], asked: Mapping[str, Any]) -> list[Line]:
    rows = narrowed(Need.objects.public(), asked).order_by().values(by)
    counts: dict[str, Any] = {
        status.value: Count("pk", filter=Q(status=status), distinct=True)
        for status in (NeedStatus.PROPOSED, NeedStatus.TAKEN, NeedStatus.DECLINED)
    }
    found = rows.annotate(total=Count("pk", distinct=True), supported=Count("supports", filter=SUPPORTED), **counts)
    lines = [
        Line(named[row[by]], row["total"], row["proposed"], row["taken"], row["declined"], row["supported"])
        for row in found
    ]
    return sorted(lines, key=lambda line: (-line.total, line.of.pk))


@dataclass(frozen=True)
class Overview:
    """The map and the two tables: they are counts of the same needs."""

    map: RegionMap
    regions: list[Line]
    spheres: list[Line]

    @property
    def total(self) -> int:
        return sum(line.total for line in self.regions)


def overview(asked: Mapping[str, Any]) -> Overview:
    """Public needs by region and by sphere."""
    of_sphere = {name: value for name, value in asked.items() if name == "sphere"}
    by_region = _lines("region", {region.pk: region for region in registry.regions()}, of_sphere)
    spheres = {sphere.pk: sphere for sphere in registry.spheres()}
    by_sphere = _lines("sphere", spheres, {"region": asked.get("region")})
    counts = {str(line.of.pk): line.total for line in by_region}
    chosen = [asked["region"].pk] if asked.get("region") else []
    return Overview(region_map(registry.public_names().regions, counts, chosen), by_region, by_sphere)


def supports(user: Any, need: Need) -> bool:
    """Whether this person supports it now."""
    if not getattr(user, "is_authenticated", False):
        return False
    return NeedSupport.objects.filter(need=need, person=user, taken_back_at=None).exists()


def topics_for(need: Need, body: Any) -> Any:
    """Topics of the akimat's plans that the need could be taken into, the newest plans first."""
    found = Topic.objects.current().filter(plan__body=body, region=need.region)
    return found.select_related("plan__body").order_by("-plan__year", "number")


def waiting_for(bodies: Any) -> Any:
    """Needs without an answer in the regions of these akimats, the most supported first."""
    found = Need.objects.public().filter(status=NeedStatus.PROPOSED, region__in=bodies.values("region"))
    return found.with_support().order_by("-supported", "pk")

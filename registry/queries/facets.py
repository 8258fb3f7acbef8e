"""How many organisations each choice of a facet would leave, the other choices kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import connection

from registry.models import FacetCount
from registry.queries.search import ALL, Choice, Condition

SPHERES = range(1, 20)
DIMENSIONS = ("region", "form", "status", "sphere")


@dataclass(frozen=True)
class Counts:
    """``total`` under all choices, and per facet value → count under the other choices."""

    total: int
    region: dict[str, int]
    form: dict[str, int]
    status: dict[str, int]
    sphere: dict[int, int]


def counts(condition: Condition, choice: Choice) -> Counts:
    """Counts for one search: from the cube when there is no text, else in one pass over the entries found."""
    return _from_cube(choice) if condition.kind == ALL else _from_entries(condition, choice)


def _from_cube(choice: Choice) -> Counts:
    """Five look-ups in the cube in one statement."""
    chosen = [choice.region, choice.form, choice.status, choice.sphere]
    columns = ("region_code", "legal_form", "status", "sphere")
    parts: list[str] = []
    parameters: list[Any] = []
    for place, name in enumerate((*DIMENSIONS, "total")):
        tests = [
            f"{column} <> {0 if column == 'sphere' else repr('')}" if place == other else f"{column} = %s"
            for other, column in enumerate(columns)
        ]
        value = f"{columns[place]}::text" if place < len(columns) else "''"
        parts.append(
            f"SELECT '{name}' AS facet, {value} AS value, entries FROM registry_facetcount "  # noqa: S608
            f"WHERE {' AND '.join(tests)} AND entries > 0"
        )
        parameters += [one for other, one in enumerate(chosen) if other != place]
    found: dict[str, dict[str, int]] = {name: {} for name in (*DIMENSIONS, "total")}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), parameters)
        for facet, value, entries in cursor.fetchall():
            found[facet][value] = entries
    spheres = {int(number): entries for number, entries in found["sphere"].items()}
    return Counts(found["total"].get("", 0), found["region"], found["form"], found["status"], spheres)


def _from_entries(condition: Condition, choice: Choice) -> Counts:
    """One pass over what the text finds, grouped by the three single-valued facets; rolled up here."""
    bits = ", ".join(f"count(*) FILTER (WHERE entry.spheres & {1 << number} <> 0)" for number in SPHERES)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT region_code, legal_form, status, count(*), {bits} FROM registry_searchentry AS entry "  # noqa: S608
            f"WHERE {condition.sql} GROUP BY region_code, legal_form, status",
            condition.parameters,
        )
        rows = cursor.fetchall()
    return _rolled_up(rows, choice)


def _rolled_up(rows: list[tuple], choice: Choice) -> Counts:
    region: Counter[str] = Counter()
    form: Counter[str] = Counter()
    status: Counter[str] = Counter()
    sphere: Counter[int] = Counter()
    total = 0
    for one_region, one_form, one_status, entries, *by_sphere in rows:
        count = by_sphere[choice.sphere - 1] if choice.sphere else entries
        fits_region = choice.region in ("", one_region)
        fits_form = choice.form in ("", one_form)
        fits_status = choice.status in ("", one_status)
        if fits_form and fits_status:
            region[one_region] += count
        if fits_region and fits_status:
            form[one_form] += count
        if fits_region and fits_form:
            status[one_status] += count
        if fits_region and fits_form and fits_status:
            total += count
            sphere.update(dict(enumerate(by_sphere, start=1)))
    return Counts(total, dict(+region), dict(+form), dict(+status), dict(+sphere))


def by_region() -> dict[str, int]:
    """Organisations of each region code, for the map and the home page."""
    rows = FacetCount.objects.filter(legal_form="", status="", sphere=0, entries__gt=0).exclude(region_code="")
    return dict(rows.values_list("region_code", "entries"))

"""How many organisations each choice of a facet would leave, the other choices kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db import connection

from registry.choices import OrganisationStatus
from registry.models import FacetCount
from registry.models.search import SDGS, SPHERES, TRAIT_TOPIC, topics_of, year_bit
from registry.queries.conditions import ALL, FILED, FLAGS, MISSING, Choice, Condition
from registry.queries.paging import Line

# Every topic that is offered but for the year, with the facet to which it belongs.
FACET_OF = dict.fromkeys(SPHERES, "sphere") | {TRAIT_TOPIC + number: "sdg" for number in SDGS}
FACET_OF |= {TRAIT_TOPIC + bit: name for name, bit in FLAGS.items()}
_SINGLE = (("region", "region_code", "regions"), ("form", "legal_form", "forms"), ("status", "status", "statuses"))
Cells = dict[str, int]


@dataclass
class Counts:
    """``total`` under all choices, and per facet value → count under the other choices."""

    total: int = 0
    region: Cells = field(default_factory=dict)
    form: Cells = field(default_factory=dict)
    status: Cells = field(default_factory=dict)
    sphere: dict[int, int] = field(default_factory=dict)
    sdg: dict[int, int] = field(default_factory=dict)
    annual: Cells = field(default_factory=dict)
    money: int = 0
    charity: int = 0
    volunteers: int = 0

    def set_topic(self, topic: int, count: int) -> None:
        """Enter the count of a topic; zero is left out."""
        facet = FACET_OF.get(topic)
        if not count or facet is None:
            return
        if facet == "sphere":
            self.sphere[topic] = count
        elif facet == "sdg":
            self.sdg[topic - TRAIT_TOPIC] = count
        else:
            setattr(self, facet, count)

    def set_annual(self, filed: int, among: int) -> None:
        """Enter how many of so many have filed."""
        self.annual = {name: count for name, count in ((FILED, filed), (MISSING, among - filed)) if count}


def counts(condition: Condition, choice: Choice) -> Counts:
    """Counts for one search: ready ones where they are kept, else in one pass over the entries found."""
    return ready(condition, choice) or _from_entries(condition, choice)


def ready(condition: Condition, choice: Choice) -> Counts | None:
    """The counts that are kept ready for this search; None when there are none."""
    if condition.kind == ALL:
        return _from_cube("", choice)
    return _from_cube(condition.word, choice) if condition.word and not choice.pins else None


def kept(condition: Condition, choice: Choice) -> Counts | None:
    """As ``ready``, but what was read once is not read again until the counts change."""
    word = "" if condition.kind == ALL else condition.word
    if (condition.kind != ALL and (not word or choice.pins)) or _pinned(choice) is None:
        return None
    stamp = _stamp()
    if stamp is None:
        return None
    return _kept(word, replace(choice, text="", digits="", language="", sort=""), stamp)


@lru_cache(maxsize=512)
def _kept(word: str, choice: Choice, _stamp: tuple[str, str]) -> Counts | None:
    return _from_cube(word, choice)


def _stamp() -> tuple[str, str] | None:
    """Which version of the counts is in force; None before any. Every change of them writes the row of the total anew,
    and PostgreSQL tells the transaction that wrote a row, and its place.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xmin::text, ctid::text FROM registry_facetcount "
            "WHERE word = '' AND region_code = '' AND legal_form = '' AND status = '' AND topic = 0"
        )
        found: tuple[str, str] | None = cursor.fetchone()
    return found


def of_lines(lines: Iterable[Line], choice: Choice) -> Counts:
    """Counts over the lines of a list that no facet narrows and that is complete; they carry their masks."""
    found, topics = Counts(), Counter[int]()
    year = TRAIT_TOPIC + year_bit(choice.year)
    for line in lines:
        found.total += 1
        for cells, value in (
            (found.region, line.region_code),
            (found.form, line.legal_form),
            (found.status, line.status),
        ):
            cells[value] = cells.get(value, 0) + 1
        topics.update(topics_of(*line.masks) if line.masks else ())
    for topic, count in topics.items():
        found.set_topic(topic, count)
    found.set_annual(topics[year], found.total)
    return found


def _pinned(choice: Choice) -> int | None:
    """The one topic that is chosen, 0 for none; None when the cube has no counts for so many."""
    chosen = [*choice.spheres, *(TRAIT_TOPIC + number for number in choice.sdgs)]
    chosen += [TRAIT_TOPIC + bit for name, bit in FLAGS.items() if getattr(choice, name)]
    if len(chosen) + bool(choice.annual) > 1:
        return None
    return chosen[0] if chosen else 0


def _from_cube(word: str, choice: Choice) -> Counts | None:
    """A few look-ups in the cube in one statement; None when it has no such counts."""
    pin = _pinned(choice)
    if pin is None:
        return None
    year = TRAIT_TOPIC + year_bit(choice.year) if year_bit(choice.year) else 0
    singles: dict[str, list[tuple[Any, ...]]] = {name: [] for name, *_ in _SINGLE}
    topics: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    cells = _cells(word, choice, pin)
    if not cells or cells[-1][0] != "built":
        return None
    for facet, value, topic, entries, by_topic in cells[:-1]:
        if facet == "topic":
            held = topics.get(topic, (0, []))
            topics[topic] = held[0] + entries, _added(held[1], by_topic)
        else:
            singles[facet].append((value, entries, by_topic))
    return _read(choice, pin, year, singles, topics)


def _cells(word: str, choice: Choice, pin: int) -> list[tuple[Any, ...]]:
    """Rows (facet, its value, topic, entries, by_topic) of the cube."""
    parts: list[str] = []
    parameters: list[Any] = []
    tests = {name: (column, list(getattr(choice, chosen)) or [""]) for name, column, chosen in _SINGLE}
    for name in (*tests, "topic"):
        where = ["word = %s"]
        parameters.append(word)
        for other, (column, values) in tests.items():
            where.append(f"{column} <> ''" if name == other else f"{column} = ANY(%s)")
            parameters += [] if name == other else [values]
        if name == "topic":
            # Under a year the counts of the topics stand in their own rows.
            where.append("true" if choice.annual else f"topic IN (0, {pin})")
        else:
            where.append(f"topic = {pin}")
        value = tests[name][0] if name in tests else "''"
        arrays = "by_topic" if name == "topic" or choice.annual else "NULL::int[]"
        parts.append(
            f"SELECT '{name}', {value}, topic, entries, {arrays} FROM registry_facetcount "  # noqa: S608
            f"WHERE {' AND '.join(where)} AND entries > 0"
        )
    parts.append("SELECT 'built', '', 0, 0, NULL FROM registry_facetcount WHERE word = %s LIMIT 1")
    parameters.append(word)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({part})" for part in parts), parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _added(one: list[int], other: list[int]) -> list[int]:
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return [value + (short[place] if place < len(short) else 0) for place, value in enumerate(long)]


def _at(by_topic: list[int], topic: int) -> int:
    return by_topic[topic - 1] if 0 < topic <= len(by_topic) else 0


def _read(
    choice: Choice,
    pin: int,
    year: int,
    singles: dict[str, list[tuple[Any, ...]]],
    topics: dict[int, tuple[int, list[int]]],
) -> Counts:
    def under_annual(entries: int, by_topic: list[int]) -> int:
        if not choice.annual:
            return entries
        filed = _at(by_topic, year)
        return filed if choice.annual == FILED else entries - filed

    whole, pinned = topics[0], topics.get(pin, (0, []))
    found = Counts(total=under_annual(*pinned))
    for name, rows in singles.items():
        cells: Cells = getattr(found, name)
        for value, entries, by_topic in rows:
            cells[value] = cells.get(value, 0) + under_annual(entries, by_topic)
        setattr(found, name, {value: count for value, count in cells.items() if count})
    found.set_annual(_at(pinned[1], year), pinned[0])
    for topic, facet in FACET_OF.items():
        if choice.annual:
            found.set_topic(topic, under_annual(*topics.get(topic, (0, []))))
        else:
            # A facet's own choice does not narrow it.
            found.set_topic(topic, _at(whole[1] if facet == FACET_OF.get(pin) else pinned[1], topic))
    return found


def _from_entries(condition: Condition, choice: Choice) -> Counts:
    """One pass over what the text finds, grouped by the three single-valued facets; rolled up here."""
    pins = choice.pins
    year = year_bit(choice.year)

    def count(own: str, test: str) -> str:
        tests = [test, *(sql for facet, sql in pins.items() if facet != own)]
        joined = " AND ".join(f"({one})" for one in tests if one)
        return f"count(*) FILTER (WHERE {joined})" if joined else "count(*)"

    columns = [
        count("", ""),
        count("annual", ""),
        count("annual", f"entry.traits & {1 << year} <> 0" if year else "false"),
    ]
    for topic, facet in FACET_OF.items():
        mask = (
            f"entry.spheres & {1 << topic}" if topic <= TRAIT_TOPIC else f"entry.traits & {1 << (topic - TRAIT_TOPIC)}"
        )
        columns.append(count(facet, f"{mask} <> 0"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT region_code, legal_form, status, {', '.join(columns)} FROM registry_searchentry AS entry "  # noqa: S608
            f"WHERE {condition.sql} GROUP BY region_code, legal_form, status",
            condition.parameters,
        )
        return _rolled_up(cursor.fetchall(), choice)


def _rolled_up(rows: Iterable[tuple[Any, ...]], choice: Choice) -> Counts:
    found, fitting = Counts(), []
    for region, form, status, entries, *rest in rows:
        fits = (
            not choice.regions or region in choice.regions,
            not choice.forms or form in choice.forms,
            not choice.statuses or status in choice.statuses,
        )
        for place, (name, value) in enumerate((("region", region), ("form", form), ("status", status))):
            if entries and all(fits[:place] + fits[place + 1 :]):
                cells: Cells = getattr(found, name)
                cells[value] = cells.get(value, 0) + entries
        if all(fits):
            fitting.append((entries, *rest))
    if fitting:
        found.total, among, filed, *by_topic = (sum(column) for column in zip(*fitting, strict=True))
        found.set_annual(filed, among)
        for topic, count in zip(FACET_OF, by_topic, strict=True):
            found.set_topic(topic, count)
    return found


def by_region() -> dict[str, int]:
    """Organisations of each region code, for the map and the home page."""
    rows = FacetCount.objects.filter(word="", legal_form="", status="", topic=0, entries__gt=0).exclude(region_code="")
    return dict(rows.values_list("region_code", "entries"))


def active_total() -> int:
    """How many active organisations there are."""
    held = FacetCount.objects.filter(word="", region_code="", legal_form="", topic=0, status=OrganisationStatus.ACTIVE)
    return held.values_list("entries", flat=True).first() or 0

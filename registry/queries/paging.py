"""Pages of a search by keyset: the next one begins after the key and id of the last row, at any depth alike."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse

from registry.models.search import SearchEntry
from registry.queries.conditions import ALL, BIN, BY_NAME, KINDS, NEWEST, RECEIVED, Choice, Condition, filtered

# Up to so many found rows are sorted for each page.
FEW = 2_000
INT_MAX = 2**63 - 1
BIN_LENGTH = 12
_SHOWN = "o.bin, o.name_kk, o.name_ru, o.name_en, o.legal_form, o.region_id, o.status, o.registered_on"
Key = str | int


class Line(NamedTuple):
    """An organisation in a list; ``received`` is its public money in tiyn."""

    pk: int
    bin: str | None
    name_kk: str
    name_ru: str
    name_en: str
    legal_form: str
    region_code: str
    status: str
    registered_on: dt.date | None
    received: int

    @property
    def address(self) -> str:
        """Its card in the language in force."""
        if self.bin:
            return reverse("registry:ngo-detail", args=[self.bin])
        return reverse("registry:ngo-unnumbered", args=[self.pk])


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: how it was found, in which step, its sort key and id."""

    kind: str
    step: int
    key: Key
    pk: int


@dataclass(frozen=True)
class Order:
    """A column of the entries to sort by; its index holds the id too."""

    column: str
    is_descending: bool = False

    @property
    def by(self) -> str:
        return " DESC" if self.is_descending else ""

    @property
    def after(self) -> str:
        return "<" if self.is_descending else ">"

    @property
    def start(self) -> tuple[Key, int]:
        return (INT_MAX, INT_MAX) if self.is_descending else ("", 0)


_ORDERS = {NEWEST: Order("registered_day", is_descending=True), RECEIVED: Order("received", is_descending=True)}
LANGUAGES = frozenset(field.name.removeprefix("sort_") for field in SearchEntry._meta.fields if "sort_" in field.name)


def order_of(choice: Choice) -> Order:
    """What the entries of a search are sorted by."""
    language = choice.language if choice.language in LANGUAGES else "kk"
    return _ORDERS.get(choice.sort, Order(f"sort_{language}"))


Row = tuple[int, Key, Line]


def rows(
    steps: list[Condition],
    either: Condition,
    choice: Choice,
    after: Cursor | None,
    limit: int,
    *,
    few: bool | None = None,
) -> list[Row]:
    """(step, sort key, line) in order: what the first step finds, then the next; ``either`` is what they find together.

    A search that finds few is collected and sorted; one that finds many, or everything, is read along the index of its
    order, where the next page is near: the planner cannot tell the two apart by itself. ``few`` says which it is where
    that is known.
    """
    if either.kind == BIN and choice.sort == BY_NAME:
        return _along_bins(choice, after, limit)
    if few is None:
        few = not (either.kind == ALL and not choice.is_narrowed)
    found = _of_few(steps, either, choice, after, limit) if few else None
    return _of_many(steps, choice, after, limit) if found is None else found


def _of_few(
    steps: list[Condition], either: Condition, choice: Choice, after: Cursor | None, limit: int
) -> list[Row] | None:
    where, parameters = filtered(either, choice)
    order = order_of(choice)
    step, key, pk = (after.step, after.key, after.pk) if after else (-1, *order.start)
    number = f"CASE WHEN {steps[0].sql} THEN 0 ELSE 1 END" if len(steps) > 1 else "0"
    first = [*steps[0].parameters] if len(steps) > 1 else []
    found = _fetch(
        f"WITH found AS MATERIALIZED (SELECT organisation_id AS pk, {order.column} AS key, received, {number} AS step "  # noqa: S608
        f"FROM registry_searchentry AS entry WHERE {where} LIMIT {FEW + 1}) "
        f"SELECT counted.number, page.step, page.key, page.pk, page.received, {_SHOWN} "
        "FROM (SELECT count(*) AS number FROM found) AS counted LEFT JOIN (SELECT * FROM found "
        f"WHERE step > %s OR step = %s AND (key, pk) {order.after} (%s, %s) "
        f"ORDER BY step, key{order.by}, pk{order.by} LIMIT %s) AS page ON true "
        f"LEFT JOIN registry_organisation AS o ON o.id = page.pk ORDER BY page.step, page.key{order.by}, page.pk{order.by}",
        [*first, *parameters, step, step, key, pk, limit],
    )
    if found[0][0] > FEW:
        return None
    return [(step, key, _line(pk, received, shown)) for _, step, key, pk, received, *shown in found if pk is not None]


def _of_many(steps: list[Condition], choice: Choice, after: Cursor | None, limit: int) -> list[Row]:
    found: list[Row] = []
    for number, step in enumerate(steps):
        if len(found) < limit and not (after and number < after.step):
            start = after if after and number == after.step else None
            found += [(number, *row) for row in _along_index(step, choice, start, limit - len(found))]
    return found


def _along_index(step: Condition, choice: Choice, after: Cursor | None, limit: int) -> list[tuple[Key, Line]]:
    where, parameters = filtered(step, choice)
    order = order_of(choice)
    if after:
        where += f" AND (entry.{order.column}, entry.organisation_id) {order.after} (%s, %s)"
        parameters += [after.key, after.pk]
    found = _fetch(
        f"SELECT entry.{order.column}, entry.organisation_id, entry.received, {_SHOWN} "  # noqa: S608
        f"FROM registry_searchentry AS entry JOIN registry_organisation AS o ON o.id = entry.organisation_id WHERE {where} "
        f"ORDER BY entry.{order.column}{order.by}, entry.organisation_id{order.by} LIMIT %s",
        [*parameters, limit],
    )
    return [(key, _line(pk, received, shown)) for key, pk, received, *shown in found]


def _along_bins(choice: Choice, after: Cursor | None, limit: int) -> list[Row]:
    """By BIN, along its own index: the beginning of one may be that of a tenth of all."""
    is_whole = len(choice.digits) == BIN_LENGTH
    begins = (
        Condition("o.bin = %s", (choice.digits,)) if is_whole else Condition("o.bin LIKE %s", (f"{choice.digits}%",))
    )
    where, parameters = filtered(begins, choice)
    if after:
        where += " AND o.bin > %s"
        parameters.append(after.key)
    entries = "JOIN registry_searchentry AS entry ON entry.organisation_id = o.id " if choice.is_narrowed else ""
    found = _fetch(
        f"SELECT o.id, 0, {_SHOWN} FROM registry_organisation AS o {entries}"  # noqa: S608
        f"WHERE {where} AND o.merged_into_id IS NULL ORDER BY o.bin LIMIT %s",
        [*parameters, limit],
    )
    return [(0, shown[0], _line(pk, received, shown)) for pk, received, *shown in found]


def _fetch(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _line(pk: int, received: int, shown: list[Any]) -> Line:
    number, kk, ru, en, form, region, status, registered_on = shown
    return Line(pk, number, kk, ru, en, form, region, status, registered_on, received)


def encode(cursor: Cursor | None, choice: Choice) -> str:
    """The cursor as a word for the address; '' for none."""
    if cursor is None:
        return ""
    text = json.dumps([choice.mark(), cursor.kind, cursor.step, cursor.key, cursor.pk], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(text: str, choice: Choice) -> Cursor | None:
    """The cursor in ``text``; None when it is broken or was made for another search."""
    try:
        mark, kind, step, key, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, RecursionError, binascii.Error):
        return None
    is_sound = mark == choice.mark() and kind in KINDS and _is_key(key, choice)
    if not is_sound or type(step) is not int or type(pk) is not int or not 0 < pk <= INT_MAX:
        return None
    return Cursor(kind, step, key, pk)


def _is_key(key: object, choice: Choice) -> bool:
    if order_of(choice).is_descending:
        return type(key) is int and 0 <= key <= INT_MAX
    return isinstance(key, str) and key.isprintable()

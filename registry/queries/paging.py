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
from registry.queries.labels import public_names

INT_MAX = 2**63 - 1
BIN_LENGTH = 12
_SHOWN = "o.bin, o.name_kk, o.name_ru, o.name_en, o.legal_form, o.region_id, o.status, o.registered_on"
Key = str | int


class Line(NamedTuple):
    """An organisation in a list; ``received`` is its public money in tiyn where the list is ordered by it.

    ``masks`` are the spheres and traits of its entry where they were read along, for counting.
    """

    pk: int
    bin: str | None
    name_kk: str
    name_ru: str
    name_en: str
    legal_form: str
    region_code: str
    status: str
    registered_on: dt.date | None
    received: int = 0
    masks: tuple[int, int] | None = None

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


_ORDERS = {NEWEST: Order("registered_day", is_descending=True), RECEIVED: Order("received", is_descending=True)}
LANGUAGES = frozenset(field.name.removeprefix("sort_") for field in SearchEntry._meta.fields if "sort_" in field.name)


def order_of(choice: Choice) -> Order:
    """What the entries of a search are sorted by."""
    language = choice.language if choice.language in LANGUAGES else "kk"
    return _ORDERS.get(choice.sort, Order(f"sort_{language}"))


Row = tuple[int, Key, Line]


def rows(steps: list[Condition], either: Condition, choice: Choice, after: Cursor | None, limit: int) -> list[Row]:
    """(step, sort key, line) in order: what the first step finds, then the next; ``either`` is what they find together.

    A search that finds few is collected and sorted; one that finds many, or everything, is read along the index of its
    order, where the next page is near: the planner cannot tell the two apart by itself.
    """
    if either.kind == BIN and choice.sort == BY_NAME:
        return _along_bins(choice, after, limit)
    most = public_names().few
    if (either.most is not None and either.most > most) or (either.kind == ALL and not choice.is_narrowed):
        return _of_many(steps, choice, after, limit)
    found = _of_few(steps, either, choice, after, (limit, most))
    return _of_many(steps, choice, after, limit) if found is None else found


def _of_few(
    steps: list[Condition], either: Condition, choice: Choice, after: Cursor | None, limits: tuple[int, int]
) -> list[Row] | None:
    """None when more is found than is good to collect; not counted where it is known to be less."""
    limit, most = limits
    is_known = either.most is not None
    where, parameters = filtered(either, choice)
    order = order_of(choice)
    *tested, _last = steps
    number = (
        f"CASE {' '.join(f'WHEN {step.sql} THEN {place}' for place, step in enumerate(tested))} ELSE {len(tested)} END"
    )
    first = [parameter for step in tested for parameter in step.parameters]
    start, place = "", []
    if after:
        start = f"WHERE step > %s OR step = %s AND (key, pk) {order.after} (%s, %s)"
        place = [after.step, after.step, after.key, after.pk]
    found = _page(
        f"SELECT * FROM (SELECT {number if tested else 0} AS step, {order.column} AS key, organisation_id AS pk, "  # noqa: S608
        f"spheres, traits, {0 if is_known else 'count(*) OVER ()'} AS number "
        f"FROM registry_searchentry AS entry WHERE {where} LIMIT {most * (2 if is_known else 1) + 1}) AS found {start} "
        f"ORDER BY step, key{order.by}, pk{order.by} LIMIT %s",
        [*first, *parameters, *place, limit],
        order,
    )
    # With nothing after the cursor there is nothing that tells how many there are.
    if found[0][5] > most if found else after and not is_known:
        return None
    return [(step, key, _line(pk, key, choice, shown, (one, two))) for step, key, pk, one, two, _, *shown in found]


def _of_many(steps: list[Condition], choice: Choice, after: Cursor | None, limit: int) -> list[Row]:
    """Each step along the index of the order, all in one statement: a later one is read only as far as it is needed."""
    order = order_of(choice)
    parts: list[str] = []
    parameters: list[Any] = []
    for number, step in enumerate(steps):
        if after and number < after.step:
            continue
        where, of_where = filtered(step, choice)
        if after and number == after.step:
            where += f" AND (entry.{order.column}, organisation_id) {order.after} (%s, %s)"
            of_where += [after.key, after.pk]
        # Few have the very name that was typed: OFFSET 0 keeps the planner from walking through everything for them.
        fence = " OFFSET 0" if step.is_rare else ""
        parts.append(
            f"(SELECT * FROM (SELECT {number} AS step, {order.column} AS key, organisation_id AS pk "  # noqa: S608
            f"FROM registry_searchentry AS entry WHERE {where}{fence}) AS found "
            f"ORDER BY key{order.by}, pk{order.by} LIMIT {limit})"
        )
        parameters += of_where
    chosen = parts[0] if len(parts) == 1 else f"{' UNION ALL '.join(parts)} LIMIT {limit}"
    found = _page(chosen, parameters, order)
    return [(step, key, _line(pk, key, choice, shown)) for step, key, pk, *shown in found]


def _page(chosen: str, parameters: list[Any], order: Order) -> list[tuple[Any, ...]]:
    """The rows (step, key, pk and more) that ``chosen`` gives, in order, with what is shown of each."""
    return _fetch(
        f"SELECT page.*, {_SHOWN} FROM ({chosen}) AS page "  # noqa: S608
        f"JOIN registry_organisation AS o ON o.id = page.pk ORDER BY step, key{order.by}, pk{order.by}",
        parameters,
    )


def _along_bins(choice: Choice, after: Cursor | None, limit: int) -> list[Row]:
    """By BIN, along its own index: the beginning of one may be that of a tenth of all."""
    is_whole = len(choice.digits) == BIN_LENGTH
    begins = (
        Condition("o.bin = %s", (choice.digits,)) if is_whole else Condition("o.bin LIKE %s", (f"{choice.digits}%",))
    )
    where, parameters = filtered(begins, choice)
    ordered = "" if is_whole else "ORDER BY o.bin LIMIT %s"
    if after:
        where += " AND o.bin > %s"
        parameters.append(after.key)
    entries = "JOIN registry_searchentry AS entry ON entry.organisation_id = o.id " if choice.is_narrowed else ""
    found = _fetch(
        f"SELECT o.id, {_SHOWN} FROM registry_organisation AS o {entries}"  # noqa: S608
        f"WHERE {where} AND o.merged_into_id IS NULL {ordered}",
        parameters if is_whole else [*parameters, limit],
    )
    return [(0, shown[0], _line(pk, shown[0], choice, shown)) for pk, *shown in found]


def _fetch(sql: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _line(pk: int, key: Key, choice: Choice, shown: list[Any], masks: tuple[int, int] | None = None) -> Line:
    received = key if choice.sort == RECEIVED and isinstance(key, int) else 0
    return Line._make((pk, *shown, received, masks))


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

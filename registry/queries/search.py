"""Finding organisations: by BIN, by name in any alphabet, by what they do; with counted facets and keyset pages.

A text is looked for in steps, and a later step is taken only when the earlier ones find nothing: the whole name and
all words (the last may be a beginning), words with a typing error, words of the description, a part of a word.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from foundation.core.text import fold_word, plain_words
from registry.models import Organisation
from registry.models.names import WORD_LENGTH, core_places, whole_name
from registry.queries.spelling import neighbours

PAGE_SIZE = 50
WORDS_MAX = 8
PART_LENGTH = 3
PREFIX_LENGTH = 2
# Up to so many found rows are sorted for each page.
FEW = 2_000

# How a result was found; the words of the page hang on it.
ALL, BIN, NAME, CORRECTED, TEXT, PART, NOTHING = "all", "bin", "name", "corrected", "text", "part", "nothing"
KINDS = (ALL, BIN, NAME, CORRECTED, TEXT, PART)


@dataclass(frozen=True)
class Choice:
    """What the reader asked for; '' and 0 mean «any». ``digits`` is set when the text is a BIN or its beginning."""

    text: str = ""
    digits: str = ""
    region: str = ""
    form: str = ""
    status: str = ""
    sphere: int = 0
    language: str = "kk"

    def mark(self) -> str:
        """A short digest: a cursor belongs to the choice that it was made for."""
        parts = [self.text, self.digits, self.region, self.form, self.status, str(self.sphere), self.language]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


@dataclass(frozen=True)
class Condition:
    """A piece of SQL on ``registry_searchentry AS entry`` with its parameters, and how it finds."""

    sql: str
    parameters: tuple[Any, ...] = ()
    kind: str = ALL


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: how it was found, in which step, its sort key and id."""

    kind: str
    step: int
    key: str
    pk: int


@dataclass(frozen=True)
class Found:
    """One page. ``condition`` is what all pages of this search have in common, for the facets."""

    organisations: list[Organisation]
    next: str
    kind: str
    condition: Condition
    corrections: dict[str, str] = field(default_factory=dict)


def search(choice: Choice, after: Cursor | None = None, size: int = PAGE_SIZE) -> Found:
    """A page of organisations for ``choice``, after ``after``."""
    for steps, condition, corrections in _attempts(choice):
        if after and after.kind != condition.kind:
            continue
        rows, cursor = _page(steps, choice, after, size)
        if rows or after or _finds_anything(condition, choice):
            return Found(_in_order(rows), _encode(cursor, choice), condition.kind, condition, corrections)
    return nothing()


def nothing() -> Found:
    """The page of a search that finds nobody."""
    return Found([], "", NOTHING, Condition("false", kind=NOTHING))


def _finds_anything(condition: Condition, choice: Choice) -> bool:
    """Whether the text alone finds somebody whom the facets hide: then a later way of looking would mislead."""
    if not (choice.region or choice.form or choice.status or choice.sphere):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT FROM registry_searchentry AS entry WHERE {condition.sql})",  # noqa: S608
            condition.parameters,
        )
        return bool(cursor.fetchone()[0])


def _attempts(choice: Choice) -> Iterator[tuple[list[Condition], Condition, dict[str, str]]]:
    """Ways to look, best first: steps that are read one after the other, what they find together, corrected words."""
    if not choice.text and not choice.digits:
        everything = Condition("true")
        yield [everything], everything, {}
        return
    if choice.digits:
        by_bin = Condition(
            "entry.organisation_id IN (SELECT id FROM registry_organisation WHERE bin LIKE %s)",
            (f"{choice.digits}%",),
            BIN,
        )
        yield [by_bin], by_bin, {}
    yield from _text_attempts(choice.text)


def _text_attempts(text: str) -> Iterator[tuple[list[Condition], Condition, dict[str, str]]]:
    typed, words = _words(text)
    if not words:
        return
    # A text of legal forms alone may still be a name («КБ» ОФ): then one of its words is enough.
    is_form_alone = not core_places(words)
    by_words = " | ".join(f"'{word}'" for word in words) if is_form_alone else _all_of(words)
    whole = f"'{whole_name(words)}'"
    either = _matching(f"{whole} | ({by_words})", NAME)
    yield [_matching(whole, NAME), _matching(f"({by_words}) & !{whole}", NAME)], either, {}
    near = neighbours(typed)
    corrected = _matching(_any_of_near(words, [near[word] for word in typed]), CORRECTED)
    yield [corrected], corrected, _corrections(typed, words, near)
    described = _matching(_all_of(words, "~"), TEXT)
    yield [described], described, {}
    if max(map(len, words)) >= PART_LENGTH:
        part = Condition("entry.names LIKE %s", (f"%{' '.join(words)}%",), PART)
        yield [part], part, {}


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words of a text without its legal form, as typed and as skeletons."""
    both = [(word[:WORD_LENGTH], fold_word(word[:WORD_LENGTH])) for word in plain_words(text)]
    both = [pair for pair in both if pair[1]]
    places = core_places([skeleton for _, skeleton in both]) or range(len(both))
    kept = [both[place] for place in places][:WORDS_MAX]
    return [word for word, _ in kept], [skeleton[:WORD_LENGTH] for _, skeleton in kept]


def _corrections(typed: list[str], words: list[str], near: dict[str, list[str]]) -> dict[str, str]:
    """Skeleton as typed → the nearest word of the lexicon, where they differ."""
    return {
        word: near[plain][0] for plain, word in zip(typed, words, strict=True) if near[plain] and near[plain][0] != word
    }


def _matching(query: str, kind: str) -> Condition:
    return Condition("entry.words @@ %s::tsquery", (query,), kind)


def _all_of(words: list[str], sign: str = "") -> str:
    """A tsquery for all words, the last of which may be only the beginning of one."""
    *whole, last = words
    return " & ".join([*(f"'{sign}{word}'" for word in whole), f"'{sign}{last}'{_ending(last)}"])


def _ending(word: str) -> str:
    return ":*" if len(word) >= PREFIX_LENGTH else ""


def _any_of_near(words: list[str], near: list[list[str]]) -> str:
    """A tsquery for all words, each as typed or as one of its neighbours."""
    last = len(words) - 1
    ways = [
        [f"'{word}'{_ending(word) if place == last else ''}", *(f"'{one}'" for one in near[place])]
        for place, word in enumerate(words)
    ]
    return " & ".join(f"({' | '.join(way)})" for way in ways)


def _page(steps: list[Condition], choice: Choice, after: Cursor | None, size: int) -> tuple[list[int], Cursor | None]:
    """Ids of a page and the cursor of its last row, None on the last page."""
    found: list[Cursor] = []
    for number, step in enumerate(steps):
        if after and number < after.step:
            continue
        start = after if after and number == after.step else None
        found += [Cursor(step.kind, number, key, pk) for pk, key in _rows(step, choice, start, size + 1 - len(found))]
        if len(found) > size:
            return [row.pk for row in found[:size]], found[size - 1]
    return [row.pk for row in found], None


def _rows(step: Condition, choice: Choice, after: Cursor | None, limit: int) -> list[tuple[int, str]]:
    """(id, sort key) in order. A search that finds few is collected and sorted; one that finds many, or everything,
    is read along the index of names, where the next page is near: the planner cannot tell the two apart by itself.
    """
    if limit <= 0:
        return []
    few = None if step.kind == ALL else _rows_of_few(step, choice, after, limit)
    return _rows_along_names(step, choice, after, limit) if few is None else few


def _rows_of_few(step: Condition, choice: Choice, after: Cursor | None, limit: int) -> list[tuple[int, str]] | None:
    where, parameters = filtered(step, choice)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED (SELECT organisation_id AS pk, sort_{choice.language} AS key "  # noqa: S608
            f"FROM registry_searchentry AS entry WHERE {where} LIMIT {FEW + 1}) "
            "SELECT page.pk, page.key, counted.number FROM (SELECT count(*) AS number FROM found) AS counted "
            "LEFT JOIN LATERAL (SELECT pk, key FROM found WHERE (key, pk) > (%s, %s) ORDER BY key, pk LIMIT %s) AS page "
            "ON true ORDER BY page.key, page.pk",
            [*parameters, after.key if after else "", after.pk if after else 0, limit],
        )
        rows = cursor.fetchall()
    return None if rows[0][2] > FEW else [(pk, key) for pk, key, _ in rows if pk is not None]


def _rows_along_names(step: Condition, choice: Choice, after: Cursor | None, limit: int) -> list[tuple[int, str]]:
    where, parameters = filtered(step, choice)
    column = f"sort_{choice.language}"
    if after:
        where += f" AND (entry.{column}, entry.organisation_id) > (%s, %s)"
        parameters += [after.key, after.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entry.organisation_id, entry.{column} FROM registry_searchentry AS entry WHERE {where} "  # noqa: S608
            f"ORDER BY entry.{column}, entry.organisation_id LIMIT %s",
            [*parameters, limit],
        )
        return cursor.fetchall()


def filtered(condition: Condition, choice: Choice) -> tuple[str, list[Any]]:
    """WHERE clause and parameters of a condition with the chosen facets."""
    where, parameters = [condition.sql], [*condition.parameters]
    for column, value in (
        ("region_code", choice.region),
        ("legal_form", choice.form),
        ("status", choice.status),
    ):
        if value:
            where.append(f"entry.{column} = %s")
            parameters.append(value)
    if choice.sphere:
        where.append("entry.spheres & %s <> 0")
        parameters.append(1 << choice.sphere)
    return " AND ".join(f"({one})" for one in where), parameters


def _in_order(ids: list[int]) -> list[Organisation]:
    found = Organisation.objects.select_related("region").in_bulk(ids)
    return [found[pk] for pk in ids]


def _encode(cursor: Cursor | None, choice: Choice) -> str:
    if cursor is None:
        return ""
    text = json.dumps([choice.mark(), cursor.kind, cursor.step, cursor.key, cursor.pk], ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(text: str, choice: Choice) -> Cursor | None:
    """The cursor in ``text``; None when it is broken or was made for another search."""
    try:
        mark, kind, step, key, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError, binascii.Error):
        return None
    is_sound = mark == choice.mark() and kind in KINDS and isinstance(key, str) and key.isprintable()
    if not is_sound or type(step) is not int or type(pk) is not int or not 0 < pk < 2**63:
        return None
    return Cursor(kind, step, key, pk)

"""Finding organisations: by BIN, by name in any alphabet, by what they do; with counted facets and keyset pages.

A text is looked for in steps, and a later step is taken only when the earlier ones find nothing: the whole name and
all words (the last may be a beginning), words with a typing error, words of the description, a part of a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection

from foundation.core.text import fold_word, plain_words
from registry.models import Organisation
from registry.models.names import core_places
from registry.queries.conditions import (
    BIN,
    CORRECTED,
    NAME,
    NOTHING,
    PART,
    TEXT,
    Choice,
    Condition,
    all_of,
    any_of_near,
    cut,
    matching,
    of_names,
)
from registry.queries.paging import Cursor, Line, Row, encode, rows
from registry.queries.spelling import neighbours

PAGE_SIZE = 50
WORDS_MAX = 8
PART_LENGTH = 3


@dataclass(frozen=True)
class Found:
    """One page. ``condition`` is what all pages of this search have in common, for the facets."""

    lines: list[Line]
    next: str
    kind: str
    condition: Condition
    corrections: dict[str, str] = field(default_factory=dict)

    @property
    def organisations(self) -> list[Organisation]:
        """The rows themselves, with their regions; the page does without them."""
        found = Organisation.objects.select_related("region").in_bulk([line.pk for line in self.lines])
        return [found[line.pk] for line in self.lines]


def search(choice: Choice, after: Cursor | None = None, size: int = PAGE_SIZE, *, few: bool | None = None) -> Found:
    """A page of organisations for ``choice``, after ``after``; ``few`` when it is known whether the first
    way to look finds few.
    """
    for number, (steps, condition, corrections) in enumerate(attempts(choice)):
        if after and after.kind != condition.kind:
            continue
        read = rows(steps, condition, choice, after, size + 1, few=None if number else few)
        lines, cursor = _page(read, condition.kind, size)
        if lines or after or _finds_anything(condition, choice):
            return Found(lines, encode(cursor, choice), condition.kind, condition, corrections)
    return nothing()


def nothing() -> Found:
    """The page of a search that finds nobody."""
    return Found([], "", NOTHING, Condition("false", kind=NOTHING))


def _finds_anything(condition: Condition, choice: Choice) -> bool:
    """Whether the text alone finds somebody whom the facets hide: then a later way of looking would mislead."""
    if not choice.is_narrowed:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT EXISTS (SELECT FROM registry_searchentry AS entry WHERE {condition.sql})",  # noqa: S608
            condition.parameters,
        )
        return bool(cursor.fetchone()[0])


def attempts(choice: Choice) -> Iterator[tuple[list[Condition], Condition, dict[str, str]]]:
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
    whole, by_words = of_names(words)
    either = matching(f"{whole} | ({by_words})", NAME, words[0] if len(words) == 1 else "")
    yield [matching(whole, NAME), matching(f"({by_words}) & !{whole}", NAME)], either, {}
    near = neighbours(typed)
    corrected = matching(any_of_near(words, [near[word] for word in typed]), CORRECTED)
    yield [corrected], corrected, _corrections(typed, words, near)
    described = matching(all_of(words, "~"), TEXT)
    yield [described], described, {}
    if max(map(len, words)) >= PART_LENGTH:
        part = Condition("entry.names LIKE %s", (f"%{' '.join(words)}%",), PART)
        yield [part], part, {}


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words of a text without its legal form, as typed and as skeletons."""
    both = [(cut(word), fold_word(cut(word))) for word in plain_words(text)]
    both = [pair for pair in both if pair[1]]
    places = core_places([skeleton for _, skeleton in both]) or range(len(both))
    kept = [both[place] for place in places][:WORDS_MAX]
    return [word for word, _ in kept], [cut(skeleton) for _, skeleton in kept]


def _corrections(typed: list[str], words: list[str], near: dict[str, list[str]]) -> dict[str, str]:
    """Skeleton as typed → the nearest word of the lexicon, where they differ."""
    return {
        word: near[plain][0] for plain, word in zip(typed, words, strict=True) if near[plain] and near[plain][0] != word
    }


def _page(found: list[Row], kind: str, size: int) -> tuple[list[Line], Cursor | None]:
    """The lines of a page and the cursor of its last row, None on the last page."""
    lines = [line for _, _, line in found[:size]]
    if len(found) <= size:
        return lines, None
    step, key, line = found[size - 1]
    return lines, Cursor(kind, step, key, line.pk)

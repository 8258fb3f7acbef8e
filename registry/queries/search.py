"""Finding organisations: by BIN, by name in any alphabet, by what they do; with counted facets and keyset pages.

A text is looked for in several ways, and a later one is taken only when the earlier ones find nothing: the whole name
and all words (the last may be a beginning), words with a typing error, words of the description, a part of a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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
from registry.queries.lexicon import Glance, glance
from registry.queries.paging import Cursor, Line, Row, encode, rows
from registry.queries.spelling import neighbours

PAGE_SIZE = 50
WORDS_MAX = 8
PART_LENGTH = 3
# Corrections come in steps: the likeliest word, then with so many likely ones, then with all.
TIERS = (1, 2, 4)


@dataclass(frozen=True)
class Found:
    """One page. ``condition`` is what all pages of this search have in common, for the facets.

    ``is_whole``: the lines are all that is found.
    """

    lines: list[Line]
    next: str
    kind: str
    condition: Condition
    corrections: dict[str, str] = field(default_factory=dict)
    is_whole: bool = False

    @property
    def organisations(self) -> list[Organisation]:
        """The rows themselves, with their regions; the page does without them."""
        found = Organisation.objects.select_related("region").in_bulk([line.pk for line in self.lines])
        return [found[line.pk] for line in self.lines]


@dataclass(frozen=True)
class Attempt:
    """A way to look: steps that are read one after the other, what they find together, corrected words."""

    steps: list[Condition]
    condition: Condition
    corrections: dict[str, str] = field(default_factory=dict)


def search(
    choice: Choice,
    after: Cursor | None = None,
    size: int = PAGE_SIZE,
    *,
    most: int | None = None,
    enough: int = 0,
) -> Found:
    """A page of organisations for ``choice``, after ``after``; ``most`` is how many the facets leave at most, if known.

    With ``enough`` any so many that have the beginning of a word are as good as all of them.
    """
    for attempt in _attempts(choice, most, enough):
        condition = attempt.condition
        if after and after.kind != condition.kind:
            continue
        read = rows(attempt.steps, condition, choice, after, size + 1)
        lines, cursor = _page(read, condition.kind, size)
        if lines or after or _finds_anything(condition, choice):
            is_whole = not (after or cursor)
            return Found(lines, encode(cursor, choice), condition.kind, condition, attempt.corrections, is_whole)
    return nothing()


def nothing() -> Found:
    """The page of a search that finds nobody."""
    return Found([], "", NOTHING, Condition("false", kind=NOTHING), is_whole=True)


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


def _attempts(choice: Choice, most: int | None, enough: int) -> Iterator[Attempt]:
    """Ways to look, best first."""
    if not choice.text and not choice.digits:
        everything = Condition("true", most=most)
        yield Attempt([everything], everything)
        return
    if choice.digits:
        by_bin = Condition(
            "entry.organisation_id IN (SELECT id FROM registry_organisation WHERE bin LIKE %s)",
            (f"{choice.digits}%",),
            BIN,
        )
        yield Attempt([by_bin], by_bin)
    yield from _text_attempts(choice.text, enough)


def _text_attempts(text: str, enough: int) -> Iterator[Attempt]:
    typed, words = _words(text)
    if not words:
        return
    seen = glance(words)
    if not seen.missing:
        yield _by_name(words, seen.some(enough) if enough and seen.begun else seen)
    near, is_whole_name = neighbours(typed, of_names(words)[0])
    if seen.missing and is_whole_name:
        # Written together or apart, so that some word of it stands in no name.
        yield _by_name(words, Glance())
    if all(near[plain] for plain, word in zip(typed, words, strict=True) if word in seen.missing):
        yield _corrected(typed, words, near)
    described = matching(all_of(words, "~"), TEXT)
    yield Attempt([described], described)
    if max(map(len, words)) >= PART_LENGTH:
        part = Condition("entry.names LIKE %s", (f"%{' '.join(words)}%",), PART)
        yield Attempt([part], part)


def _by_name(words: list[str], seen: Glance) -> Attempt:
    """The whole name first, then names that have the words."""
    whole, by_words = of_names(words)
    by_words = " | ".join(f"'{word}'" for word in seen.instead) or by_words
    either = matching(f"{whole} | ({by_words})", NAME, seen.counted, seen.most)
    named = replace(matching(whole, NAME), is_rare=True)
    return Attempt([named, matching(f"({by_words}) & !{whole}", NAME)], either)


def _corrected(typed: list[str], words: list[str], near: dict[str, list[str]]) -> Attempt:
    """The likeliest words first, then with each step more of them."""
    listed = [near[word] for word in typed]
    tiers = [nearest for nearest in TIERS if nearest < max(map(len, listed))]
    queries = [any_of_near(words, listed, nearest) for nearest in (*tiers, None)]
    steps = [
        matching(f"({query}) & !({before})" if before else query, CORRECTED)
        for before, query in zip(("", *queries), queries, strict=False)
    ]
    return Attempt(steps, matching(queries[-1], CORRECTED), _corrections(typed, words, near))


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

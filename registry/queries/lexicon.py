"""What the lexicon of words says of a text before anything is looked for: a few rows of one narrow table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from registry.models.names import core_places
from registry.queries.conditions import ending
from registry.queries.labels import public_names

# Of the words that begin as the last one, so many are read; with more of them nothing is known of the rest.
BEGINNINGS = 100
_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True)
class Glance:
    """``missing``: the words that stand in no name. ``most``: so many entries at most have all words, None when unknown
    (whole names that are written together come on top).

    ``counted`` is the word itself when it is the only one and its facets are counted ahead; ``begun`` are then words
    that begin so, with their entries.
    """

    missing: frozenset[str] = frozenset()
    most: int | None = None
    counted: str = ""
    begun: tuple[tuple[str, int], ...] = ()
    instead: tuple[str, ...] = ()

    def some(self, enough: int) -> Glance:
        """With a few whole words to look for ``instead``, so many that there are ``enough`` entries."""
        taken, total = 0, 0
        while taken < len(self.begun) and total < enough:
            total += self.begun[taken][1]
            taken += 1
        return replace(self, most=total, instead=tuple(word for word, _ in self.begun[:taken]))


def glance(words: list[str]) -> Glance:
    """Look up the skeletons ``words``, of which the last may be the beginning of a word."""
    if len(words) == 1 and (known := public_names().frequent.get(words[0])):
        entries, is_counted = known
        return Glance(most=entries, counted=words[0] if is_counted else "", begun=((words[0], entries),))
    *whole, last = words
    is_form = not core_places(words)
    if is_form and whole:
        # Of a text of legal forms alone one word is enough: no bound from above.
        return Glance()
    until = last + _LAST_LETTER if ending(last) and not is_form else last
    found = {word: (entries, is_counted) for word, entries, is_counted in _read(whole, last, until)}
    # Entries never leave the lexicon, so these are bounds from above.
    most = {word: found[word][0] if word in found else 0 for word in whole}
    begun = tuple(sorted((word, entries) for word, (entries, _) in found.items() if word.startswith(last)))
    if len(begun) < BEGINNINGS:
        most[last] = sum(entries for _, entries in begun)
    counted = last if not whole and found.get(last, (0, False))[1] else ""
    missing = frozenset(word for word, entries in most.items() if not entries)
    return Glance(missing, min(most.values(), default=None), counted, () if whole or is_form else begun)


def _read(whole: list[str], last: str, until: str) -> list[tuple[str, int, bool]]:
    columns = "SELECT word, entries, is_counted FROM registry_word WHERE"
    sql = f"{columns} word >= %s AND word <= %s ORDER BY word LIMIT {BEGINNINGS}"
    parameters: list[Any] = [last, until]
    if whole:
        sql, parameters = f"({sql}) UNION {columns} word = ANY(%s)", [*parameters, whole]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()

"""Words of the lexicon that a mistyped word may have meant."""

from __future__ import annotations

import re

from django.db import connection

from foundation.core.text import fold_word

# A word has so many neighbours at most; the nearest and most frequent are kept.
NEIGHBOURS = 20
# From this length on two mistakes are forgiven, if one letter left out on each side makes the words the same.
LONG_WORD = 8
# In shorter words one letter is half of the word.
SHORTEST_WORD = 3
_DOUBLED = re.compile(r"([^0-9])\1+")


def neighbours(words: list[str]) -> dict[str, list[str]]:
    """For each of ``words`` (plain, as typed) the words of the lexicon one mistake away, nearest and most frequent first.

    A mistake may change how its neighbours are read («тс» is one sound, «щ» three letters), so the typed word is
    mended before it is folded.
    """
    long_enough = [word for word in words if len(fold_word(word)) >= SHORTEST_WORD]
    forms = [(word, form, is_mended) for word in long_enough for form, is_mended in _forms(word).items()]
    if not forms:
        return {word: [] for word in words}
    found: dict[str, list[tuple[int, int, str]]] = {word: [] for word in words}
    for asked, is_mended, form, known, entries in _look_up(forms):
        # One letter is missing in what was typed, or one too many, or two are swapped: no further question.
        is_near = form == known if is_mended else form == fold_word(asked)
        distance = 1 if is_near else mistakes(fold_word(asked), known)
        if distance <= (2 if len(asked) >= LONG_WORD else 1):
            found[asked].append((distance, -entries, known))
    return {
        word: list(dict.fromkeys(known for _, _, known in sorted(near)))[:NEIGHBOURS] for word, near in found.items()
    }


def _forms(word: str) -> dict[str, bool]:
    """Skeletons under which to look: the word's own, and (True) those after mending one mistake in what was typed."""
    mended = {fold_word(one): True for one in (*deletions(word), *swaps(word))}
    return mended | dict.fromkeys(map(_collapsed, deletions(fold_word(word))), True) | {fold_word(word): False}


def _look_up(forms: list[tuple[str, str, bool]]) -> list[tuple[str, bool, str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT asked.word, asked.is_mended, asked.form, known.word, known.entries
            FROM unnest(%s::text[], %s::text[], %s::bool[]) AS asked (word, form, is_mended)
            JOIN registry_worddeletion AS left_out ON left_out.form = asked.form
            JOIN registry_word AS known ON known.word = left_out.word
            """,
            [list(column) for column in zip(*forms, strict=True)],
        )
        return cursor.fetchall()


def deletions(word: str) -> list[str]:
    """``word`` with each one letter left out."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def swaps(word: str) -> list[str]:
    """``word`` with each two neighbouring letters swapped."""
    return [word[:place] + word[place + 1] + word[place] + word[place + 2 :] for place in range(len(word) - 1)]


def _collapsed(form: str) -> str:
    return _DOUBLED.sub(r"\1", form)


def mistakes(one: str, other: str) -> int:
    """How many letters were left out, added, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]

"""Words of the lexicon that a mistyped word may have meant."""

from __future__ import annotations

import re
from typing import Any

from django.db import connection

from foundation.core.text import fold_word

# A word has so many neighbours at most; the likeliest are kept.
NEIGHBOURS = 20
# From this length on two mistakes are forgiven, if one letter left out on each side makes the words the same.
LONG_WORD = 8
# In shorter words one letter is half of the word.
SHORTEST_WORD = 3
# A word that a letter was left out of, or swapped in, is so many times likelier than one with a wrong letter.
LIKELIER = 10
_DOUBLED = re.compile(r"([^0-9])\1+")


def neighbours(words: list[str], whole: str = "") -> tuple[dict[str, list[str]], bool]:
    """For each of ``words`` (plain, as typed) the words of the lexicon one mistake away, the likeliest first; and
    whether some name is found by the tsquery ``whole``, asked along with it.

    A mistake may change how its neighbours are read («тс» is one sound, «щ» three letters), so the typed word is
    mended before it is folded.
    """
    forms = {word: _forms(word) for word in words if len(fold_word(word)) >= SHORTEST_WORD}
    known, is_found = _look_up({form for of_word in forms.values() for form in of_word}, whole)
    near: dict[str, list[str]] = {word: [] for word in words}
    for word, of_word in forms.items():
        rated = [_rated(word, *line, of_word[line[0]]) for line in known if line[0] in of_word]
        likeliest = sorted((rate, found) for rate, found in rated if rate is not None)
        near[word] = list(dict.fromkeys(found for _, found in likeliest))[:NEIGHBOURS]
    return near, is_found


def _rated(word: str, form: str, known: str, entries: int, is_mended: bool) -> tuple[tuple[int, int] | None, str]:
    """The rank of a word of the lexicon that shares a form with the typed one, lower is likelier; None is too far."""
    skeleton = fold_word(word)
    if known == skeleton:
        return (0, 0), known
    # One letter is missing in what was typed, or one too many, or two are swapped: no further question.
    is_near = form == known if is_mended else form == skeleton
    distance = 1 if is_near else mistakes(skeleton, known)
    if distance > (2 if len(word) >= LONG_WORD else 1):
        return None, known
    return (distance, -entries * (LIKELIER if _is_slip(skeleton, known) else 1)), known


def _is_slip(typed: str, meant: str) -> bool:
    """Whether a letter was left out or two were swapped: there are few ways to do so, and many to type a wrong letter."""
    return len(typed) < len(meant) or sorted(typed) == sorted(meant)


def _forms(word: str) -> dict[str, bool]:
    """Skeletons under which to look: the word's own, and (True) those after mending one mistake in what was typed."""
    mended = {fold_word(one): True for one in (*deletions(word), *swaps(word))}
    return mended | dict.fromkeys(map(_collapsed, deletions(fold_word(word))), True) | {fold_word(word): False}


def _look_up(forms: set[str], whole: str) -> tuple[list[tuple[str, str, int]], bool]:
    """(form, word of the lexicon, entries) of the words that have one of the forms; whether ``whole`` finds a name."""
    sql = (
        "SELECT left_out.form, known.word, known.entries FROM registry_worddeletion AS left_out "
        "JOIN registry_word AS known ON known.word = left_out.word WHERE left_out.form = ANY(%s)"
    )
    parameters: list[Any] = [sorted(forms)]
    if whole:
        sql += " UNION ALL SELECT '', '', count(*) FROM registry_searchentry WHERE words @@ %s::tsquery"
        parameters.append(whole)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    names = sum(entries for form, _, entries in found if not form)
    return [line for line in found if line[0]], bool(names)


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

"""Words of the lexicon that a mistyped word may have meant."""

from __future__ import annotations

from django.db import connection

# A word has so many neighbours at most; the nearest and most frequent are kept.
NEIGHBOURS = 20
# From this length on two mistakes are forgiven, if one letter left out on each side makes the words the same.
LONG_WORD = 8


def neighbours(words: list[str]) -> dict[str, list[str]]:
    """For each of ``words`` (skeletons) the words of the lexicon one mistake away, nearest and most frequent first."""
    forms = [(word, form) for word in words for form in {word, *deletions(word)}]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT asked.word, known.word, known.entries
            FROM unnest(%s::text[], %s::text[]) AS asked (word, form)
            JOIN registry_worddeletion AS left_out ON left_out.form = asked.form
            JOIN registry_word AS known ON known.word = left_out.word
            """,
            [[word for word, _ in forms], [form for _, form in forms]],
        )
        rows = cursor.fetchall()
    found: dict[str, list[tuple[int, int, str]]] = {word: [] for word in words}
    for asked, known, entries in rows:
        distance = mistakes(asked, known)
        if distance <= (2 if len(asked) >= LONG_WORD else 1):
            found[asked].append((distance, -entries, known))
    return {word: [known for _, _, known in sorted(near)[:NEIGHBOURS]] for word, near in found.items()}


def deletions(word: str) -> list[str]:
    """``word`` with each one letter left out."""
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


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

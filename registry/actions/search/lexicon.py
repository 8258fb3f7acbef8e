"""The lexicon of words that names have, and the care of the word indexes. Steps: they join the caller's transaction."""

from __future__ import annotations

from typing import Any

from django.db import connection

# Shorter words have too many neighbours: in «дос» and «дом» one letter is a third of the word.
FORGIVING_LENGTH = 4
# Between two equal letters one of these goes too, since a letter counts once; digits are all kept.
LEFT_OUT = (
    "CASE WHEN place > 1 AND substr(word, place - 1, 1) = substr(word, place + 1, 1)"
    " AND substr(word, place + 1, 1) NOT BETWEEN '0' AND '9' THEN 2 ELSE 1 END"
)
WORD_INDEXES = ["registry_search_words", "registry_search_names"]


def learn(source: str, parameters: list[Any] | None = None) -> None:
    """Add the words of the tsvectors that the query ``source`` gives to the lexicon, new words with their deletions."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE TEMP TABLE learned ON COMMIT DROP AS
            SELECT lexeme AS word, count(*)::int AS entries
            FROM ({source}) AS source, LATERAL unnest(tsvector_to_array(words)) AS lexeme
            WHERE lexeme !~ '^[=~]' GROUP BY lexeme
            """,  # noqa: S608
            parameters or [],
        )
        cursor.execute(
            f"""
            INSERT INTO registry_worddeletion (form, word)
            SELECT form, word FROM (
                SELECT overlay(word placing '' from place for {LEFT_OUT}) AS form, word
                FROM learned, LATERAL generate_series(1, length(word)) AS place
                WHERE length(word) >= %s
                  AND NOT EXISTS (SELECT FROM registry_word AS known WHERE known.word = learned.word)
                UNION ALL SELECT word, word FROM learned WHERE length(word) >= %s
            ) AS forms ORDER BY form, word ON CONFLICT DO NOTHING
            """,  # noqa: S608
            [FORGIVING_LENGTH, FORGIVING_LENGTH - 1],
        )
        cursor.execute(
            """
            INSERT INTO registry_word (word, entries) SELECT word, entries FROM learned ORDER BY word
            ON CONFLICT (word) DO UPDATE SET entries = registry_word.entries + excluded.entries
            """
        )
        cursor.execute("DROP TABLE learned")


def tidy() -> None:
    """Sort in what the two word indexes have put aside, so that the next reader does not have to look through it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(name) FROM unnest(%s::regclass[]) AS name", [WORD_INDEXES])
        # Without fresh figures the planner walks the list by name instead of asking the word index.
        cursor.execute("ANALYZE registry_searchentry, registry_word, registry_worddeletion, registry_facetcount")

"""Keeping what search reads in step with the organisations. All but ``rebuild`` are steps: they join the caller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

from registry.models import Organisation, SearchEntry
from registry.models.names import WORD_LENGTH, name_words, sort_key, whole_name, without_form

# Shorter words have too many neighbours: in «дос» and «дом» one letter is a third of the word.
FORGIVING_LENGTH = 4
NAMES = ("name_kk", "name_ru", "name_en")
SORT_ORDER = {"sort_kk": ("name_kk", "name_ru", "name_en"), "sort_ru": ("name_ru", "name_kk", "name_en")}
SORT_ORDER |= {"sort_en": ("name_en", "name_ru", "name_kk")}
REBUILD_BATCH = 2_000
WORD_INDEXES = ["registry_search_words", "registry_search_names"]


def searchable(names: Mapping[str, str], text: str = "") -> dict[str, str]:
    """Columns ``words``, ``names`` and the sort keys for names by field and a free text."""
    words: set[str] = set()
    proper: list[str] = []
    for field in NAMES:
        if names[field]:
            found = name_words(names[field])
            words.update(word[:WORD_LENGTH] for word in found)
            proper.append(" ".join(without_form(found)))
    lexemes = sorted(words) + [whole_name(name.split()) for name in dict.fromkeys(proper)]
    lexemes += sorted({f"~{word[:WORD_LENGTH]}" for word in name_words(text)} if text else ())
    keys = {
        column: sort_key(next((names[field] for field in order if names[field]), ""))
        for column, order in SORT_ORDER.items()
    }
    # The skeleton has letters and digits alone, so nothing in it has to be escaped.
    return {"words": " ".join(f"'{lexeme}'" for lexeme in lexemes), "names": " | ".join(dict.fromkeys(proper)), **keys}


def mask_of(spheres: Iterable[int]) -> int:
    """Sphere numbers as a bit mask: bit n is sphere n."""
    return sum(1 << number for number in set(spheres))


def index(organisation: Organisation) -> None:
    """Make the entry of one organisation what its row says now, count it anew, and teach the lexicon its words.

    A record that was merged into another one is not found any more.
    """
    before = SearchEntry.objects.filter(pk=organisation.pk).first()
    _hold_facets()
    if before:
        _count_entry(before, -1)
    if organisation.merged_into_id:
        SearchEntry.objects.filter(pk=organisation.pk).delete()
        return
    entry = _entry(organisation)
    _count_entry(entry, 1)
    entry.save(force_insert=before is None, force_update=before is not None)
    learn("SELECT words FROM registry_searchentry WHERE organisation_id = %s", [organisation.pk])


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
            """
            INSERT INTO registry_worddeletion (form, word)
            SELECT DISTINCT regexp_replace(overlay(word placing '' from place for 1), '([^0-9])\\1+', '\\1', 'g'), word
            FROM learned, LATERAL generate_series(1, length(word)) AS place
            WHERE length(word) >= %s AND NOT EXISTS (SELECT FROM registry_word AS known WHERE known.word = learned.word)
            UNION SELECT word, word FROM learned WHERE length(word) >= %s
            ON CONFLICT DO NOTHING
            """,
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
        cursor.execute("ANALYZE registry_searchentry, registry_word, registry_worddeletion")


def count_facets() -> None:
    """Count the entries for every choice of facets anew, in one pass; readers see the old counts until the commit."""
    cube = "coalesce(region_code, ''), coalesce(legal_form, ''), coalesce(status, '')"
    _hold_facets()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_facetcount")
        cursor.execute(
            f"""
            INSERT INTO registry_facetcount (region_code, legal_form, status, sphere, entries)
            SELECT {cube}, 0, count(*) FROM registry_searchentry GROUP BY CUBE (region_code, legal_form, status)
            UNION ALL
            SELECT {cube}, sphere, count(*)
            FROM registry_searchentry, LATERAL generate_series(1, 62) AS sphere
            WHERE spheres & (1::bigint << sphere) <> 0 GROUP BY sphere, CUBE (region_code, legal_form, status)
            """  # noqa: S608
        )


def _hold_facets() -> None:
    # One writer at a time, so that a full count and single steps never miss each other; readers are not held.
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE registry_facetcount IN SHARE ROW EXCLUSIVE MODE")


def _count_entry(entry: SearchEntry, step: int) -> None:
    """Add ``step`` to every count that the entry is part of."""
    spheres = [0, *(number for number in range(1, 63) if entry.spheres >> number & 1)]
    choices = [
        (region, form, status, sphere)
        for region in ("", entry.region_code)
        for form in ("", entry.legal_form)
        for status in ("", entry.status)
        for sphere in spheres
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            INSERT INTO registry_facetcount (region_code, legal_form, status, sphere, entries) VALUES (%s, %s, %s, %s, 0)
            ON CONFLICT DO NOTHING
            """,
            choices,
        )
        cursor.executemany(
            """
            UPDATE registry_facetcount SET entries = entries + %s
            WHERE region_code = %s AND legal_form = %s AND status = %s AND sphere = %s
            """,
            [(step, *choice) for choice in choices],
        )


@transaction.atomic(durable=True)
def rebuild() -> int:
    """Make everything that search reads anew from the organisations; returns how many there are.

    Derived data, so no event is written. For repairs and for a new way of folding.
    """
    SearchEntry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE registry_word, registry_worddeletion")
    batch: list[SearchEntry] = []
    total = 0
    for organisation in (
        Organisation.objects.current().prefetch_related("spheres").order_by("pk").iterator(REBUILD_BATCH)
    ):
        batch.append(_entry(organisation))
        total += 1
        if len(batch) == REBUILD_BATCH:
            _insert(batch)
            batch = []
    _insert(batch)
    learn("SELECT words FROM registry_searchentry")
    count_facets()
    tidy()
    return total


def _entry(organisation: Organisation) -> SearchEntry:
    names = {field: getattr(organisation, field) for field in NAMES}
    return SearchEntry(
        organisation=organisation,
        region_code=organisation.region_id,
        legal_form=organisation.legal_form,
        status=organisation.status,
        spheres=mask_of(sphere.pk for sphere in organisation.spheres.all()),
        **searchable(names, f"{organisation.charter_goals} {organisation.description}"),
    )


def _insert(entries: list[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(entries)

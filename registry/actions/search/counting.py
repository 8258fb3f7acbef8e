"""Facets counted ahead: for every choice of region, form and status, and with it one topic. Steps for a transaction."""

from __future__ import annotations

from itertools import product

from django.db import connection

from registry.models import FacetCount, SearchEntry, Word
from registry.models.search import TRAIT_TOPIC, YEAR_TOPIC, topics_of
from registry.queries.conditions import is_found_by, one_word

# A word that so many entries have, and more than one in so many of all, has its facets counted ahead.
COUNTED_LEAST, COUNTED_SHARE = 2_000, 500
CUBE = ("region_code", "legal_form", "status")


def hold() -> None:
    """One writer at a time, so that a full count and single steps never miss each other; readers are not held."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE registry_facetcount IN SHARE ROW EXCLUSIVE MODE")


def count_facets() -> None:
    """Count everything anew, in one pass and one more for each frequent word; readers see the old counts until then."""
    hold()
    FacetCount.objects.all().delete()
    with connection.cursor() as cursor:
        topics = _topics_in_use(cursor)
        listed = ", ".join(f"({topic}, {mask})" for topic, mask in topics.items() if topic < YEAR_TOPIC)
        mask = f"CASE WHEN topic = 0 THEN true WHEN topic > {TRAIT_TOPIC} THEN traits & mask <> 0 ELSE spheres & mask <> 0 END"
        source = f"registry_searchentry JOIN (VALUES (0, 0::bigint){listed and f', {listed}'}) AS own (topic, mask) ON {mask}"
        _insert(cursor, topics, "''", "topic", source)
        words = _choose_words(cursor)
        queries = ", ".join(["(%s, %s::tsquery)"] * len(words))
        if words:
            source = f"(VALUES {queries}) AS asked (word, query) JOIN registry_searchentry ON words @@ query"
            _insert(cursor, topics, "word", "0", source, [part for word in words for part in (word, one_word(word))])


def _topics_in_use(cursor: object) -> dict[int, int]:
    """Topic → its bit in its mask, of those that some entry has."""
    cursor.execute("SELECT coalesce(bit_or(spheres), 0), coalesce(bit_or(traits), 0) FROM registry_searchentry")  # type: ignore[attr-defined]
    found = topics_of(*cursor.fetchone())  # type: ignore[attr-defined]
    return {topic: 1 << (topic if topic <= TRAIT_TOPIC else topic - TRAIT_TOPIC) for topic in found}


def _insert(
    cursor: object, topics: dict[int, int], word: str, topic: str, source: str, parameters: list[str] | None = None
) -> None:
    """Group by the columns of the cube once, then add the groups up for every choice of «any»."""
    cube = ", ".join(CUBE)
    each = "".join(
        f", count(*) FILTER (WHERE {'spheres' if number <= TRAIT_TOPIC else 'traits'} & {bit} <> 0)::int AS t{number}"
        for number, bit in topics.items()
    )
    by_topic = ", ".join(
        f"sum(t{number})::int" if number in topics else "0" for number in range(1, max(topics, default=0) + 1)
    )
    cursor.execute(  # type: ignore[attr-defined]
        f"""
        WITH counted AS (
            SELECT {word} AS word, {topic} AS topic, {cube}, count(*)::int AS entries{each}
            FROM {source} GROUP BY 1, 2, {cube}
        )
        INSERT INTO registry_facetcount (word, topic, {cube}, entries, by_topic)
        SELECT word, topic, {", ".join(f"coalesce({column}, '')" for column in CUBE)}, sum(entries), ARRAY[{by_topic}]::int[]
        FROM counted GROUP BY word, topic, CUBE ({cube})
        """,  # noqa: S608  made of constants and numbers
        parameters or [],
    )


def _choose_words(cursor: object) -> list[str]:
    """Mark the words that get counts of their own; gives them."""
    cursor.execute("SELECT count(*) FROM registry_searchentry")  # type: ignore[attr-defined]
    limit = max(COUNTED_LEAST, cursor.fetchone()[0] // COUNTED_SHARE)  # type: ignore[attr-defined]
    Word.objects.filter(is_counted=True, entries__lte=limit).update(is_counted=False)
    Word.objects.filter(is_counted=False, entries__gt=limit).update(is_counted=True)
    return counted_words()


def counted_words() -> list[str]:
    return list(Word.objects.filter(is_counted=True).values_list("word", flat=True))


def recount(before: SearchEntry | None, after: SearchEntry | None) -> None:
    """Take an entry as it was out of the counts, and put it in as it is; None is an entry that was or is not there."""
    hold()
    old, new = (_signature(entry) if entry else None for entry in (before, after))
    if old != new:
        for signature, step in ((old, -1), (new, 1)):
            if signature:
                _add(*signature, step)


Signature = tuple[tuple[str, str, str], tuple[int, ...], tuple[str, ...]]


def _signature(entry: SearchEntry) -> Signature:
    """All that the counts know of an entry: the three single values, its topics, its frequent words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tsvector_to_array(%s::tsvector)", [entry.words])
        lexemes = cursor.fetchone()[0]
    words = [word for word in counted_words() if is_found_by(lexemes, word)]
    topics = topics_of(entry.spheres, entry.traits)
    return (entry.region_code, entry.legal_form, entry.status), tuple(topics), tuple(sorted(words))


def _add(cells: tuple[str, str, str], topics: tuple[int, ...], words: tuple[str, ...], step: int) -> None:
    """Add ``step`` to every count that an entry is part of."""
    of = [("", topic) for topic in (0, *topics) if topic < YEAR_TOPIC] + [(word, 0) for word in words]
    rows = [(word, topic, *cell) for word, topic in of for cell in product(*(("", value) for value in cells))]
    columns = [list(column) for column in zip(*rows, strict=True)]
    steps = [step if number in topics else 0 for number in range(1, max(topics, default=0) + 1)]
    asked = (
        "unnest(%s::text[], %s::int[], %s::text[], %s::text[], %s::text[]) AS asked (word, topic, region, form, state)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO registry_facetcount (word, topic, region_code, legal_form, status, entries, by_topic) "  # noqa: S608
            f"SELECT word, topic, region, form, state, 0, '{{}}' FROM {asked} ON CONFLICT DO NOTHING",
            columns,
        )
        cursor.execute(
            f"""
            UPDATE registry_facetcount AS held SET entries = held.entries + %s, by_topic = ARRAY(
                SELECT coalesce(old, 0) + coalesce(step, 0)
                FROM unnest(held.by_topic, %s::int[]) WITH ORDINALITY AS both_of (old, step, place) ORDER BY place
            )
            FROM {asked} WHERE held.word = asked.word AND held.topic = asked.topic
                AND held.region_code = asked.region AND held.legal_form = asked.form AND held.status = asked.state
            """,  # noqa: S608
            [step, steps, *columns],
        )

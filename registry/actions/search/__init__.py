"""Keeping what search reads in step with the organisations. All but ``rebuild`` are steps: they join the caller."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from registry.actions.search.counting import count_facets, recount
from registry.actions.search.entries import (
    FACT_COLUMNS,
    FACTS,
    SHORT_NAMES,
    add_all_facts,
    add_facts,
    entry_of,
    mask_of,
    searchable,
    text_columns,
)
from registry.actions.search.lexicon import learn, tidy
from registry.models import Organisation, SearchEntry

__all__ = [
    "FACTS",
    "FACT_COLUMNS",
    "SHORT_NAMES",
    "count_facets",
    "index",
    "learn",
    "mask_of",
    "rebuild",
    "rewrite",
    "searchable",
    "tidy",
]

REBUILD_BATCH = 2_000


def index(organisation: Organisation) -> None:
    """Make the entry of one organisation what its row says now, count it anew, and teach the lexicon its words.

    Call it after every change of the organisation itself, its spheres, its annual information or its public money. A
    record that was merged into another loses its entry.
    """
    before = SearchEntry.objects.filter(pk=organisation.pk).first()
    if organisation.merged_into_id:
        recount(before, None)
        SearchEntry.objects.filter(pk=organisation.pk).delete()
        return
    entry = entry_of(organisation)
    add_facts(entry)
    recount(before, entry)
    entry.save(force_insert=before is None, force_update=before is not None)
    learn("SELECT words FROM registry_searchentry WHERE organisation_id = %s", [organisation.pk])


def rewrite(pks: Iterable[int]) -> None:
    """Write the texts of these entries anew from the organisations; the caller counts afterwards."""
    wanted = list(pks)
    if not wanted:
        return
    for organisation in Organisation.objects.filter(pk__in=wanted).order_by("pk").iterator(REBUILD_BATCH):
        SearchEntry.objects.filter(pk=organisation.pk).update(**text_columns(organisation))
    learn("SELECT words FROM registry_searchentry WHERE organisation_id = ANY(%s)", [wanted])


@transaction.atomic(durable=True)
def rebuild() -> int:
    """Make everything that search reads anew from the organisations; returns how many can be found.

    Derived data, so no event is written. For repairs and for a new way of folding.
    """
    SearchEntry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE registry_word, registry_worddeletion")
    batch: list[SearchEntry] = []
    total = 0
    found = Organisation.objects.current().prefetch_related("spheres").order_by("pk")
    for organisation in found.iterator(REBUILD_BATCH):
        batch.append(entry_of(organisation))
        total += 1
        if len(batch) == REBUILD_BATCH:
            SearchEntry.objects.bulk_create(batch)
            batch = []
    SearchEntry.objects.bulk_create(batch)
    add_all_facts()
    learn("SELECT words FROM registry_searchentry")
    count_facets()
    tidy()
    return total

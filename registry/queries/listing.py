"""One page of the public list with the counts of its facets."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from registry.models import Organisation
from registry.queries import paging
from registry.queries.conditions import Choice, filtered
from registry.queries.facets import Counts, counts, ready
from registry.queries.paging import Cursor, order_of
from registry.queries.search import Found, attempts, nothing, search


def listing(choice: Choice, after: Cursor | None = None, *, is_empty: bool = False) -> tuple[Found, Counts]:
    """What is found, and counted; ``is_empty`` when there is nothing to look for.

    Counts that are kept ready come first, since they tell whether few are found: those are better collected and sorted.
    """
    if is_empty:
        return nothing(), Counts()
    first = next((condition for _, condition, _ in attempts(choice)), nothing().condition)
    counted = ready(first, choice)
    found = search(choice, after, few=counted.total <= paging.FEW if counted else None)
    is_first = counted is not None and found.condition == first
    return found, counted if counted is not None and is_first else counts(found.condition, choice)


def everything(choice: Choice, *, is_empty: bool = False) -> tuple[QuerySet[Organisation], int]:
    """All organisations that the list would show, in its order, and how many they are; for files."""
    found = nothing() if is_empty else search(choice, size=1)
    where, parameters = filtered(found.condition, choice)
    order = order_of(choice)
    sign = "-" if order.is_descending else ""
    entries = RawSQL(f"SELECT organisation_id FROM registry_searchentry AS entry WHERE {where}", parameters)  # noqa: S608, S611
    rows = Organisation.objects.filter(pk__in=entries).order_by(f"{sign}search_entry__{order.column}", f"{sign}pk")
    return rows, 0 if is_empty else counts(found.condition, choice).total

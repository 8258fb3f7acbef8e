"""One page of the public list with the counts of its facets."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from registry.models import Organisation
from registry.queries.conditions import Choice, Condition, filtered
from registry.queries.facets import Counts, counts, kept, of_lines
from registry.queries.paging import Cursor, order_of
from registry.queries.search import Found, nothing, search


def listing(choice: Choice, after: Cursor | None = None, *, is_empty: bool = False) -> tuple[Found, Counts]:
    """What is found, and counted; ``is_empty`` when there is nothing to look for.

    Without a text the counts come first, since they tell how many are found: few are better collected and sorted.
    """
    if is_empty:
        return nothing(), Counts()
    ahead = None if choice.text or choice.digits else kept(Condition("true"), choice)
    found = search(choice, after, most=ahead.total if ahead else None)
    return found, ahead or _counted(found, choice)


def _counted(found: Found, choice: Choice) -> Counts:
    """The counts of a search by text; of a short list that is not narrowed its own lines tell them."""
    if found.is_whole and not choice.is_narrowed and all(line.masks for line in found.lines):
        return of_lines(found.lines, choice)
    return kept(found.condition, choice) or counts(found.condition, choice)


def matching(choice: Choice, *, is_empty: bool = False) -> QuerySet[Organisation]:
    """All organisations that the list would show, in no order."""
    found = nothing() if is_empty else search(choice, size=1)
    return _rows(found.condition, choice)


def _rows(condition: Condition, choice: Choice) -> QuerySet[Organisation]:
    where, parameters = filtered(condition, choice)
    entries = RawSQL(f"SELECT organisation_id FROM registry_searchentry AS entry WHERE {where}", parameters)  # noqa: S608, S611
    return Organisation.objects.filter(pk__in=entries)


def everything(choice: Choice, *, is_empty: bool = False) -> tuple[QuerySet[Organisation], int]:
    """All organisations that the list would show, in its order, and how many they are; for files."""
    found = nothing() if is_empty else search(choice, size=1)
    order = order_of(choice)
    sign = "-" if order.is_descending else ""
    rows = _rows(found.condition, choice).order_by(f"{sign}search_entry__{order.column}", f"{sign}pk")
    return rows, 0 if is_empty else counts(found.condition, choice).total

"""What the pages of saved searches show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse

from foundation.core.errors import Text
from foundation.searches import lists
from foundation.searches.lists import Asked, Listed
from foundation.searches.models import SavedHit, SavedSearch

SHOWN = 100
# A search that finds more than this has to be narrowed before one can be told of what is new in it.
MOST = 20_000


def understood(listed: Listed, query: str) -> Asked:
    """The filters of an address as the list understands them today."""
    return listed.understood(QueryDict(query))


def keys(listed: Listed, query: str, user: Any) -> set[int]:
    """Keys of what the filters leave of what ``user`` may see now; at most one more than MOST (one query or two)."""
    return set(listed.hits(user, QueryDict(query)).values_list("pk", flat=True)[: MOST + 1])


def address(listed: Listed, query: str) -> str:
    """The list with these filters."""
    return f"{reverse(listed.route)}?{query}" if query else reverse(listed.route)


@dataclass(frozen=True, slots=True)
class Line:
    """A saved search on its owner's page."""

    search: SavedSearch
    label: Text
    words: list[tuple[Text, Text]]
    address: str


def line(search: SavedSearch) -> Line:
    """A search in words; a list that is gone is shown without any."""
    listed = lists.known(search.listed)
    if listed is None:
        return Line(search, search.listed, [], "")
    return Line(search, listed.label, understood(listed, search.query).words, address(listed, search.query))


def lines(user: Any) -> list[Line]:
    """All searches of ``user``, each with how much was found since (``found_count``)."""
    rows = SavedSearch.objects.visible_to(user).defer("known").annotate(found_count=Count("hits"))
    return [line(one) for one in rows]


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found since, as its owner may see it now."""

    title: str
    url: str
    at: dt.datetime


def found(search: SavedSearch, user: Any) -> list[Found]:
    """The newest of what was found since the search was saved, and nothing that ``user`` may not see any more."""
    listed = lists.known(search.listed)
    hits = list(SavedHit.objects.filter(search=search).order_by("-pk")[:SHOWN])
    if listed is None or not hits:
        return []
    rows = {row.pk: row for row in listed.visible(user).filter(pk__in=[hit.key for hit in hits])}
    return [
        Found(listed.title(rows[hit.key]), rows[hit.key].get_absolute_url(), hit.found_at)
        for hit in hits
        if hit.key in rows
    ]

"""What a search box offers while somebody types: a few organisations, found as the list would find them."""

from __future__ import annotations

from registry.queries.conditions import Choice
from registry.queries.paging import Line
from registry.queries.search import search

SHOWN = 8
# More that begin as the typed word need not be looked at to choose the few.
ENOUGH = 40
TEXT_LENGTH = 2


def suggestions(text: str, digits: str, language: str) -> list[Line]:
    """At most eight organisations for what is typed so far; none for a single letter."""
    if len(text.strip()) < TEXT_LENGTH:
        return []
    return search(Choice(text=text, digits=digits, language=language), size=SHOWN, enough=ENOUGH).lines

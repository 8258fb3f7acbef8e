"""«What belongs to it»: references of a thing on its own page, whichever room the page is of."""

from __future__ import annotations

from typing import Any

from django import template

from registry.queries.references import references_of

register = template.Library()


@register.inclusion_tag("registry/_references.html")
def references(kind: str, key: Any) -> dict[str, Any]:
    """A section with what points at the thing or is pointed at by it; nothing when there is none."""
    return {"lines": references_of(kind, key)}

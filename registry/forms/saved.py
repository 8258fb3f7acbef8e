"""The registry as a list whose searches can be saved."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core import presentation
from foundation.core.text import localized
from foundation.searches.lists import Asked, Listed
from registry import queries
from registry.forms.search import TEXT_MAX, asked
from registry.models import Organisation
from registry.queries.conditions import FLAGS, Choice
from registry.queries.listing import matching
from registry.queries.offers import worded


def _understood(data: QueryDict) -> Asked:
    names = queries.public_names()
    given = asked(data, names)
    typed = given.typed.strip()[:TEXT_MAX]
    words = [(_("Words"), typed)] if typed else []
    return Asked(
        urlencode(_parameters(typed, given.choice)), words + worded(given.choice, names, presentation.language())
    )


def _parameters(typed: str, choice: Choice) -> list[tuple[str, Any]]:
    listed = {
        "region": choice.regions,
        "form": choice.forms,
        "sphere": choice.spheres,
        "status": choice.statuses,
        "annual": [choice.annual] if choice.annual else [],
        "sdg": choice.sdgs,
        **{name: ["yes"] * getattr(choice, name) for name in FLAGS},
    }
    return [("q", typed)] * bool(typed) + [(name, value) for name, values in listed.items() for value in values]


def _hits(user: Any, data: QueryDict) -> Any:
    given = asked(data, queries.public_names())
    return matching(given.choice, is_empty=given.is_empty_text)


def _visible(user: Any) -> Any:
    return Organisation.objects.filter(search_entry__isnull=False)


REGISTRY = Listed(
    code="registry",
    label=gettext_lazy("Registry of NGOs"),
    route="registry:ngo-list",
    understood=_understood,
    hits=_hits,
    visible=_visible,
    title=lambda row: localized(row, "name"),
)

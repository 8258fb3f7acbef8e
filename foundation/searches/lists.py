"""Lists whose searches can be saved: each room registers its own, the engine below knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from foundation.core.errors import Text
from foundation.core.text import localized


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters as the list understands them: an address without anything odd, and (label, value) in words."""

    query: str
    words: list[tuple[Text, Text]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with filters. ``understood`` reads them; ``hits`` finds what they leave of what ``user`` may see;
    ``visible`` is everything of it that ``user`` may see now; ``title`` words one row in the language in force.
    """

    code: str
    label: Text
    route: str
    understood: Callable[[QueryDict], Asked]
    hits: Callable[[Any, QueryDict], QuerySet[Any]]
    visible: Callable[[Any], QuerySet[Any]]
    title: Callable[[Any], str]


_lists: dict[str, Listed] = {}


def register(listed: Listed) -> None:
    """Name a list; called once when a room starts. ValueError when another one has its code."""
    if _lists.get(listed.code, listed) is not listed:
        raise ValueError(f"list {listed.code} is registered twice")
    _lists[listed.code] = listed


def known(code: str) -> Listed | None:
    """The list of this code; None when no room has it."""
    return _lists.get(code)


def codes() -> list[str]:
    """Every registered list."""
    return sorted(_lists)


def of_form(form: forms.Form, named: Mapping[str, Callable[[Any], Text]] | None = None) -> Asked:
    """What a form of filters (sent by GET) understood: only fields that were filled and are valid.

    ``named`` words the value of a field that has no words of its own.
    """
    form.is_valid()
    filled = {name: value for name, value in form.cleaned_data.items() if value not in (None, "", False)}
    query = urlencode([(name, form.data[name]) for name in sorted(filled)])
    words = [
        (field.label or name, _worded(field, filled[name], (named or {}).get(name)))
        for name, field in form.fields.items()
        if name in filled
    ]
    return Asked(query, words)


def _worded(field: forms.Field, value: Any, named: Callable[[Any], Text] | None) -> Text:
    if named:
        return named(value)
    if isinstance(field, forms.ModelChoiceField):
        return localized(value, "name")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices)[value])
    return "✓" if value is True else str(value)

"""The questions of a list: the same names as on its page, read by the same form."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, serializers

from foundation.api.narrowing import Kind, form_of
from foundation.api.paging import LIMIT, LIMIT_MAX
from foundation.api.parsing import UNTEXT

FIELDS = ("fields",)
PAGING = ("after", "limit", *FIELDS)


def check_known(request: Any, known: Iterable[str], beside: Iterable[str] = PAGING) -> None:
    """A parameter that is not known is a mistake, not a wish to be passed over. Raises ParseError."""
    allowed = {*known, *beside}
    for name, values in request.query_params.lists():
        if name not in allowed:
            sentence = _("There is no parameter «%(name)s» here; there are: %(known)s.")
            shown = "".join(sign for sign in name[:50] if sign.isprintable())
            raise exceptions.ParseError(sentence % {"name": shown, "known": ", ".join(sorted(allowed))}, "parameter")
        if any(UNTEXT.search(value) for value in (name, *values)):
            raise exceptions.ParseError(_("The text holds characters that are not allowed."), "not_text")


def read(kind: Kind, request: Any) -> dict[str, Any]:
    """The filters that were asked for, clean. Raises ValidationError at the parameter."""
    form = form_of(kind)
    if form is None:
        return {}
    asked = form(request.query_params)
    if not asked.is_valid():
        raise serializers.ValidationError({name: list(map(str, found)) for name, found in asked.errors.items()})
    return {name: value for name, value in asked.cleaned_data.items() if value not in (None, "", [], False)}


def limit_of(request: Any) -> int:
    """How many rows a page has at most."""
    text = request.query_params.get("limit")
    if text is None:
        return LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= LIMIT_MAX):
        raise serializers.ValidationError({"limit": [_("A number from 1 to %(most)s.") % {"most": LIMIT_MAX}]})
    return int(text)


def fields_of(request: Any, known: Callable[[], Iterable[str]]) -> list[str]:
    """The fields that were asked for; empty: all."""
    wanted = [name for name in request.query_params.get("fields", "").split(",") if name]
    names = set(known()) if wanted else set()  # few ask, and to know the names costs more than a small answer
    if unknown := [name for name in wanted if name not in names]:
        sentence = _("There is no field «%(name)s» here.") % {"name": unknown[0][:50]}
        raise serializers.ValidationError({"fields": [sentence]})
    return wanted

"""Parts of the public list. Put together here and not in templates, since a page shows a hundred and more of each; and
kept, since they are the same for everybody who asks the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from foundation.core import presentation
from foundation.core.templatetags.portal import _component, status_tag
from registry.choices import LegalForm, OrganisationStatus
from registry.queries.conditions import NEWEST, RECEIVED
from registry.queries.labels import named
from registry.queries.offers import Facet, Option
from registry.queries.paging import Line
from registry.queries.pointmap import PointMap
from registry.queries.regions import RegionMap, Tile

register = template.Library()
KEPT = 256
SOME_BIN = "0" * 12


@register.simple_tag
def facet_list(shown: Iterable[Facet], form: str) -> str:
    """Facets: their values with counts, as boxes of the form with the id ``form``; one alone stands by itself."""
    language = presentation.language()
    return SafeString("".join([_facet(facet, form, language) for facet in shown]))


@register.simple_tag
def number_found(number: int) -> str:
    """«14 organisations»."""
    return ngettext("%(shown)s organisation", "%(shown)s organisations", number) % {
        "shown": presentation.figure(number)
    }


@lru_cache(maxsize=KEPT)
def _facet(shown: Facet, form: str, language: str) -> SafeString:
    boxes = "".join(_box(shown.name, option, form) for option in shown.options)
    group = f'<div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes">{boxes}</div>'
    if not shown.legend:
        return SafeString(group)
    chosen = f' <span class="cp-facet__chosen">{presentation.figure(shown.chosen)}</span>' if shown.chosen else ""
    legend = escape(shown.legend)
    return SafeString(
        f'<details class="govuk-details cp-facet"{" open" if shown.chosen else ""}><summary class="govuk-details__summary">'
        f'<span class="govuk-details__summary-text">{legend}{chosen}</span></summary><div class="govuk-details__text">'
        f'<fieldset class="govuk-fieldset"><legend class="govuk-visually-hidden">{legend}</legend>{group}</fieldset>'
        "</div></details>"
    )


def _box(name: str, option: Option, form: str) -> str:
    id_ = f"{name}-{option.value}"
    return (
        f'<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox" id="{id_}" name="{name}" '
        f'value="{option.value}" form="{form}"{" checked" if option.is_chosen else ""}>'
        f'<label class="govuk-label govuk-checkboxes__label" for="{id_}">{escape(option.label)} '
        f'<span class="cp-facet__count">({presentation.figure(option.number)})</span></label></div>'
    )


@register.simple_tag
def result_rows(lines: Sequence[Line], regions: Mapping[str, str], sort: str) -> str:
    """The rows of the list."""
    language = presentation.language()
    forms, tags = _labels(language)
    places = {code: escape(name) for code, name in regions.items()}
    card = reverse("registry:ngo-detail", args=[SOME_BIN]).replace(SOME_BIN, "{}")
    return SafeString(
        "".join(
            f'<tr><th scope="row"><a class="govuk-link" href="{card.format(line.bin) if line.bin else line.address}">'
            f"{escape(named(line.name_kk, line.name_ru, line.name_en, language))}</a></th>"
            f"<td>{line.bin or '–'}</td><td>{forms[line.legal_form]}</td><td>{places[line.region_code]}</td>"
            f"<td>{tags[line.status]}</td>{_last(line, sort)}</tr>"
            for line in lines
        )
    )


@lru_cache(maxsize=8)
def _labels(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Legal forms in words, and the coloured words of states."""
    return (
        {value: escape(str(label)) for value, label in LegalForm.choices},
        {value: status_tag(value, str(label)) for value, label in OrganisationStatus.choices},
    )


def _last(line: Line, sort: str) -> str:
    if sort == NEWEST:
        return f"<td>{_day(line.registered_on, presentation.language()) if line.registered_on else '–'}</td>"
    return f'<td class="num">{presentation.tenge(Decimal(line.received) / 100)}</td>' if sort == RECEIVED else ""


@lru_cache(maxsize=8192)
def _day(date: dt.date, _language: str) -> str:
    return presentation.day(date)


@register.simple_tag(takes_context=True)
def region_map(context: RequestContext, shown: RegionMap, caption: str = "", what: str = "", note: str = "") -> str:
    """The map of regions with its table; each region is a link that narrows the list to it.

    Without words of its own it counts organisations: ``caption`` of the whole, ``what`` is counted, ``note`` how to read it.
    """
    query = context["request"].GET
    if query:
        query = query.copy()
        for key in ("region", "after"):
            query.pop(key, None)
    start = query.urlencode()
    address = f"?{start}&region=" if start else "?region="
    return _map(shown, address, (str(caption), str(what), str(note)), presentation.language())


@lru_cache(maxsize=KEPT)
def _map(shown: RegionMap, query: str, words: tuple[str, str, str], language: str) -> SafeString:
    picture = SafeString("".join(_tile(tile, escape(query)) for tile in shown.tiles))
    caption, what, note = words
    return _component("region_map", map=shown, query=query, tiles=picture, caption=caption, what=what, note=note)


def _tile(tile: Tile, query: str) -> str:
    count = presentation.figure(tile.number)
    chosen, current = (" cp-map__tile--chosen", ' aria-current="true"') if tile.is_chosen else ("", "")
    # What is seen is part of the name that is read out, so that people who speak to their machine can say it.
    label = escape(f"{tile.short} {count}: {tile.name}")
    return (
        f'<a class="cp-map__tile cp-map__tile--{tile.shade}{chosen}" href="{query}{tile.code}#results" '
        f'aria-label="{label}"{current}><rect x="{tile.x}" y="{tile.y}" width="56" height="56" rx="6"/>'
        f'<text class="cp-map__name" x="{tile.middle}" y="{tile.name_line}" aria-hidden="true">{escape(tile.short)}</text> '
        f'<text class="cp-map__count" x="{tile.middle}" y="{tile.count_line}" aria-hidden="true">{count}</text></a>'
    )


@register.simple_tag
def point_map(shown: PointMap, caption: str) -> str:
    """The map of what people said of places (``registry.queries.pointmap``) with its table."""
    return _component("point_map", map=shown, caption=str(caption))

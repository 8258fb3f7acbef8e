"""Tags and filters of every page; ``docs/components.md`` shows each with an example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from zlib import crc32

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.context import RequestContext
from django.template.loader import get_template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.core import presentation, rendering
from foundation.core.addresses import address
from foundation.core.text import localized as localized_text

register = template.Library()
EMPTY = SafeString("")
Number = Decimal | int


# Text and numbers


@register.filter
def localized(obj: Any, name: str) -> str:
    """``name_kk``, ``name_ru`` or ``name_en`` in the order that fits the reader."""
    return localized_text(obj, name) if obj else ""


@register.filter
def tenge(amount: Number | None) -> str:
    return "" if amount is None or amount == "" else presentation.tenge(amount)


@register.filter
def figure(number: Number | None) -> str:
    return "" if number is None or number == "" else presentation.figure(number)


@register.filter
def decimal(number: Number | None, places: int = 2) -> str:
    return "" if number is None or number == "" else presentation.figure(number, places)


@register.filter
def days_left(count: int | None) -> str:
    """«3 working days left», «late by 2 working days»."""
    return "" if count is None else presentation.days_left(count)


@register.filter
def public_name(person: Any) -> str:
    """First name and initial of a private person, for pages that everybody reads."""
    return presentation.public_name(person.full_name) if person else ""


@register.filter
def day(date: dt.date | None) -> str:
    if not date:
        return ""
    iso = presentation.local(date).date() if isinstance(date, dt.datetime) else date
    return format_html('<time datetime="{}">{}</time>', iso.isoformat(), presentation.day(date))


@register.filter
def moment(value: dt.datetime | None, zone: str = "") -> str:
    """``zone`` as the argument adds «(Astana time)»: for deadlines."""
    if not value:
        return ""
    iso = presentation.local(value).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', iso, presentation.moment(value, with_zone=bool(zone)))


# Addresses


@register.simple_tag
def link_to(text: str, view_name: str, *args: Any, css: str = "govuk-link", wrap: str = "", **kwargs: Any) -> str:
    """A link by route name, within the element ``wrap`` (a paragraph looks like others); nothing without such a route."""
    url = address(view_name, *args, **kwargs)
    if not url:
        return EMPTY
    link = format_html('<a class="{}" href="{}">{}</a>', css, url, text)
    if wrap == "p":
        return format_html('<p class="govuk-body">{}</p>', link)
    return format_html("<{0}>{1}</{0}>", wrap, link) if wrap else link


@register.simple_tag
def crumb(text: str, view_name: str = "", *args: Any, **kwargs: Any) -> str:
    url = address(view_name, *args, **kwargs) if view_name else ""
    if not url:
        return format_html('<li class="govuk-breadcrumbs__list-item">{}</li>', text)
    link = '<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="{}">{}</a></li>'
    return format_html(link, url, text)


@register.simple_block_tag
def breadcrumbs(content: str) -> str:
    return format_html(
        '<nav class="govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile" aria-label="{}">'
        '<ol class="govuk-breadcrumbs__list">{}{}</ol></nav>',
        _("Breadcrumb"),
        crumb(_("Home"), "home"),
        content,
    )


@register.simple_tag
def back_link(url: str, text: str = "") -> str:
    # A landmark of its own, since it stands before the main part of the page.
    link = '<nav aria-label="{}"><a class="govuk-back-link" href="{}">{}</a></nav>'
    return format_html(link, _("Way back"), url, text or _("Back"))


# Showing


def _component(template_name: str, /, **context: Any) -> SafeString:
    return SafeString(get_template(f"_components/{template_name}.html").render(context))


@register.simple_tag
def page_heading(text: str, caption: str = "") -> str:
    above = format_html('<p class="cp-heading__caption">{}</p>', caption) if caption else EMPTY
    return format_html('<div class="cp-heading">{}<h1 class="cp-heading__title">{}</h1></div>', above, text)


@register.simple_tag
def status_tag(status: Any, text: str, kind: str = "") -> str:
    kind = kind if kind in presentation.KINDS else presentation.kind_of(status)
    # Not format_html: a list shows fifty of these.
    return SafeString(f'<strong class="govuk-tag cp-tag--{kind}">{conditional_escape(text)}</strong>')


@register.simple_block_tag
def columns(content: str) -> str:
    return format_html('<div class="cp-reading">{}</div>', content)


@register.simple_block_tag
def summary_list(content: str, title: str = "") -> str:
    return _component("summary_list", content=content, title=title)


@register.simple_block_tag
def summary_row(content: str, key: str, action_url: str = "", action_text: str = "") -> str:
    return _component("summary_row", content=content, key=key, action_url=action_url, action_text=action_text)


@register.simple_block_tag
def table(content: str, caption: str, caption_hidden: bool = False, stacked: bool | str = False) -> str:
    """``stacked``: on a phone each row becomes a small list, of cells that carry their heading as ``data-label``; with
    ``stacked="lines"`` each cell has a line of its own, for words."""
    return format_html(
        '<div class="cp-table{}"><div class="cp-table__scroll" role="region" aria-label="{}" tabindex="0">'
        "<table{}><caption{}>{}</caption>{}</table></div></div>",
        (" cp-table--stacked cp-table--lines" if stacked == "lines" else " cp-table--stacked") if stacked else "",
        caption,
        SafeString(' role="table"') if stacked else "",
        SafeString(' class="govuk-visually-hidden"') if caption_hidden else "",
        caption,
        content,
    )


@register.simple_block_tag
def comparison(content: str, caption: str) -> str:
    """Things in columns; on a phone each row becomes a list, with ``data-label`` of a cell before it."""
    return format_html('<div class="cp-compare"><table><caption>{}</caption>{}</table></div>', caption, content)


@register.simple_block_tag
def task_list(content: str) -> str:
    return format_html('<ul class="govuk-task-list">{}</ul>', content)


@register.simple_tag
def task(title: str, url: str, status: str, kind: str = "attention", hint: str = "") -> str:
    tag = {"done": "", "blocked": "", "started": "waiting"}.get(kind, kind)
    id_ = _id("task", url, title)
    return _component("task", id=id_, title=title, url=url, status=status, kind=kind, tag=tag, hint=hint)


def _id(name: str, *parts: Any) -> str:
    """An id that is the same each time the same thing is shown, and another for another thing."""
    return f"{name}-{crc32(' '.join(str(part) for part in parts).encode()):08x}"


@register.simple_block_tag
def banner(content: str, kind: str = "", title: str = "") -> str:
    names = {"success": _("Success"), "warning": _("Warning")}
    title = title or names.get(kind, _("Important"))
    return _component("banner", content=content, kind=kind, title=title, id=_id("banner", title, content))


@register.simple_tag(takes_context=True)
def message_banners(context: RequestContext) -> str:
    """What ``django.contrib.messages`` holds for this person, each once."""
    kinds = {"success": "success", "warning": "warning", "error": "warning"}
    line = '<p class="govuk-notification-banner__heading">{}</p>'
    shown = [
        banner(format_html(line, message.message), kind=kinds.get(message.level_tag, ""))
        for message in context.get("messages") or []
    ]
    return SafeString("".join(shown))


@register.simple_block_tag
def warning(content: str) -> str:
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span>'
        '<strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">{}</span> {}</strong></div>',
        _("Warning"),
        content,
    )


@register.simple_block_tag
def inset(content: str) -> str:
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> str:  # noqa: A002  named as in HTML
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        " open" if open else "",
        summary,
        content,
    )


@register.simple_block_tag
def panel(content: str, title: str) -> str:
    return format_html(
        '<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">{}</h1>'
        '<div class="govuk-panel__body">{}</div></div>',
        title,
        content,
    )


@register.simple_block_tag
def card(content: str, title: str, url: str = "", caption: str = "", footer: str = "") -> str:
    return _component("card", content=content, title=title, url=url, caption=caption, footer=footer)


@register.simple_tag
def key_figures(figures: Iterable[Sequence[Any]]) -> str:
    shown = [{"value": _shown(item[0]), "label": item[1], "url": item[2] if len(item) > 2 else ""} for item in figures]
    return _component("key_figures", figures=shown) if shown else EMPTY


def _shown(value: Any) -> str:
    return presentation.figure(value) if isinstance(value, Decimal | int) else str(value)


@register.simple_tag
def progress(done: int, total: int | None, label: str) -> str:
    return _component("progress", done=done, total=total, label=label)


@register.simple_tag
def bar_chart(caption: str, rows: Iterable[tuple[Any, ...]], unit: str = "", label: str = "") -> str:
    return _component("bar_chart", caption=caption, bars=presentation.bars(rows), unit=unit, label=label)


@register.simple_tag
def interval_chart(
    caption: str, rows: Iterable[tuple[Any, ...]], places: int = 0, label: str = "", point: str = "", between: str = ""
) -> str:
    shown = presentation.intervals(rows, places)
    return _component("interval_chart", caption=caption, rows=shown, label=label, point=point, between=between)


@register.simple_tag
def content_table(heading: str, table: dict[str, Any], caption_hidden: bool = False) -> str:
    """A table of a long form (``head``, ``rows``, ``numbers``); with ``bars`` and ``months`` it draws the plan too."""
    bars = presentation.stretches(table["bars"], table["months"]) if table.get("months") else []
    rows = [{"cells": row, "bar": bar, "is_drawn": bool(bars)} for row, bar in zip_longest(table["rows"], bars)]
    options = {"rows": rows, "has_bars": bool(bars), "caption_hidden": caption_hidden}
    return _component("content_table", heading=heading, table=table, **options)


@register.simple_tag
def empty_state(sentence: str, text: str = "", url: str = "", link: str = "") -> str:
    return _component("empty_state", sentence=sentence, text=text, url=url, link=link)


@register.simple_block_tag
def contents(content: str, heading: str = "") -> str:
    heading = heading or _("On this page")
    return format_html(
        '<nav class="cp-contents" aria-label="{}"><p class="cp-contents__heading">{}</p><ul>{}</ul></nav>',
        heading,
        heading,
        content,
    )


@register.simple_tag
def document_link(url: str, name: str, size: int | None = None, kind: str = "") -> str:
    return _component("document_link", url=url, name=name, size=size, kind=kind)


@register.simple_tag
def explanation(steps: Iterable[Sequence[Any]]) -> str:
    rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", ((step[0], _shown(step[1])) for step in steps))
    return format_html('<dl class="cp-explanation">{}</dl>', rows)


@register.simple_tag
def pagination(next_url: str = "", previous_url: str = "", next_label: str = "", previous_label: str = "") -> str:
    if not next_url and not previous_url:
        return EMPTY
    return _component(
        "pagination", next_url=next_url, previous_url=previous_url, next_label=next_label, previous_label=previous_label
    )


@register.simple_tag
def search_box(action: str, label: str, value: str = "", name: str = "q", hint: str = "", inverse: bool = False) -> str:
    return _component("search_box", action=action, label=label, value=value, name=name, hint=hint, inverse=inverse)


# Forms


@register.simple_tag
def form_errors(*sources: Any) -> str:
    found = rendering.problems(*sources)
    return _component("form_errors", problems=found) if found else EMPTY


@register.simple_tag
def field(bound: BoundField | str, **options: Any) -> str:
    """The component of a form field; a field that the form does not have comes out as nothing."""
    return rendering.field_html(bound, **options) if isinstance(bound, BoundField) else EMPTY


@register.simple_tag
def fields(form: BaseForm, **options: Any) -> str:
    shown = [rendering.field_html(bound, **options) for bound in form.visible_fields()]
    return SafeString("".join([hidden_fields(form), *shown]))


@register.simple_tag
def hidden_fields(form: BaseForm) -> str:
    return SafeString("".join(bound.as_hidden() for bound in form.hidden_fields()))


@register.simple_tag
def formset_rows(formset: Any, legend: str, add_label: str = "", row_label: str = "", hint: str = "") -> str:
    return _component(
        "formset_rows",
        formset=formset,
        rows=rendering.rows(formset),
        legend=legend,
        add_label=add_label or _("Add a row"),
        row_label=row_label or _("Row"),
        hint=hint,
        may_add=formset.total_form_count() < formset.max_num,
    )


@register.simple_tag
def submit_button(text: str, name: str = "", value: str = "", kind: str = "") -> str:
    attrs = format_html(' name="{}" value="{}"', name, value) if name else EMPTY
    classes = {"secondary": " govuk-button--secondary", "danger": " govuk-button--warning"}.get(kind, "")
    return format_html('<button type="submit" class="govuk-button{}"{}>{}</button>', classes, attrs, text)


@register.simple_tag
def button_link(text: str, url: str, kind: str = "", start: bool = False) -> str:
    return _component("button_link", text=text, url=url, kind=kind, start=start)


@register.simple_tag(takes_context=True)
def autosave_status(context: RequestContext) -> str:
    request = context.get("request")
    user = getattr(request, "user", None)
    return _component(
        "autosave_status", user_key=getattr(user, "pk", None) or "", login_url=address(str(settings.LOGIN_URL))
    )

"""Tags of the frame around every page: title, navigation, languages."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context, RequestContext
from django.urls import get_urlconf
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.core import presentation, rendering
from foundation.core.addresses import address

register = template.Library()
EMPTY = SafeString("")
# More kinds of a part than there are routes and languages are a sign of a key that a visitor can choose.
MOST_KEPT = 2000


class KeptNode(template.Node):
    """Renders its content once for each language and key, then repeats it."""

    def __init__(self, nodelist: NodeList, parts: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.parts = parts
        self.kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), get_urlconf(), *(part.resolve(context) for part in self.parts))
        html = self.kept.get(key)
        if html is None:
            html = self.nodelist.render(context)
            # A part of the key that is unknown, as on an error page, says nothing about the page.
            if None not in key[2:] and "" not in key[2:] and len(self.kept) < MOST_KEPT:
                self.kept[key] = html
        return html


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """``{% kept key … %}…{% endkept %}``: content that is the same for everybody in one language and with these keys.

    The keys must come from us, never from the address as typed or from the person. The content must not be personal.
    """
    parts = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, parts)


@register.simple_tag(takes_context=True)
def title_prefix(context: RequestContext) -> str:
    """«Error: » when a form or formset of the page was sent and is wrong: the title is what is read out first."""
    values = [value for layer in context.dicts for value in layer.values()]
    return _("Error: ") if rendering.has_problems(values) else ""


@register.simple_tag(takes_context=True)
def nav_item(context: RequestContext, text: str, view_name: str) -> str:
    """An item of the main navigation, marked when the page is in its section; nothing when there is no such route."""
    url = address(view_name)
    if not url:
        return EMPTY
    path = context["request"].path if "request" in context else ""
    here = path == url or (path.startswith(url) and url != address("home"))
    current = format_html(' aria-current="{}"', "page" if path == url else "true") if here else ""
    active = " govuk-service-navigation__item--active" if here else ""
    return format_html(
        '<li class="govuk-service-navigation__item{}"><a class="govuk-service-navigation__link" href="{}"{}>{}</a></li>',
        active,
        url,
        current,
        text,
    )


@register.simple_tag(takes_context=True)
def language_links(context: RequestContext) -> str:
    """The same page in the other languages. Addresses differ by their prefix alone, so that pages of errors work too."""
    request = context.get("request")
    full = request.get_full_path() if request else "/"
    first, slash, rest = full[1:].partition("/")
    codes = [code for code, _name in settings.LANGUAGES]
    if first not in codes or not slash:
        rest = ""
    return SafeString("".join(_language_link(code, name, escape(rest)) for code, name in settings.LANGUAGES))


def _language_link(code: str, name: str, rest: str) -> str:
    current = ' aria-current="true"' if code == presentation.language() else ""
    return (
        f'<li><a class="cp-header__link" href="/{code}/{rest}" lang="{code}" hreflang="{code}"{current}>{name}</a></li>'
    )

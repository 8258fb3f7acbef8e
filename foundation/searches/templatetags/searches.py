"""The way from a list to a saved search."""

from __future__ import annotations

from django import template
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.core.addresses import address

register = template.Library()


@register.simple_tag(takes_context=True)
def save_search(context: RequestContext, code: str) -> SafeString:
    """A link that keeps the filters of this page under a name. ``code`` is that of a registered list."""
    query = context["request"].GET.urlencode()
    url = address("searches:search-save", code)
    return format_html(
        '<p class="govuk-body"><a class="govuk-link" href="{}" rel="nofollow">{}</a></p>',
        f"{url}?{query}" if query else url,
        _("Save this search and be told what is new"),
    )

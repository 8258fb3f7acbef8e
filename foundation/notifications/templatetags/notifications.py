"""Messages in templates."""

from __future__ import annotations

from django import template
from django.template import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core.addresses import address
from foundation.notifications import queries, wording
from foundation.notifications.models import Message

register = template.Library()
register.filter("subject", wording.subject)
register.filter("body", wording.body)
register.filter("link", wording.link)


@register.simple_tag(takes_context=True)
def messages_link(context: RequestContext) -> SafeString:
    """The link to the messages with the number of unread ones. Asks the database for signed-in people alone."""
    user = context["request"].user
    if not user.is_authenticated:
        return SafeString("")
    count = queries.unread_count(user)
    shown = f"{queries.COUNT_MAX - 1}+" if count >= queries.COUNT_MAX else str(count)
    return format_html(
        '<li><a class="cp-header__link" href="{}">{}{}</a></li>',
        address("notifications:message-list"),
        _("Messages"),
        _badge(count, shown),
    )


def _badge(count: int, shown: str) -> SafeString:
    if not count:
        return SafeString("")
    words = ngettext("%(count)s unread", "%(count)s unread", count) % {"count": shown}
    return format_html(
        ' <span aria-hidden="true">({})</span><span class="govuk-visually-hidden"> ({})</span>',
        shown,
        words,
    )


@register.filter
def is_unread(message: Message) -> bool:
    return message.read_at is None

"""Messages in words, in the language in force."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path, gettext, override

from foundation.core.text import FALLBACKS
from foundation.notifications.models import Message


def trilingual(obj: Any, name: str) -> dict[str, str]:
    """``name`` of ``obj`` in its three languages, as a value of ``context``: each reader gets the own one."""
    return {code: str(getattr(obj, f"{name}_{code}", "") or "") for code in FALLBACKS}


def in_each(text: Callable[[], str]) -> dict[str, str]:
    """A text that is made anew in each language, days and moments, as a value of ``context``."""
    found = {}
    for code in FALLBACKS:
        with override(code):
            found[code] = text()
    return found


def subject(message: Message) -> str:
    """One line: line breaks in a value would forge headers of a mail."""
    return " ".join(fill(message.subject, message.context).split())


def body(message: Message) -> str:
    return fill(message.body, message.context)


def fill(sentence: str, context: Mapping[str, Any]) -> str:
    """``sentence`` translated and its placeholders filled. KeyError when a value is missing."""
    if not sentence:
        return ""
    return gettext(sentence) % {name: _value(value) for name, value in context.items()}


def link(message: Message) -> str:
    """Path of the page that the message speaks of, in the language in force; '' when there is none."""
    if not message.link:
        return ""
    wanted = get_language() or "kk"
    # An address is understood only while the language of its own prefix is in force.
    with override(get_language_from_path(message.link) or wanted):
        return translate_url(message.link, wanted)


def address(path: str) -> str:
    """``path`` as it is typed into a browser elsewhere."""
    return f"{settings.PUBLIC_ADDRESS}{path}" if path else ""


def _value(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    language = (get_language() or "kk")[:2]
    return next((value[code] for code in FALLBACKS.get(language, FALLBACKS["kk"]) if value.get(code)), "")

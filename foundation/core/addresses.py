"""Addresses of pages by route name, for pages that are shown whether or not a room is installed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import get_language


def address(view_name: str, *args: Any, **kwargs: Any) -> str:
    """Address of a route in the language in force; '' when there is no such route."""
    if not args and not kwargs:
        return _fixed_address(view_name, get_language() or "", get_urlconf() or settings.ROOT_URLCONF)
    try:
        return reverse(view_name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=512)
def _fixed_address(view_name: str, language: str, urlconf: str) -> str:
    """Kept, because each page asks for the same dozen, and asking for a missing one is slow."""
    try:
        return reverse(view_name)
    except NoReverseMatch:
        return ""

"""Standards as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count

from socialorder.choices import StandardStatus
from socialorder.models import Standard


def listed(user: Any, asked: Mapping[str, Any]) -> list[Standard]:
    """In force, and drafts of the bodies that the person serves."""
    found = Standard.objects.visible_to(user).exclude(status=StandardStatus.SUPERSEDED)
    if asked.get("sphere"):
        found = found.filter(sphere=asked["sphere"])
    return list(found.annotate(asked=Count("criteria")).order_by("sphere", "title_ru", "pk"))


def versions_of(user: Any, standard: Standard) -> list[Standard]:
    """All versions that the person may see, the newest first."""
    return list(Standard.objects.visible_to(user).filter(code=standard.code).order_by("-version"))

"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """``is_demo``: whether the organisations and people shown are invented; ``languages``: code and own name."""
    return {"is_demo": settings.PORTAL_MODE == "demo", "languages": settings.LANGUAGES}

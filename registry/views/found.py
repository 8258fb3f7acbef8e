"""The record that an address names: by BIN, or by key when it has none."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from registry import queries
from registry.models import Organisation


def record_of(number: str = "", pk: int | None = None) -> Organisation:
    """With all that the card reads; 404 when there is none."""
    wanted: dict[str, Any] = {"bin": number} if pk is None else {"bin": None, "pk": pk}
    return get_object_or_404(queries.cards(), **wanted)

"""Small words of declarations: a column of a related row, a rule asked about a part of the object."""

from __future__ import annotations

from collections.abc import Callable

from rest_framework import serializers

from foundation.api.paging import value_of


def of(path: str, help_text: str = "") -> serializers.CharField:
    """A column of a related row, like «body.code»; null when there is no such row."""
    return serializers.CharField(source=path, read_only=True, allow_null=True, help_text=help_text)


def about(check: Callable[..., object], path: str) -> Callable[..., object]:
    """``check`` asked about what stands at ``path`` of the object: the body that it belongs to."""
    return lambda user, row: check(user, value_of(row, path))

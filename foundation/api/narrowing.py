"""Filters of lists that have no page of their own: «the lots of this tender», «those that wait»."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import TextChoices

YEARS = (1900, 2200)


class KeyField(forms.CharField):
    """The key of a row of another list."""


def by(**paths: str | type[TextChoices] | list[tuple[str, Any]]) -> type[forms.Form]:
    """A form that asks by GET: parameter → the path to the column, or what the column of that name holds.

    A path to a key of ours (``…_id``), a sphere or a year takes a number; a year is one that a date may have.
    """
    fields: dict[str, Any] = {name: _field(path) for name, path in paths.items()}
    columns = {name: path if isinstance(path, str) else name for name, path in paths.items()}
    return type("Asked", (forms.Form,), {**fields, "columns": columns, "__doc__": "What a list is narrowed by."})


def _field(path: str | type[TextChoices] | list[tuple[str, Any]]) -> forms.Field:
    if not isinstance(path, str):
        choices = path if isinstance(path, list) else path.choices
        return forms.ChoiceField(choices=[("", ""), *choices], required=False)
    if path.endswith("year"):
        return forms.IntegerField(required=False, min_value=YEARS[0], max_value=YEARS[1])
    if path.endswith(("_id", "sphere")):
        return forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    return (KeyField if path.endswith("region") else forms.CharField)(required=False, max_length=100)


def columns_of(asked: dict[str, Any], form: type[forms.Form] | None) -> dict[str, Any]:
    """What was asked, by column."""
    columns = getattr(form, "columns", {})
    return {columns.get(name, name): value for name, value in asked.items()}

"""Filters of lists that have no page of their own: «the lots of this tender», «those that wait»."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, Model, QuerySet, TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

YEARS = (1900, 2200)


class KeyField(forms.CharField):
    """The key of a row of another list."""


class OffsetField(forms.CharField):
    """A moment with its offset."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            moment = parse_datetime(text) if text else None
            if moment is not None and timezone.is_aware(moment):
                # PostgreSQL takes no offset of more than 16 hours, and no year outside our calendar.
                return moment.astimezone(dt.UTC)
        except (ValueError, OverflowError):
            moment = None
        if text:
            raise ValidationError(_("Say the offset of the moment, like 2026-03-01T18:00:00+05:00."), code="naive")
        return moment


class MomentFilter(django_filters.Filter):
    """Rows from a moment on, or before it."""

    field_class = OffsetField


def of_model(model: type[Model], *columns: str, times: tuple[str, ...] = ()) -> type[django_filters.FilterSet]:
    """Filters declared from the columns of a model, for a list that has no page: ``columns`` as they are, and of ``times``
    (days or moments) «<name>_since» and «<name>_before». Name columns that an index of the list holds.
    """
    meta = type("Meta", (), {"model": model, "fields": list(columns)})
    spans = {
        f"{name}_{word}": _time(model, name)(field_name=name, lookup_expr=lookup)
        for name in times
        for word, lookup in (("since", "gte"), ("before", "lt"))
    }
    return type("Asked", (django_filters.FilterSet,), {"Meta": meta, "__doc__": "What a list is narrowed by.", **spans})


def _time(model: type[Model], name: str) -> type[django_filters.Filter]:
    return MomentFilter if isinstance(model._meta.get_field(name), DateTimeField) else django_filters.DateFilter


# A form, a FilterSet (whose stubs there are not), or nothing.
Kind = Any


@cache
def form_of(kind: Kind) -> type[forms.Form] | None:
    """The form that reads the questions of a list, whatever they were declared by."""
    if kind is None or issubclass(kind, forms.Form):
        return kind
    return kind().get_form_class()


def narrowed(found: QuerySet[Any], asked: dict[str, Any], kind: Kind) -> QuerySet[Any]:
    """``found`` as it was asked for: by the filters of a set, else by columns of the names of a form."""
    if kind is None or issubclass(kind, forms.Form):
        columns = columns_of(asked, kind)
        return found.filter(**{f"{name}__in" if isinstance(one, list) else name: one for name, one in columns.items()})
    for name, value in asked.items():
        found = kind.base_filters[name].filter(found, value)
    return found


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

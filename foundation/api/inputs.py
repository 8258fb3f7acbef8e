"""What an action takes, made from the form of the page: the same fields, lists, sentences and checks, one source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from rest_framework import serializers

from foundation.api.narrowing import KeyField, OffsetField
from foundation.api.serializers import Moment, Strict
from foundation.core.forms import DateField, MomentField, UploadField

Make = Callable[[forms.Field, dict[str, Any]], serializers.Field]


class Key(serializers.CharField):
    """The key of a row of another list: a form of text can be told, whether there is such a row cannot."""


def of_form(
    form: type[forms.Form], *, name: str = "", partial: bool = False, needs: tuple[str, ...] = (), **made_with: Any
) -> type[Strict]:
    """A serializer with the fields of ``form``. What passes it is judged by the form itself; ``made_with`` are the
    other arguments of the form. With ``partial`` fields that are not sent are left out of what comes out, but for those
    that it ``needs``. Files are sent by themselves, to /api/v1/documents/.
    """
    fields = {
        field_name: _field(field, required=field_name in needs or (field.required and not partial))
        for field_name, field in form.base_fields.items()
        if not isinstance(field, UploadField | forms.FileField)
    }

    def validate(self: Any, attrs: dict[str, Any]) -> dict[str, Any]:
        return _judge(form, attrs, made_with, tuple(fields) if not partial else tuple(attrs))

    body = {"__doc__": (form.__doc__ or "").strip(), "validate": validate, "form": form, **fields}
    return type(name or form.__name__.removesuffix("Form") + "Input", (Strict,), body)


def _judge(
    form: type[forms.Form], attrs: Mapping[str, Any], made_with: dict[str, Any], shown: tuple[str, ...]
) -> dict[str, Any]:
    judged = form(_typed(form, attrs), **made_with)
    if judged.is_valid():
        return {key: value for key, value in judged.cleaned_data.items() if key in shown}
    faults = {
        field if field != "__all__" else "non_field_errors": [
            serializers.ErrorDetail(str(one.messages[0]), code=one.code or "invalid") for one in found
        ]
        for field, found in judged.errors.as_data().items()
        if field in shown or field == "__all__"
    }
    if faults:
        raise serializers.ValidationError(faults)
    return {key: value for key, value in judged.cleaned_data.items() if key in shown}


def _typed(form: type[forms.Form], attrs: Mapping[str, Any]) -> QueryDict:
    """The values as a browser would send them."""
    data = QueryDict(mutable=True)  # lists of choices keep all their values
    for name, value in attrs.items():
        if isinstance(value, list | set | tuple):
            data.setlist(name, [str(one) for one in sorted(value, key=str)])
        elif isinstance(form.base_fields[name], DateField):
            for part, text in enumerate(_parts(form.base_fields[name], value)):
                data[f"{name}_{part}"] = text
        elif value is not None and value is not False:
            data[name] = "on" if value is True else str(value)
    return data


def _parts(field: forms.Field, value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value)
    parts = [str(value.day), str(value.month), str(value.year)]
    return [*parts, value.strftime("%H:%M")] if isinstance(field, MomentField) else parts


def _field(field: forms.Field, *, required: bool) -> serializers.Field:
    common: dict[str, Any] = {"required": required, "help_text": _text(field.label, field.help_text)}
    return next(KINDS[kind] for kind in type(field).__mro__ if kind in KINDS)(field, common)


def _text(*parts: Any) -> str:
    return ". ".join(str(part).rstrip(".") for part in parts if part)


def _char(field: Any, common: dict[str, Any]) -> serializers.Field:
    length = getattr(field, "max_length", None)
    return serializers.CharField(
        allow_blank=not field.required, max_length=length, trim_whitespace=getattr(field, "strip", True), **common
    )


def _choice(field: Any, common: dict[str, Any]) -> serializers.Field:
    if isinstance(field.choices, Promise) or not field.choices:  # offered when the form is made
        return Key(allow_blank=not field.required, **common)
    known = [(str(value), str(label)) for value, label in field.choices if value not in ("", None)]
    return serializers.ChoiceField(choices=known, allow_blank=not field.required, **common)


def _choices(field: Any, common: dict[str, Any]) -> serializers.Field:
    return _list(serializers.CharField(max_length=100), field, common)


def _keys(field: Any, common: dict[str, Any]) -> serializers.Field:
    return _list(Key(max_length=100), field, common)


def _list(child: serializers.Field, field: Any, common: dict[str, Any]) -> serializers.Field:
    least = 1 if field.required else None
    return serializers.ListField(
        child=child, allow_empty=not field.required, min_length=least, max_length=200, **common
    )


def _numbers(field: Any, common: dict[str, Any]) -> serializers.Field:
    return _list(serializers.IntegerField(min_value=0, max_value=2**31 - 1), field, common)


def _one_of(field: Any, common: dict[str, Any]) -> serializers.Field:
    """The key of a row of a table, as the page's list sends it."""
    return Key(max_length=100, allow_null=not field.required, **common)


def _decimal(field: Any, common: dict[str, Any]) -> serializers.Field:
    return serializers.DecimalField(
        max_digits=field.max_digits or 20, decimal_places=field.decimal_places or 2, allow_null=not field.required,
        min_value=field.min_value, max_value=field.max_value, **common,
    )  # fmt: skip


def _integer(field: Any, common: dict[str, Any]) -> serializers.Field:
    low, high = field.min_value, field.max_value
    return serializers.IntegerField(
        min_value=-(2**31) if low is None else low, max_value=2**31 - 1 if high is None else high,
        allow_null=not field.required, **common,
    )  # fmt: skip


def _boolean(field: Any, common: dict[str, Any]) -> serializers.Field:
    return serializers.BooleanField(**common)


def _day(field: Any, common: dict[str, Any]) -> serializers.Field:
    return serializers.DateField(allow_null=not field.required, **common)


def _moment(field: Any, common: dict[str, Any]) -> serializers.Field:
    return Moment(allow_null=not field.required, **common)


# What a field of a form becomes: by its own class or the nearest one above it.
KINDS: dict[type[Any], Make] = {
    forms.Field: _char,
    MomentField: _moment,
    DateField: _day,
    forms.ModelMultipleChoiceField: _keys,
    forms.ModelChoiceField: _one_of,
    forms.TypedMultipleChoiceField: _numbers,
    forms.MultipleChoiceField: _choices,
    forms.ChoiceField: _choice,
    forms.BooleanField: _boolean,
    forms.DecimalField: _decimal,
    forms.IntegerField: _integer,
    KeyField: _one_of,
    OffsetField: _moment,
    forms.DateField: _day,
}

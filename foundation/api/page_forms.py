"""What an action takes, made from the form of its page *as that page makes it*: with who fills it in, the object that it
is about, and the rows beneath it. The simple case, a form that needs nothing, is ``inputs.of_form``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db.models import Model
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.inputs import _field, _parts
from foundation.api.serializers import Strict
from foundation.core.forms import DateField, ReasonForm
from foundation.documents.models import Document

Values = Callable[..., dict[str, Any]]
Made = Callable[[Any, Any], dict[str, Any]]
# How rows are named in addresses and in what is sent, where the key of the table is only a number of ours.
NAMES = ("code", "slug", "bin")
ROWS_MAX = 200


def of_page(
    page_form: type[forms.Form] | forms.Form,
    *,
    name: str = "",
    made: Made | None = None,
    initial: Callable[[Any], dict[str, Any]] | None = None,
    rows: Mapping[str, type[Strict]] | None = None,
    values: Values | None = None,
) -> type[Strict]:
    """A serializer that is judged by the form of a page; one whose fields are put together as it is made is given made.

    ``made(user, subject)``: the other arguments of the form. ``initial(subject)``: how the object stands; what is not sent stays so.
    ``rows``: lists beneath the form. ``values(form, **rows)``: the keywords of the action, else what is clean.
    """
    form = page_form if isinstance(page_form, type) else type(page_form)
    shown = page_form.base_fields if isinstance(page_form, type) else page_form.fields
    fields = {
        field_name: _declared(field, required=field.required and initial is None) for field_name, field in shown.items()
    }
    nested: dict[str, Any] = {
        row: serializers.ListSerializer(child=kind(), required=initial is None, max_length=ROWS_MAX)
        for row, kind in (rows or {}).items()
    }

    def validate(self: Any, sent: dict[str, Any]) -> dict[str, Any]:
        request, subject = self.context.get("request"), self.context.get("subject")
        stands = initial(subject) if initial else {}
        beneath = {row: sent.get(row, stands.get(row, [])) for row in nested}
        given = {key: value for key, value in {**stands, **sent}.items() if key not in nested}
        user = getattr(request, "user", None)
        judged = judge(form, given, made(user, subject) if made else {}, user)
        return values(judged, **beneath) if values else {**_clean(judged), **beneath}

    body = {"__doc__": (form.__doc__ or "").strip(), "validate": validate, "form": form, **fields, **nested}
    return type((name or form.__name__.removesuffix("Form")) + "Input", (Strict,), body)


def judge(form: type[forms.Form], given: Mapping[str, Any], made_with: dict[str, Any], user: Any = None) -> forms.Form:
    """The form with what was given, when it passes; files are those of ``user``. Raises ValidationError at its fields."""
    judged = form(None, **made_with)
    for field in judged.fields.values():
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            field.to_field_name = key_of(field.queryset.model)
    files = {name: given.get(name) for name, field in judged.fields.items() if isinstance(field, forms.FileField)}
    judged.data, judged.is_bound = _typed(judged.fields, {**given, **dict.fromkeys(files)}), True
    judged.files = MultiValueDict({name: [_sent(name, key, user)] for name, key in files.items() if key})
    if not judged.is_valid():
        raise serializers.ValidationError(
            {
                field if field != "__all__" else "non_field_errors": [_detail(one) for one in found]
                for field, found in judged.errors.as_data().items()
            }
        )
    return judged


def _declared(field: forms.Field, *, required: bool) -> serializers.Field:
    if not isinstance(field, forms.FileField):
        return _field(field, required=required)
    words = f"{field.label}. The id of a file of yours that was sent to /api/v1/documents/"
    return serializers.UUIDField(required=required, allow_null=not required, help_text=words)


def _sent(name: str, key: Any, user: Any) -> UploadedFile:
    """The bytes of a file that ``user`` has sent before. Raises ValidationError."""
    document = Document.objects.filter(pk=key, created_by_id=getattr(user, "pk", None)).first()
    if document is None:
        raise serializers.ValidationError({name: [_("You have sent no such file to /api/v1/documents/.")]})
    with document.file.open("rb") as held:
        return SimpleUploadedFile(document.name, held.read(), document.content_type)


def key_of(model: Any) -> str:
    """By which column a row of ``model`` is named outside: its code, or its number."""
    for name in NAMES:
        if any(one.name == name and one.unique for one in model._meta.concrete_fields):
            return name
    return str(model._meta.pk.name)


def _clean(judged: forms.Form) -> dict[str, Any]:
    return {name: value for name, value in judged.cleaned_data.items() if name in judged.fields}


def _detail(one: ValidationError) -> serializers.ErrorDetail:
    return serializers.ErrorDetail(str(one.messages[0]), code=one.code or "invalid")


def _typed(fields: Mapping[str, forms.Field], given: Mapping[str, Any]) -> QueryDict:
    """The values as a browser would send them."""
    data = QueryDict(mutable=True)
    for name, value in given.items():
        field = fields.get(name)
        if isinstance(field, DateField):
            for part, text in enumerate(_parts(field, value)):
                data[f"{name}_{part}"] = text
        elif isinstance(value, Iterable) and not isinstance(value, str | Mapping):
            data.setlist(name, [_text(one) for one in value])
        elif value is not None and value is not False:
            data[name] = "on" if value is True else _text(value)
    return data


def _text(value: Any) -> str:
    return str(getattr(value, key_of(type(value))) if isinstance(value, Model) else value)


class Gone(serializers.Serializer):
    """It is taken out; nothing is left to be shown."""


REASON = of_page(ReasonForm, name="Reason")

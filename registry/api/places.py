"""NGOs and state bodies as they are named in what is sent: by BIN and by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from registry.models import Body, Organisation
from registry.rules import identifiers

NO_ORGANISATION = _("There is no organisation with this BIN in the registry.")


class OrganisationField(serializers.CharField):
    """The BIN of an NGO; the NGO comes out."""

    default_error_messages = {"unknown": NO_ORGANISATION}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": "BIN of the NGO.", **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        return _found(self, Organisation.objects.filter(bin=identifiers.normalised(super().to_internal_value(data))))


class BodyField(serializers.CharField):
    """The code of a state body; the body comes out."""

    default_error_messages = {"unknown": _("There is no body with this code.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": "Code of the body.", **kwargs})

    def to_internal_value(self, data: Any) -> Any:
        return _found(self, Body.objects.filter(code=super().to_internal_value(data)))


def _found(field: serializers.Field, rows: Any) -> Any:
    row = rows.first()
    if row is None:
        field.fail("unknown")
    return row


def reader_of(context: Mapping[str, Any]) -> Any:
    """With whose eyes a row is shown: a key without the scope to read sees what everybody sees."""
    return context["view"].reader

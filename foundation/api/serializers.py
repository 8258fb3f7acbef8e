"""Fields as the API speaks them: moments in UTC out, with their offset in; money as text; nothing unknown is swallowed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers


class Moment(serializers.DateTimeField):
    """A moment; what is sent must say its offset, since nobody can guess it."""

    default_error_messages = {"naive": _("Say the offset of the moment, like 2026-03-01T18:00:00+05:00.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=dt.UTC, **kwargs)

    def enforce_timezone(self, value: dt.datetime) -> dt.datetime:
        if timezone.is_naive(value):
            self.fail("naive")
        return super().enforce_timezone(value)


class Strict(serializers.Serializer):
    """What is sent: a name that is not known is a mistake, not a wish to be passed over."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = sorted(map(str, set(data) - set(self.fields)))
            if unknown:
                sentence = _("There is no such field here.")
                raise serializers.ValidationError({name: [sentence] for name in unknown}, code="unknown")
        return super().to_internal_value(data)


class Nothing(Strict):
    """An action that needs nothing to be said."""


class Read(serializers.ModelSerializer):
    """How an object is shown. Only what ``fields`` names leaves; ``allowed_actions`` is added by the resource."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {models.DateTimeField: Moment}

"""The key that asks: what it may, until when. Keys are opened, changed and ended by people."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.authentication import client_of
from foundation.api.models import ApiClient
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from registry.queries import systems
from registry.rules import roles


class KeyRead(Read):
    """A key of a system. Its secret is shown once, when it is opened, and stands nowhere."""

    region = serializers.CharField(allow_blank=True, help_text="KATO code; empty: the whole country.")

    class Meta:
        model = ApiClient
        fields = (
            "id", "client_id", "name", "body", "region", "scopes", "created", "expires_at", "rotated_at", "revoked_at",
            "last_used_at",
        )  # fmt: skip


class Keys(Resource):
    """A system reads its own key and nobody else's; an officer, signed in, those of the own bodies."""

    area = "webhooks"
    title = "Keys"
    read = KeyRead
    order = ("-created", "pk")
    lookup_value_converter = "int"

    def objects(self, reader: Any) -> QuerySet[ApiClient]:
        client = client_of(self.request)
        return ApiClient.objects.filter(pk=client.pk) if client else systems.systems_of_all(roles.offices_of(reader))

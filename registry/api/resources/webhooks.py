"""Where a system wants to be told what has changed, and what was told."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.authentication import client_of
from foundation.api.models import Delivery, Webhook
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.errors import NotPermitted
from registry.actions import api_clients


class WebhookRead(Read):
    """An address that is told of changes."""

    class Meta:
        model = Webhook
        fields = ("id", "url", "kinds", "created_at", "stopped_at", "previous_until")


class WebhookWithSecret(WebhookRead):
    """The same with its secret, which is shown this once."""

    secret = serializers.CharField()

    class Meta:
        model = Webhook
        fields = (*WebhookRead.Meta.fields, "secret")

    def to_representation(self, instance: tuple[Webhook, str]) -> dict[str, Any]:
        webhook, secret = instance
        return WebhookRead(webhook).data | {"secret": secret}


class WebhookInput(Strict):
    """Where to, and about what."""

    url = serializers.CharField(max_length=500)
    kinds = serializers.ListField(child=serializers.CharField(max_length=40), max_length=40, required=False)


class DeliveryRead(Read):
    """A message: its very text, and what came of it. `dead` was given up and waits for you."""

    webhook = serializers.UUIDField(source="webhook_id")
    changes = serializers.SerializerMethodField(help_text="How many changes it tells.")

    class Meta:
        model = Delivery
        fields = (
            "id", "webhook", "status", "attempts", "next_at", "last_answer", "last_error", "created_at",
            "delivered_at", "changes",
        )  # fmt: skip

    def get_changes(self, delivery: Delivery) -> int:
        return delivery.body.count('"change":')


class OfSystems(Resource):
    """For systems alone: a person manages them on the page of the body."""

    def own(self) -> Any:
        """The key that asks; raises NotPermitted for people."""
        client = client_of(self.request)
        if client is None:
            raise NotPermitted(_("Only a system has messages; officers see them on the page of the body."))
        return client


class Webhooks(OfSystems):
    """Addresses of your system that are told of changes: signed, and sent again until they are taken."""

    area = "webhooks"
    title = "Webhooks"
    read = WebhookRead
    order = ("created_at", "pk")
    lookup_value_converter = "uuid"
    creates = Act(
        run=api_clients.open_webhook, takes=WebhookInput, gives=WebhookWithSecret, summary="Be told at an address",
    )  # fmt: skip
    acts: ClassVar[dict[str, Act]] = {
        "rotate": Act(
            run=api_clients.rotate_webhook, subject="webhook", gives=WebhookWithSecret,
            summary="Replace the secret; the old one signs too for a day",
        ),
        "stop": Act(run=api_clients.stop_webhook, subject="webhook", summary="Be told nothing more"),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Webhook]:
        return Webhook.objects.filter(client=self.own()).select_related("client")

    def carry_out(self, act: Act, subject: Any) -> Any:
        """A new address is the asking system's."""
        if subject is not None:
            return super().carry_out(act, subject)
        client = self.own()
        sent = act.takes(data=self.request.data)
        sent.is_valid(raise_exception=True)
        return api_clients.open_webhook(client=client, **sent.validated_data, by=self.request.user)


class Deliveries(OfSystems):
    """Messages to your system, the newest first."""

    area = "webhooks"
    title = "Deliveries"
    read = DeliveryRead
    order = ("-created_at", "pk")
    lookup_value_converter = "uuid"
    acts: ClassVar[dict[str, Act]] = {
        "repeat": Act(run=api_clients.repeat_delivery, subject="delivery", summary="Send it again"),
    }

    def objects(self, reader: Any) -> QuerySet[Delivery]:
        return Delivery.objects.filter(webhook__client=self.own()).select_related("webhook__client")

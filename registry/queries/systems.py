"""Keys of a body's systems as officers see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from foundation.api.models import ApiClient, Delivery, DeliveryStatus, Webhook
from registry.models import Body

DELIVERIES_SHOWN = 50


def systems_of(body: Body) -> QuerySet[ApiClient]:
    """Keys of ``body``, those in use first."""
    return ApiClient.objects.of_body(body.code)


def systems_of_all(bodies: QuerySet[Body]) -> QuerySet[ApiClient]:
    """Keys of every one of ``bodies``."""
    return ApiClient.objects.filter(body__in=bodies.values("code"))


@dataclass(frozen=True)
class Messages:
    """Where a system is told, what was told last, and how much was given up."""

    webhooks: list[Webhook]
    deliveries: list[Delivery]
    dead: int


def messages_of(client: ApiClient) -> Messages:
    """The addresses of ``client`` with the newest messages; those that were given up come first."""
    found = Delivery.objects.filter(webhook__client=client)
    dead = found.filter(status=DeliveryStatus.DEAD)
    others = found.exclude(status=DeliveryStatus.DEAD)
    shown = [*dead.select_related("webhook")[:DELIVERIES_SHOWN], *others.select_related("webhook")[:DELIVERIES_SHOWN]]
    return Messages(list(client.webhooks.all()), shown[:DELIVERIES_SHOWN], dead.count())

"""Telling other systems what has changed. Opening, rotating and the like are steps of the registry's actions."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.api import changes, outbound, signing
from foundation.api.models import ApiClient, Delivery, DeliveryStatus, Webhook
from foundation.api.rendering import dumps
from foundation.api.scopes import AREAS
from foundation.audit.record import record
from foundation.core import jobs
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid

# Minutes before the next try; after the last one the message is given up and waits for a person.
WAITS = (1, 5, 30, 120, 360, 720, 1440)
OLD_SECRET = dt.timedelta(hours=24)
WEBHOOKS_MAX = 10


def open_webhook(*, client: ApiClient, url: str, kinds: Sequence[str], by: Any) -> tuple[Webhook, str]:
    """A step: tell ``url`` from now on; returns it with its secret. Raises Invalid."""
    outbound.check_url(url)
    if unknown := sorted(set(kinds) - set(changes.kinds())):
        raise Invalid(Fault(_("There is no kind «%(name)s» here.") % {"name": unknown[0][:50]}, "kinds"))
    if client.webhooks.filter(stopped_at=None).count() >= WEBHOOKS_MAX:
        raise Conflict(_("A system has at most %(most)s addresses.") % {"most": WEBHOOKS_MAX})
    webhook = Webhook.objects.create(client=client, url=url, kinds=sorted(set(kinds)), cursor=changes.now().encode())
    record("api.webhook.opened", webhook, by=by, changes={"client": client.name, "kinds": webhook.kinds})
    return webhook, signing.secret_of(webhook)


def rotate(*, webhook: Webhook, by: Any) -> str:
    """A step: a new secret; for a day the old one signs too."""
    webhook.secret_version += 1
    webhook.previous_until = timezone.now() + OLD_SECRET
    webhook.save(update_fields=["secret_version", "previous_until"])
    record("api.webhook.rotated", webhook, by=by)
    return signing.secret_of(webhook)


def stop(*, webhook: Webhook, by: Any) -> None:
    """A step: tell it nothing more. Raises Conflict."""
    if webhook.stopped_at is not None:
        raise Conflict(_("Messages to this address have been stopped already."))
    webhook.stopped_at = timezone.now()
    webhook.save(update_fields=["stopped_at"])
    waiting = webhook.deliveries.filter(status=DeliveryStatus.WAITING)
    waiting.update(status=DeliveryStatus.DEAD, next_at=None, last_error="stopped")
    record("api.webhook.stopped", webhook, by=by)


def repeat(*, delivery: Delivery, by: Any) -> None:
    """A step: send a message again, whatever came of it. Raises Conflict."""
    if delivery.webhook.stopped_at is not None:
        raise Conflict(_("Messages to this address have been stopped already."))
    _want_again(delivery)
    record("api.delivery.repeated", delivery, by=by)


@transaction.atomic(durable=True)
def collect(*, webhook_id: uuid.UUID) -> bool:
    """Put what has changed since the cursor into a message. Whether there is more at once."""
    webhook = lock(Webhook, webhook_id)
    client = ApiClient.objects.select_related("user").get(pk=webhook.client_id)
    if webhook.stopped_at is not None or not client.is_usable():
        return False
    areas = frozenset(area for area in AREAS if f"{area}:read" in client.scopes)
    found = changes.read(changes.Reader(client, areas), changes.decode(webhook.cursor), webhook.kinds)
    if found.place.encode() == webhook.cursor:
        return False
    webhook.cursor = found.place.encode()
    webhook.save(update_fields=["cursor"])
    if found.changes:
        delivery = Delivery(webhook=webhook, next_at=timezone.now())
        said = {"delivery": str(delivery.pk), "cursor": webhook.cursor, "changes": found.changes}
        delivery.body = dumps(said).decode()
        delivery.save(force_insert=True)
        _enqueue(delivery)
    return not found.is_end


def collect_all() -> int:
    """Look for every address whether there is something to tell; send again what is due. Returns how many are told."""
    count = 0
    for pk in Webhook.objects.filter(stopped_at=None).values_list("pk", flat=True):
        while collect(webhook_id=pk):
            count += 1
    _send_due()
    return count


@transaction.atomic(durable=True)
def _send_due() -> None:
    for delivery in Delivery.objects.filter(status=DeliveryStatus.WAITING, next_at__lte=timezone.now())[:500]:
        _enqueue(delivery)


def send(*, delivery_id: uuid.UUID) -> str:
    """Try once, outside of any transaction, and keep what came of it. Returns the status."""
    delivery = Delivery.objects.select_related("webhook__client").get(pk=delivery_id)
    if delivery.status != DeliveryStatus.WAITING:
        return delivery.status
    body = delivery.body.encode()
    headers = signing.headers_of(delivery.webhook, str(delivery.pk), body)
    return _keep(delivery.pk, outbound.post(delivery.webhook.url, body, headers))


@transaction.atomic(durable=True)
def _keep(delivery_id: uuid.UUID, answer: outbound.Answer) -> str:
    delivery = lock(Delivery, delivery_id)
    if delivery.status != DeliveryStatus.WAITING:
        return delivery.status
    now = timezone.now()
    delivery.attempts += 1
    delivery.last_answer, delivery.last_error = answer.status, answer.error
    if answer.is_taken:
        delivery.status, delivery.delivered_at, delivery.next_at = DeliveryStatus.DELIVERED, now, None
    elif delivery.attempts > len(WAITS):
        delivery.status, delivery.next_at = DeliveryStatus.DEAD, None
    else:
        delivery.next_at = now + dt.timedelta(minutes=WAITS[delivery.attempts - 1])
    delivery.save()
    return delivery.status


def _want_again(delivery: Delivery) -> None:
    delivery.status, delivery.attempts, delivery.delivered_at = DeliveryStatus.WAITING, 0, None
    delivery.next_at = timezone.now()
    delivery.save()
    _enqueue(delivery)


def _enqueue(delivery: Delivery) -> None:
    jobs.enqueue("api.send_delivery", key=f"delivery-{delivery.pk}", delivery_id=str(delivery.pk))


def failing(client: ApiClient) -> int:
    """How many messages to a system have been given up."""
    return Delivery.objects.filter(Q(webhook__client=client), status=DeliveryStatus.DEAD).count()

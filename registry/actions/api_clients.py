"""Keys of the systems of a body: each acts as a service account that is an officer and a secretary of the body."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from foundation.api.actions import clients, webhooks
from foundation.api.models import ApiClient, Delivery, Webhook
from foundation.core.db import lock
from registry.actions import memberships
from registry.choices import Role
from registry.models import Body, Membership
from registry.rules import api_clients as rules

# Votes and marks are given by people.
ROLES = (Role.OFFICER, Role.SECRETARY)


@transaction.atomic(durable=True)
def open_client(
    *, body: Body, name: str, scopes: Sequence[str], expires_at: dt.datetime | None = None, by: Any
) -> tuple[ApiClient, str]:
    """Open a key; returns it with its secret, which cannot be read again. ``by`` None is the portal itself.

    Raises NotPermitted or Invalid.
    """
    body = lock(Body, body.pk)
    if by is not None:
        rules.check_can_manage(by, body)
    client, secret = clients.open_client(
        body=body.code, region=body.region_id or "", name=name, scopes=scopes, expires_at=expires_at, by=by
    )
    for role in ROLES:
        memberships.give(user=client.user, role=role, place=body, by=by)
    return client, secret


@transaction.atomic(durable=True)
def rotate(*, client: ApiClient, by: Any) -> str:
    """A new secret, which cannot be read again. Raises NotPermitted or Conflict."""
    client = _locked(client, by)
    return clients.rotate(client=client, by=by)


@transaction.atomic(durable=True)
def change(*, client: ApiClient, scopes: Sequence[str], expires_at: dt.datetime | None, by: Any) -> ApiClient:
    """Other scopes, another end. Raises NotPermitted, Invalid or Conflict."""
    client = _locked(client, by)
    clients.change(client=client, scopes=scopes, expires_at=expires_at, by=by)
    return client


@transaction.atomic(durable=True)
def revoke(*, client: ApiClient, reason: str = "", by: Any) -> ApiClient:
    """End a key for good, with the roles of its account. Raises NotPermitted or Conflict."""
    client = _locked(client, by)
    clients.revoke(client=client, reason=reason, by=by)
    for held in Membership.objects.in_force().filter(user=client.user):
        memberships.finish(membership=held, by=by, reason=reason)
    return client


def follow(body: Body) -> None:
    """A step: keys of a body whose region has changed reach where the body reaches."""
    ApiClient.objects.filter(body=body.code).update(region=body.region_id or "")


def _locked(client: ApiClient, by: Any) -> ApiClient:
    body = Body.objects.select_for_update().get(code=client.body)
    rules.check_can_manage(by, body)
    return lock(ApiClient, client.pk)


@transaction.atomic(durable=True)
def open_webhook(*, client: ApiClient, url: str, kinds: Sequence[str] = (), by: Any) -> tuple[Webhook, str]:
    """Tell ``url`` what changes from now on; returns it with its secret. Raises NotPermitted, Invalid or Conflict."""
    client = _locked_for_messages(client, by)
    return webhooks.open_webhook(client=client, url=url, kinds=kinds, by=by)


@transaction.atomic(durable=True)
def rotate_webhook(*, webhook: Webhook, by: Any) -> tuple[Webhook, str]:
    """A new secret; the old one signs too for a day. Raises NotPermitted."""
    _locked_for_messages(webhook.client, by)
    webhook = lock(Webhook, webhook.pk)
    return webhook, webhooks.rotate(webhook=webhook, by=by)


@transaction.atomic(durable=True)
def stop_webhook(*, webhook: Webhook, by: Any) -> Webhook:
    """Tell an address nothing more. Raises NotPermitted or Conflict."""
    _locked_for_messages(webhook.client, by)
    webhook = lock(Webhook, webhook.pk)
    webhooks.stop(webhook=webhook, by=by)
    return webhook


@transaction.atomic(durable=True)
def repeat_delivery(*, delivery: Delivery, by: Any) -> Delivery:
    """Send a message again by hand. Raises NotPermitted or Conflict."""
    _locked_for_messages(delivery.webhook.client, by)
    delivery = lock(Delivery, delivery.pk)
    webhooks.repeat(delivery=delivery, by=by)
    return delivery


def _locked_for_messages(client: ApiClient, by: Any) -> ApiClient:
    """The system itself may say where it wants to be told, and officers of its body."""
    if client.user_id == by.pk:
        return lock(ApiClient, client.pk)
    return _locked(client, by)

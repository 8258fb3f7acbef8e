"""Keys of systems. Steps: they join the transaction of the room that knows the body and asked its rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.generators import generate_client_id, generate_client_secret
from oauth2_provider.models import get_access_token_model

from foundation.accounts.models import User
from foundation.api.models import ApiClient
from foundation.api.scopes import SCOPES
from foundation.audit.record import record
from foundation.core.errors import Conflict, Fault, Invalid

NAME_MAX = 200


def open_client(
    *, body: str, region: str, name: str, scopes: Sequence[str], expires_at: dt.datetime | None, by: Any
) -> tuple[ApiClient, str]:
    """A new key with its service account, and its secret, which is kept nowhere. Raises Invalid."""
    _check(name, scopes, expires_at)
    client_id, secret = generate_client_id(), generate_client_secret()
    account = User.objects.create_user(f"{client_id.lower()}@api.invalid", None, full_name=name, is_service=True)
    EmailAddress.objects.create(user=account, email=account.email, verified=False, primary=True)
    client = ApiClient(
        client_id=client_id,
        client_secret=secret,
        user=account,
        name=name,
        body=body,
        region=region,
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
        opened_by=by,
        client_type=ApiClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
    )
    client.save(force_insert=True)
    changes = {"body": body, "region": region, "scopes": client.scopes, "expires_at": expires_at}
    record("api.client.opened", client, by=by, changes=changes)
    return client, secret


def rotate(*, client: ApiClient, by: Any) -> str:
    """A new secret; the old one and every token that it has got are worthless at once. Raises Conflict."""
    _check_usable(client)
    secret = generate_client_secret()
    client.client_secret, client.rotated_at = secret, timezone.now()
    client.save(update_fields=["client_secret", "rotated_at"])
    _end_tokens(client)
    record("api.client.rotated", client, by=by)
    return secret


def change(*, client: ApiClient, scopes: Sequence[str], expires_at: dt.datetime | None, by: Any) -> None:
    """Other scopes, another end; tokens with the old scopes are worthless at once. Raises Invalid or Conflict."""
    if client.revoked_at is not None:
        raise Conflict(_("This key has been revoked."))
    _check(client.name, scopes, expires_at)
    changes = {"scopes": [client.scopes, sorted(set(scopes))], "expires_at": [client.expires_at, expires_at]}
    client.scopes, client.expires_at = sorted(set(scopes)), expires_at
    client.save(update_fields=["scopes", "expires_at"])
    _end_tokens(client)
    record("api.client.changed", client, by=by, changes=changes)


def revoke(*, client: ApiClient, reason: str, by: Any) -> None:
    """End the key for good, with its tokens and its account. Raises Conflict when it has ended already."""
    if client.revoked_at is not None:
        raise Conflict(_("This key has been revoked."))
    client.revoked_at = timezone.now()
    client.save(update_fields=["revoked_at"])
    User.objects.filter(pk=client.user_id).update(is_active=False)
    record("api.client.revoked", client, by=by, reason=reason)


def _end_tokens(client: ApiClient) -> None:
    get_access_token_model().objects.filter(application=client).delete()


def _check_usable(client: ApiClient) -> None:
    if not client.is_usable():
        raise Conflict(_("This key has been revoked or has expired."))


def _check(name: str, scopes: Sequence[str], expires_at: dt.datetime | None) -> None:
    faults = []
    if not name.strip() or len(name) > NAME_MAX:
        faults.append(Fault(_("Name the system, in at most 200 characters."), "name"))
    if not scopes or not set(scopes) <= set(SCOPES):
        faults.append(Fault(_("Choose what the system may do from the list."), "scopes"))
    if expires_at is not None and expires_at <= timezone.now():
        faults.append(Fault(_("The end must be in the future."), "expires_on"))
    if faults:
        raise Invalid(*faults)

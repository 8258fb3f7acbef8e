"""Keys of systems, made by the real action, and clients that carry their tokens."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any

from django.test import Client

from foundation.api.models import ApiClient
from foundation.api.scopes import SCOPES
from foundation.audit.models import Event
from registry.actions import api_clients
from registry.choices import BodyKind
from registry.models import Body
from tests.factories.registry import BodyFactory, RegionFactory

EVERYTHING = tuple(SCOPES)


def akimat(code: str = "akimat", region: str = "710000000") -> Body:
    """An akimat of a region."""
    return BodyFactory(code=code, kind=BodyKind.AKIMAT, region=RegionFactory(code=region))


def key_of(
    body: Body, scopes: Sequence[str] = EVERYTHING, expires_at: dt.datetime | None = None
) -> tuple[ApiClient, str]:
    """A key of ``body`` and its secret."""
    return api_clients.open_client(body=body, name="Invented system", scopes=scopes, expires_at=expires_at, by=None)


def token_of(client: ApiClient, secret: str, **asked: str) -> Any:
    """The answer of the address of tokens."""
    data = {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": secret, **asked}
    return Client().post("/api/oauth/token/", data)


def system_of(body: Body, scopes: Sequence[str] = EVERYTHING) -> Client:
    """A client of the tests that works as a system of ``body``."""
    client, secret = key_of(body, scopes)
    token = token_of(client, secret).json()["access_token"]
    return Client(headers={"Authorization": f"Bearer {token}"})


def settled() -> None:
    """Wait until the feed may tell what is committed: it stops before the oldest transaction of the server that still runs,
    which is here the one of a test beside this one. Raises TimeoutError.
    """
    until = time.monotonic() + 120
    while Event.objects.extra(where=["txid >= pg_snapshot_xmin(pg_current_snapshot())"]).exists():
        if time.monotonic() > until:
            raise TimeoutError("A transaction beside this test does not end.")
        time.sleep(0.05)

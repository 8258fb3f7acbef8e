"""Who asks: a system with a bearer token, or a person with a session. A bad token is refused with the reason."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import get_access_token_model
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, SessionAuthentication

from foundation.api.models import ApiClient

# The page of keys shows the last use to the minute; more would be a write for every request.
USE_NOTED_SECONDS = 60


class TokenRefused(exceptions.AuthenticationFailed):
    """The token was given and is not good; ``code`` says why."""


class BearerAuthentication(BaseAuthentication):
    """``Authorization: Bearer …``: the request acts as the service account of the key, ``request.auth`` is the token."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        kind, _space, given = request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        token = _token(given.strip())
        client: ApiClient = token.application
        _note_use(client)
        return client.user, token

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="api"'


class PersonAuthentication(SessionAuthentication):
    """People who have signed in to the pages, for trying the API out; what they send must carry the CSRF token."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # nobody has signed in: there is nothing to look up
            return None
        return super().authenticate(request)

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="api"'


def _token(given: str) -> Any:
    checksum = hashlib.sha256(given.encode("utf-8", "replace")).hexdigest()
    tokens = get_access_token_model().objects.select_related("application__user")
    token = tokens.filter(token_checksum=checksum).first() if given else None
    if token is None or token.application is None:
        raise TokenRefused(_("This token is not known. Ask for a new one at /api/oauth/token/."), "token_unknown")
    _check(token.application)
    if token.is_expired():
        raise TokenRefused(_("This token has expired. Ask for a new one at /api/oauth/token/."), "token_expired")
    return token


def _check(client: ApiClient) -> None:
    if client.revoked_at is not None or not client.user.is_active:
        raise TokenRefused(_("The key of this system has been revoked."), "client_revoked")
    if client.is_expired:
        raise TokenRefused(_("The key of this system has expired."), "client_expired")


def _note_use(client: ApiClient) -> None:
    now = timezone.now()
    if client.last_used_at is None or client.last_used_at < now - dt.timedelta(seconds=USE_NOTED_SECONDS):
        ApiClient.objects.filter(pk=client.pk).update(last_used_at=now)


def client_of(request: Any) -> ApiClient | None:
    """The key that the request comes with; None for people and for everybody."""
    return getattr(request.auth, "application", None)


def actor_of(request: Any) -> str:
    """Who asks, for counting: a key, a person, or an address."""
    client = client_of(request)
    if client is not None:
        return f"client:{client.pk}"
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"address:{request.META.get('REMOTE_ADDR', '')}"

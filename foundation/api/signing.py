"""Signatures of messages: HMAC-SHA256 over «moment.body», so that nobody can send an old one again later."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

from django.conf import settings
from django.utils import timezone

from foundation.api.models import Webhook


def secret_of(webhook: Webhook, version: int | None = None) -> str:
    """The secret of an address; it is shown when it is made and stands nowhere."""
    text = f"webhook:{webhook.pk}:{version or webhook.secret_version}"
    digest = hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()
    return "whsec_" + base64.urlsafe_b64encode(digest).decode().rstrip("=")


def headers_of(webhook: Webhook, delivery: str, body: bytes, at: int | None = None) -> dict[str, str]:
    """What goes along with a message; while a secret is being replaced both sign."""
    moment = str(int(time.time()) if at is None else at)
    versions = [webhook.secret_version]
    if webhook.previous_until is not None and webhook.previous_until > timezone.now():
        versions.append(webhook.secret_version - 1)
    signatures = [f"v1={sign(secret_of(webhook, version), moment, body)}" for version in versions]
    return {
        "Content-Type": "application/json",
        "User-Agent": "CivilPortal/1",
        "X-Portal-Delivery": delivery,
        "X-Portal-Timestamp": moment,
        "X-Portal-Signature": ",".join(signatures),
    }


def sign(secret: str, moment: str, body: bytes) -> str:
    """What a receiver computes too (docs/api/webhooks.md)."""
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()

"""A POST with an ``Idempotency-Key`` is done once: who sends it again gets the answer of the first time.

The key is claimed before anything is done and the answer is kept after it. Between the two a process can die: then
nobody knows whether the action was done, and the key answers 409 until it is swept, so that nothing is done twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions

from foundation.api.models import IdempotentAnswer
from foundation.core.errors import Fault, Invalid

HEADER = "Idempotency-Key"
KEPT = dt.timedelta(hours=48)
KEY_MAX = 255
WORKING = dt.timedelta(minutes=5)
REPEATED_HEADERS = ("Content-Type", "ETag", "Location", "Retry-After")


class InProgress(exceptions.APIException):
    status_code = 409
    default_code = "idempotency_in_progress"
    default_detail = _("The same request is being worked on. Ask again in a moment.")
    wait = 1


class OutcomeUnknown(exceptions.APIException):
    status_code = 409
    default_code = "idempotency_unknown"
    default_detail = _("The first request with this key was cut off. Look at the object, and use a new key.")


def fingerprint(method: str, address: str, body: bytes) -> str:
    """What «the same request» means."""
    return hashlib.sha256(b"\0".join((method.encode(), address.encode("utf-8", "replace"), body))).hexdigest()


def check_key(key: str) -> None:
    """Raises Invalid for a key that cannot be one."""
    if not key.isascii() or not key.isprintable() or len(key) > KEY_MAX:
        raise Invalid(Fault(_("The key is at most 255 plain characters."), HEADER))


def claim(*, actor: str, key: str, mark: str) -> IdempotentAnswer | None:
    """None when the key is ours now; else the answer of the first time.

    Raises Invalid (another request had this key), InProgress or OutcomeUnknown.
    """
    check_key(key)
    mine = IdempotentAnswer(actor=actor, key=key, fingerprint=mark, started_at=timezone.now())
    IdempotentAnswer.objects.bulk_create([mine], ignore_conflicts=True)
    found = IdempotentAnswer.objects.filter(actor=actor, key=key).first()
    if found is None:  # whoever had it has given it up between the two
        raise InProgress
    if found.fingerprint != mark:
        raise Invalid(Fault(_("This key was used for another request."), HEADER, "idempotency"))
    if found.answered_at is not None:
        return found
    if found.started_at == mine.started_at:
        return None
    raise InProgress if found.started_at > timezone.now() - WORKING else OutcomeUnknown


def keep(*, actor: str, key: str, response: Any) -> None:
    """Keep the answer."""
    headers = {name: response[name] for name in REPEATED_HEADERS if response.has_header(name)}
    IdempotentAnswer.objects.filter(actor=actor, key=key).update(
        answered_at=timezone.now(), status=response.status_code, headers=headers, body=response.content
    )


@transaction.atomic(durable=True)
def sweep() -> int:
    """Forget what is older than is promised. Returns how many."""
    return IdempotentAnswer.objects.filter(started_at__lt=timezone.now() - KEPT).delete()[0]

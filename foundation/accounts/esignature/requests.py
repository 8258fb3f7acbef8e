"""Handing out documents to sign and taking the signatures back.

A page calls ``open_request`` to show the document, then ``examine`` with what the person has sent; the action of the room
calls ``accept`` in its own transaction. A document is signed once: a signature is bound to its number and its moment.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from foundation.accounts.esignature.signer import SignatureRefused, Signer
from foundation.accounts.esignature.verifying import verify
from foundation.accounts.models import Signature, SigningRequest, User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock

FORMAT = "civilportal-document/1"
LASTS = dt.timedelta(hours=2)
# A document that is about to expire is not handed out again: signing takes a while.
LEAST = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Examined:
    """A signature found good, not taken yet."""

    request: SigningRequest
    cms: bytes
    signer: Signer
    at: dt.datetime


@transaction.atomic(durable=True)
def open_request(*, user: User, purpose: str, subject: str, facts: Mapping[str, Any], bin_: str = "") -> SigningRequest:
    """The document for ``user`` to sign: ``facts`` with a number and a moment of its own.

    One that is still open is handed out again while its facts are the same; what has expired unsigned goes.
    """
    now = clock.now()
    mine = SigningRequest.objects.filter(user=user, purpose=purpose, subject=subject)
    mine.filter(signature=None, expires_at__lte=now).delete()
    for found in mine.open_at(now + LEAST).order_by("-created_at")[:1]:
        if json.loads(found.document)["facts"] == json.loads(json.dumps(dict(facts))):
            return found
    number = uuid.uuid4()
    return SigningRequest.objects.create(
        id=number,
        user=user,
        purpose=purpose,
        subject=subject,
        bin=bin_,
        document=_document(number, purpose, facts, now),
        created_at=now,
        expires_at=now + LASTS,
    )


def shown(user: User, number: str, purpose: str, subject: str) -> SigningRequest | None:
    """The document of this number that ``user`` was shown for this purpose; None for anything else."""
    try:
        pk = uuid.UUID(number)
    except ValueError:
        return None
    mine = SigningRequest.objects.visible_to(user)
    return mine.filter(pk=pk, purpose=purpose, subject=subject, signature=None).first()


def examine(*, request: SigningRequest, signature: bytes) -> Examined:
    """Look at what was sent, outside of any transaction. Raises SignatureRefused."""
    now = clock.now()
    if now >= request.expires_at:
        raise SignatureRefused("late")
    signer = verify(signature=signature, content=request.content, at=now)
    if request.bin and signer.bin != request.bin:
        raise SignatureRefused("stranger")
    return Examined(request, signature, signer, now)


def accept(*, examined: Examined, purpose: str, subject: str, by: User) -> Signature:
    """Keep the signature; a step, it joins the caller's transaction. ``purpose`` and ``subject`` are what it is for.

    Raises SignatureRefused when the document is another's or for something else, was signed already or has expired.
    """
    request = lock(SigningRequest, examined.request.pk)
    if (request.user_id, request.purpose, request.subject) != (by.pk, purpose, subject):
        raise SignatureRefused("altered")
    if Signature.objects.filter(request=request).exists():
        raise SignatureRefused("used")
    if clock.now() >= request.expires_at:
        raise SignatureRefused("late")
    signer = examined.signer
    signature = Signature.objects.create(
        request=request,
        cms=examined.cms,
        name=signer.name[:300],
        bin=signer.bin,
        organisation=signer.organisation[:500],
        position=signer.position,
        serial=signer.serial,
        valid_until=signer.valid_until,
        sha256=hashlib.sha256(request.content).hexdigest(),
        signed_at=examined.at,
    )
    changes = {"sha256": ["", signature.sha256], "serial": ["", signature.serial], "bin": ["", signature.bin]}
    record("accounts.signature.accepted", signature, by=by, changes=changes)
    return signature


def _document(number: uuid.UUID, purpose: str, facts: Mapping[str, Any], now: dt.datetime) -> str:
    """JSON that is the same for the same content, and can be read by a person."""
    whole = {
        "format": FORMAT,
        "number": str(number),
        "opened_at": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "purpose": purpose,
        "facts": dict(facts),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=2) + "\n"

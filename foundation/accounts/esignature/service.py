"""Checking a GOST signature by a service beside the portal (``ESIGN_SERVICE_URL``), which speaks as NCANode 3 does.

Asked: ``POST <address>/cms/verify`` with the signature and the document in Base64, and which lists of revoked to look into.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import structlog
from django.conf import settings

from foundation.accounts.esignature.signer import Position, SignatureRefused, Signer

logger = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 15
ANSWER_MAX_BYTES = 1024 * 1024
POSITIONS = {"CEO": Position.HEAD, "CAN_SIGN": Position.AUTHORISED, "EMPLOYEE": Position.EMPLOYEE}
SCHEMES = ("http://", "https://")


def check(signature: bytes, content: bytes, at: dt.datetime) -> Signer:
    """Who signed ``content``. Raises SignatureRefused: no service is named, it does not answer, or it says no."""
    if not settings.ESIGN_SERVICE_URL:
        raise SignatureRefused("no_service")
    answer = _ask(signature, content)
    if answer.get("valid") is not True:
        raise SignatureRefused("not_valid")
    try:
        return _signer(answer, at)
    except (KeyError, IndexError, TypeError, ValueError) as fault:
        logger.warning("signature_service_odd", fault=repr(fault))
        raise SignatureRefused("no_answer") from fault


def _ask(signature: bytes, content: bytes) -> dict[str, Any]:
    address = f"{settings.ESIGN_SERVICE_URL.rstrip('/')}/cms/verify"
    if not address.startswith(SCHEMES):
        raise SignatureRefused("no_service")
    question = {
        "cms": base64.b64encode(signature).decode(),
        "data": base64.b64encode(content).decode(),
        "revocationCheck": ["OCSP", "CRL"],
    }
    request = Request(  # noqa: S310 - the scheme is checked above
        address, json.dumps(question).encode(), {"Content-Type": "application/json", "Accept": "application/json"}
    )
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            found = json.loads(response.read(ANSWER_MAX_BYTES))
    except HTTPError as fault:
        fault.close()
        logger.warning("signature_service_refused", status=fault.code)
        raise SignatureRefused("not_valid" if fault.code == 400 else "no_answer") from fault
    except (URLError, OSError, ValueError) as fault:
        logger.warning("signature_service_silent", fault=str(fault))
        raise SignatureRefused("no_answer") from fault
    return found if isinstance(found, dict) else {}


def _signer(answer: dict[str, Any], at: dt.datetime) -> Signer:
    signers = answer["signers"]
    if len(signers) != 1:
        raise SignatureRefused("several")
    certificate = signers[0]["certificates"][0]
    owner = certificate["subject"]
    valid_until = dt.datetime.fromisoformat(certificate["notAfter"])
    if certificate["valid"] is not True or at > valid_until:
        raise SignatureRefused("expired")
    if certificate["keyUsage"] != "SIGN":
        raise SignatureRefused("usage")
    if not owner.get("iin"):
        raise SignatureRefused("nameless")
    return Signer(
        name=" ".join(f"{owner.get('commonName', '')} {owner.get('lastName') or ''}".split()),
        iin=owner["iin"],
        bin=owner.get("bin") or "",
        organisation=owner.get("organization") or "",
        position=_position(certificate.get("keyUser") or []),
        serial=str(certificate["serialNumber"]),
        valid_until=valid_until,
    )


def _position(users: list[str]) -> Position:
    known = [POSITIONS[name] for name in POSITIONS if name in users]
    return known[0] if known else (Position.EMPLOYEE if "ORGANIZATION" in users else Position.UNKNOWN)

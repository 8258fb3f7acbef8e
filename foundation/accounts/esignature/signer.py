"""What a signature tells, and the sentences with which one is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, Invalid


class Position(StrEnum):
    """What the certificate says that its owner is in the organisation."""

    HEAD = "head"
    AUTHORISED = "authorised"
    EMPLOYEE = "employee"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """The owner of a certificate whose signature was found good. ``bin`` is empty for a certificate of a person.

    ``iin`` is personal: compare it, never show, store or export it.
    """

    name: str
    iin: str
    bin: str
    organisation: str
    position: Position
    serial: str
    valid_until: dt.datetime


REFUSALS: dict[str, Any] = {
    "missing": _("There is no signature. Sign the document, or choose the file with its signature."),
    "unreadable": _("This is not a signature. Choose the .cms or .p7s file that the signing program has made."),
    "several": _("More than one person has signed here. Send a signature of one person."),
    "altered": _("The signature belongs to another document. Download the document again and sign it unchanged."),
    "untrusted": _("The certificate was not issued by an authority that the portal trusts."),
    "expired": _("The certificate is no longer valid. Sign with a new one."),
    "not_yet": _("The certificate is not valid yet."),
    "revoked": _("The certificate was revoked. Sign with a new one."),
    "usage": _("This key is for signing in, not for signing documents. Choose the key for signing."),
    "weak": _("The signature was made by a method that is no longer safe. Update the signing program and sign again."),
    "nameless": _("The certificate does not say whose it is: there is no IIN in it."),
    "no_service": _("The portal cannot check signatures by this method (GOST) yet. Sign with an RSA key."),
    "no_answer": _("The service that checks signatures does not answer. Nothing is lost: try again in a few minutes."),
    "not_valid": _("The service that checks signatures has found this one not valid."),
    "stranger": _("The certificate belongs to another organisation: the BIN in it is another one."),
    "used": _("This document has been signed already. Open the page again to get a new one."),
    "late": _("The time to sign this document is over. Open the page again to get a new one."),
}


class SignatureRefused(Invalid):
    """The signature is not accepted; ``code`` says which of ``REFUSALS`` it is."""

    def __init__(self, code: str) -> None:
        super().__init__(Fault(REFUSALS[code], "signature"))
        self.code = code

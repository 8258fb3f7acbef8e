"""The one question about a signature."""

from __future__ import annotations

import datetime as dt

from foundation.accounts.esignature import cms, service
from foundation.accounts.esignature.signer import Signer


def verify(*, signature: bytes, content: bytes, at: dt.datetime) -> Signer:
    """Who signed exactly ``content``, by a detached CMS ``signature`` (DER or PEM) that is good at the moment ``at``.

    RSA and elliptic curves are checked here, GOST by the service beside the portal. Raises SignatureRefused. It may take
    seconds when the service is asked, so never call it inside a transaction.
    """
    signed, certificate = cms.read(signature)
    if cms.is_gost(certificate):
        return service.check(signature, content, at)
    return cms.check(signed, certificate, content, at)

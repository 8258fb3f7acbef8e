"""Checking a signature here, with pyHanko: the bytes, the chain, the moment, what the key is for."""

from __future__ import annotations

import asyncio
import datetime as dt

from asn1crypto import cms, pem, x509
from pyhanko.sign.general import CMSExtractionError, SignedDataCerts, extract_certificate_info
from pyhanko.sign.validation.errors import DisallowedAlgorithmError, SignatureValidationError
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureStatus
from pyhanko_certvalidator import ValidationContext

from foundation.accounts.esignature import subject, trust
from foundation.accounts.esignature.signer import SignatureRefused, Signer

# Algorithms of Kazakhstan's and Russia's GOST standards, which pyHanko does not compute.
GOST = ("1.2.398.3.10.1.", "1.2.643.")
FOR_DOCUMENTS = KeyUsageConstraints(key_usage={"non_repudiation"})


def read(signature: bytes) -> tuple[cms.SignedData, x509.Certificate]:
    """The parts of a signature and its signer's certificate; raises SignatureRefused when it is none or of several."""
    try:
        content = pem.unarmor(signature)[2] if pem.detect(signature) else signature
        info = cms.ContentInfo.load(content, strict=True)
        if info["content_type"].native != "signed_data":
            raise SignatureRefused("unreadable")
        signed: cms.SignedData = info["content"]
        count = len(signed["signer_infos"])
        signed.native  # noqa: B018 - read to the end: a cut file is found here
    except (ValueError, TypeError, KeyError) as fault:
        raise SignatureRefused("unreadable") from fault
    if count != 1:
        raise SignatureRefused("several" if count else "unreadable")
    return signed, _certificates(signed).signer_cert


def _certificates(signed: cms.SignedData) -> SignedDataCerts:
    try:
        return extract_certificate_info(signed)
    except (CMSExtractionError, ValueError) as fault:
        raise SignatureRefused("unreadable") from fault


def is_gost(certificate: x509.Certificate) -> bool:
    """Whether the key or the certificate is made by a GOST algorithm."""
    algorithms = (
        certificate.public_key["algorithm"]["algorithm"].dotted,
        certificate["signature_algorithm"]["algorithm"].dotted,
    )
    return any(algorithm.startswith(GOST) for algorithm in algorithms)


def check(signed: cms.SignedData, certificate: x509.Certificate, content: bytes, at: dt.datetime) -> Signer:
    """Who signed ``content``, if all of it is good at the moment ``at``. Raises SignatureRefused."""
    if at > certificate.not_valid_after:
        raise SignatureRefused("expired")
    if at < certificate.not_valid_before:
        raise SignatureRefused("not_yet")
    _check_usage(certificate)
    status = _validate(signed, content, at)
    if not (status.intact and status.valid):
        raise SignatureRefused("altered")
    if status.revoked:
        raise SignatureRefused("revoked")
    if not status.trusted:
        raise SignatureRefused("untrusted")
    return subject.read(certificate)


def _check_usage(certificate: x509.Certificate) -> None:
    usage = certificate.key_usage_value
    if usage is None or "non_repudiation" not in usage.native:
        raise SignatureRefused("usage")


def _validate(signed: cms.SignedData, content: bytes, at: dt.datetime) -> SignatureStatus:
    trusted = trust.load()
    context = ValidationContext(
        trust_roots=trusted.roots,
        other_certs=trusted.intermediate,
        crls=trusted.revoked,
        moment=at,
        allow_fetching=False,
        retroactive_revinfo=True,
        revocation_mode="soft-fail",
    )
    try:
        return asyncio.run(async_validate_detached_cms(content, signed, context, key_usage_settings=FOR_DOCUMENTS))
    except DisallowedAlgorithmError as fault:
        raise SignatureRefused("weak") from fault
    except (SignatureValidationError, ValueError, NotImplementedError) as fault:
        raise SignatureRefused("unreadable") from fault

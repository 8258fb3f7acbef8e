"""Which authorities the portal trusts: certificates in a folder (``ESIGN_TRUST_FOLDER``), with lists of the revoked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import structlog
from asn1crypto import crl, pem, x509
from django.conf import settings

logger = structlog.get_logger(__name__)

CERTIFICATES = frozenset({".pem", ".crt", ".cer"})
LISTS = frozenset({".crl"})


@dataclass(frozen=True)
class Trust:
    """Roots sign themselves; what is between them and a person's certificate is ``intermediate``."""

    roots: list[x509.Certificate]
    intermediate: list[x509.Certificate]
    revoked: list[crl.CertificateList]


def load() -> Trust:
    """What lies in the folder now; a file that cannot be read is left out and told to the log."""
    roots: list[x509.Certificate] = []
    intermediate: list[x509.Certificate] = []
    revoked: list[crl.CertificateList] = []
    folder = Path(settings.ESIGN_TRUST_FOLDER)
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            if path.suffix.lower() in CERTIFICATES:
                for certificate in _certificates(path.read_bytes()):
                    (roots if certificate.self_issued else intermediate).append(certificate)
            elif path.suffix.lower() in LISTS:
                revoked.append(_list(path.read_bytes()))
        except (ValueError, OSError) as fault:
            logger.warning("trust_file_unreadable", file=path.name, fault=str(fault))
    return Trust(roots, intermediate, revoked)


def _certificates(content: bytes) -> list[x509.Certificate]:
    if not pem.detect(content):
        return [_strict(x509.Certificate.load(content))]
    blocks = [der for kind, _headers, der in pem.unarmor(content, multiple=True) if kind == "CERTIFICATE"]
    return [_strict(x509.Certificate.load(der)) for der in blocks]


def _list(content: bytes) -> crl.CertificateList:
    der = pem.unarmor(content)[2] if pem.detect(content) else content
    found = crl.CertificateList.load(der)
    found.native  # noqa: B018 - read to the end, so that a broken file is found here
    return found


def _strict(certificate: x509.Certificate) -> x509.Certificate:
    certificate.native  # noqa: B018 - read to the end, so that a broken file is found here
    return certificate

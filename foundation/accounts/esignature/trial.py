"""An authority for trying things out, made on the spot: only where ``PORTAL_MODE`` is demo or test, never in production.

It issues certificates in the national authority's shape to anybody for anything, so a portal that trusts it proves
nothing. Its one file in the trust folder holds its key, too.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs7,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier
from django.conf import settings

from foundation.accounts.esignature.signer import Position
from foundation.accounts.esignature.subject import POSITIONS
from foundation.core import clock

MODES = clock.MODES
FILE = "trial-authority.pem"
# Of nobody: born in 2099.
IIN = "990101500016"
AUTHORITY_YEARS, CERTIFICATE_DAYS = 30, 365
SLACK = dt.timedelta(days=1)
# A certificate that names no list of the revoked would not be looked for in any.
_LIST = x509.DistributionPoint([x509.UniformResourceIdentifier("http://trial.invalid/revoked.crl")], None, None, None)


@dataclass(frozen=True)
class Owner:
    """Whom a certificate is for. Without ``bin`` it is a person's own."""

    name: str
    iin: str
    bin: str = ""
    organisation: str = ""
    position: Position = Position.HEAD


@dataclass(frozen=True)
class Key:
    """A certificate with its private key."""

    certificate: x509.Certificate
    private: ec.EllipticCurvePrivateKey

    def sign(self, content: bytes, *others: x509.Certificate) -> bytes:
        """A detached CMS signature over ``content`` (DER); ``others`` are certificates sent along."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
        builder = builder.add_signer(self.certificate, self.private, hashes.SHA256())
        for certificate in others:
            builder = builder.add_certificate(certificate)
        return builder.sign(Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])


class Authority:
    """A root with an issuing authority below it."""

    def __init__(self, root: x509.Certificate, issuing: Key) -> None:
        _check_mode()
        self.root, self.issuing = root, issuing

    @classmethod
    def create(cls, at: dt.datetime) -> Authority:
        """A new one, valid from the day before ``at``."""
        _check_mode()
        root_key, issuing_key = _private(), _private()
        root_name, issuing_name = _plain_name("Trial root"), _plain_name("Trial authority")
        years = dt.timedelta(days=365 * AUTHORITY_YEARS)
        root = _authority(root_name, root_key.public_key(), at, years, path_length=1)
        root_certificate = root.issuer_name(root_name).sign(root_key, hashes.SHA256())
        issuing = _authority(issuing_name, issuing_key.public_key(), at, years, path_length=0)
        issuing_certificate = issuing.issuer_name(root_name).sign(root_key, hashes.SHA256())
        return cls(root_certificate, Key(issuing_certificate, issuing_key))

    def issue(
        self,
        owner: Owner,
        at: dt.datetime,
        *,
        days: int = CERTIFICATE_DAYS,
        for_documents: bool = True,
    ) -> Key:
        """A certificate for ``owner``, valid from the day before ``at`` for ``days``."""
        private = _private()
        builder = _builder(_name(owner), private.public_key(), at, dt.timedelta(days=days))
        builder = builder.add_extension(_usage(for_documents=for_documents), critical=True)
        builder = builder.add_extension(x509.CRLDistributionPoints([_LIST]), critical=False)
        if owner.bin and owner.position:
            position = next(oid for oid, named in POSITIONS.items() if named == owner.position)
            builder = builder.add_extension(x509.ExtendedKeyUsage([ObjectIdentifier(position)]), critical=False)
        issued = builder.issuer_name(self.issuing.certificate.subject).sign(self.issuing.private, hashes.SHA256())
        return Key(issued, private)

    def revoke(self, *certificates: x509.Certificate, at: dt.datetime) -> bytes:
        """A list of the revoked with ``certificates`` on it (DER)."""
        builder = x509.CertificateRevocationListBuilder().issuer_name(self.issuing.certificate.subject)
        builder = builder.last_update(at - SLACK).next_update(at + dt.timedelta(days=30))
        for certificate in certificates:
            revoked = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
            builder = builder.add_revoked_certificate(revoked.revocation_date(at - SLACK).build())
        return builder.sign(self.issuing.private, hashes.SHA256()).public_bytes(Encoding.DER)

    def save(self, folder: Path) -> None:
        """Let the portal trust this authority; one that stands there already stays."""
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{FILE}.{os.getpid()}"
        key = self.issuing.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        certificates = (self.root, self.issuing.certificate)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(key + b"".join(one.public_bytes(Encoding.PEM) for one in certificates))
        try:
            with contextlib.suppress(FileExistsError):
                os.link(draft, folder / FILE)
        finally:
            draft.unlink()

    @classmethod
    def of_this_portal(cls) -> Authority:
        """The one in the trust folder; made when there is none yet."""
        _check_mode()
        folder = Path(settings.ESIGN_TRUST_FOLDER)
        if not (folder / FILE).exists():
            cls.create(clock.now()).save(folder)
        content = (folder / FILE).read_bytes()
        root, issuing = x509.load_pem_x509_certificates(content)
        private = load_pem_private_key(content, None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{FILE} holds a key of another kind")
        return cls(root, Key(issuing, private))


def is_allowed() -> bool:
    """Whether this portal may have a trial authority at all."""
    return settings.PORTAL_MODE in MODES


def _check_mode() -> None:
    if not is_allowed():
        raise RuntimeError("certificates are made up only in the demo and in tests")


def _private() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _builder(
    name: x509.Name, public: ec.EllipticCurvePublicKey, at: dt.datetime, length: dt.timedelta
) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().subject_name(name).public_key(public)
    builder = builder.serial_number(x509.random_serial_number())
    return builder.not_valid_before(at - SLACK).not_valid_after(at - SLACK + length)


def _authority(
    name: x509.Name, public: ec.EllipticCurvePublicKey, at: dt.datetime, length: dt.timedelta, *, path_length: int
) -> x509.CertificateBuilder:
    builder = _builder(name, public, at, length)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
    return builder.add_extension(_usage(for_documents=False, is_authority=True), critical=True)


def _usage(*, for_documents: bool, is_authority: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=for_documents,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def _plain_name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"), x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _name(owner: Owner) -> x509.Name:
    parts = [
        x509.NameAttribute(NameOID.COMMON_NAME, owner.name[:64]),
        x509.NameAttribute(NameOID.SERIAL_NUMBER, f"IIN{owner.iin}"),
        x509.NameAttribute(NameOID.COUNTRY_NAME, "KZ"),
    ]
    if owner.bin:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner.organisation[:64] or "–"))
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, f"BIN{owner.bin}"))
    return x509.Name(parts)

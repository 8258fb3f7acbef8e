from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

import pytest
from asn1crypto import cms as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from foundation.accounts.esignature import Position, SignatureRefused, Signer, cms, verify
from foundation.accounts.esignature.trial import FILE, Authority, Owner
from foundation.core import clock
from tests.builders.signing import BIN, IIN, key

CONTENT = '{"bin": "450140000015", "purpose": "Өтініш"}\n'.encode()
OWNER = Owner("ОЙДАНШЫҒАРЫЛҒАН АДАМ", IIN, BIN, "«Вымышленный» ОФ")
NOW = dt.datetime(2026, 5, 5, 12, tzinfo=dt.UTC)


def refusal(signature: bytes, content: bytes = CONTENT, at: dt.datetime | None = None) -> str:
    with pytest.raises(SignatureRefused) as caught:
        verify(signature=signature, content=content, at=at or clock.now())
    assert caught.value.faults[0].field == "signature"
    return caught.value.code


def test_a_good_signature_says_who_signed() -> None:
    own = key()

    signer = verify(signature=own.sign(CONTENT), content=CONTENT, at=clock.now())

    assert signer == Signer(
        name="ОЙДАНШЫҒАРЫЛҒАН АДАМ",
        iin=IIN,
        bin=BIN,
        organisation="«Вымышленный» ОФ",
        position=Position.HEAD,
        serial=f"{own.certificate.serial_number:x}",
        valid_until=own.certificate.not_valid_after_utc,
    )


def test_a_signature_in_text_form_is_read_too() -> None:
    content = base64.encodebytes(key().sign(CONTENT))
    text = b"-----BEGIN CMS-----\n" + content + b"-----END CMS-----\n"

    assert verify(signature=text, content=CONTENT, at=clock.now()).bin == BIN


@pytest.mark.parametrize("position", [Position.HEAD, Position.AUTHORISED, Position.EMPLOYEE, Position.UNKNOWN])
def test_what_the_owner_is_in_the_organisation_is_read(position: Position) -> None:
    signature = key(position=position).sign(CONTENT)

    assert verify(signature=signature, content=CONTENT, at=clock.now()).position == position


def test_a_person_of_no_organisation_has_no_bin() -> None:
    signature = key(bin_="").sign(CONTENT)

    signer = verify(signature=signature, content=CONTENT, at=clock.now())

    assert (signer.bin, signer.organisation, signer.position) == ("", "", Position.UNKNOWN)


def test_one_changed_byte_is_found() -> None:
    assert refusal(key().sign(CONTENT), CONTENT + b" ") == "altered"


def test_a_broken_signature_value_is_found() -> None:
    signature = bytearray(key().sign(CONTENT))
    signature[-1] ^= 1

    assert refusal(bytes(signature)) in ("altered", "unreadable")


@pytest.mark.parametrize(
    "junk", [b"", b"not a signature", b"%PDF-1.7", b"-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n"]
)
def test_what_is_no_signature_is_said_to_be_none(junk: bytes) -> None:
    assert refusal(junk) == "unreadable"


def test_a_cut_signature_is_unreadable() -> None:
    assert refusal(key().sign(CONTENT)[:-40]) == "unreadable"


def test_a_stranger_authority_is_not_trusted() -> None:
    Authority.of_this_portal()
    other = Authority.create(clock.now())
    signature = other.issue(OWNER, clock.now()).sign(CONTENT, other.issuing.certificate, other.root)

    assert refusal(signature) == "untrusted"


def test_without_a_trust_folder_nobody_is_trusted(settings, tmp_path: Path) -> None:
    signature = key().sign(CONTENT)
    settings.ESIGN_TRUST_FOLDER = tmp_path / "nothing"

    assert refusal(signature) == "untrusted"


def test_a_file_that_is_no_certificate_is_passed_over(folder: Path) -> None:
    signature = key().sign(CONTENT)
    (folder / "broken.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    (folder / "broken.crl").write_bytes(b"nothing")
    (folder / "readme.txt").write_bytes(b"nothing")

    assert verify(signature=signature, content=CONTENT, at=clock.now()).bin == BIN


def test_a_root_in_binary_form_is_trusted(folder: Path) -> None:
    authority = Authority.create(NOW)
    folder.mkdir()
    (folder / "root.cer").write_bytes(authority.root.public_bytes(serialization.Encoding.DER))
    signature = authority.issue(OWNER, NOW).sign(CONTENT, authority.issuing.certificate)

    assert verify(signature=signature, content=CONTENT, at=NOW).bin == BIN


def test_the_certificate_must_be_valid_at_the_moment() -> None:
    authority = Authority.of_this_portal()
    now = clock.now()
    signature = authority.issue(OWNER, now, days=30).sign(CONTENT)

    assert refusal(signature, at=now + dt.timedelta(days=60)) == "expired"
    assert refusal(signature, at=now - dt.timedelta(days=2)) == "not_yet"


def test_a_key_for_signing_in_signs_no_document() -> None:
    signature = Authority.of_this_portal().issue(OWNER, clock.now(), for_documents=False).sign(CONTENT)

    assert refusal(signature) == "usage"


def test_a_revoked_certificate_is_refused(folder: Path) -> None:
    authority = Authority.of_this_portal()
    good, bad = (authority.issue(OWNER, clock.now()) for _ in range(2))
    (folder / "revoked.crl").write_bytes(authority.revoke(bad.certificate, at=clock.now()))

    assert refusal(bad.sign(CONTENT)) == "revoked"
    assert verify(signature=good.sign(CONTENT), content=CONTENT, at=clock.now()).bin == BIN


def test_a_certificate_without_an_iin_is_refused() -> None:
    authority = Authority.of_this_portal()
    signature = authority.issue(Owner("X", "12"), clock.now()).sign(CONTENT)

    assert refusal(signature) == "nameless"


def test_two_signers_are_one_too_many() -> None:
    first, second = key(), key()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(CONTENT)
    for one in (first, second):
        builder = builder.add_signer(one.certificate, one.private, hashes.SHA256())
    signature = builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])

    assert refusal(signature) == "several"


def test_other_cms_content_is_no_signature() -> None:
    data = asn1.ContentInfo({"content_type": "data", "content": b"text"})

    assert refusal(data.dump()) == "unreadable"


def test_gost_without_a_service_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cms, "GOST", ("1.2.840.10045.",))  # as if elliptic curves were GOST

    assert refusal(key().sign(CONTENT)) == "no_service"


def test_nobody_makes_certificates_up_in_production(settings, folder: Path) -> None:
    authority = Authority.create(NOW)
    settings.PORTAL_MODE = "production"

    for attempt in (
        lambda: Authority.create(NOW),
        Authority.of_this_portal,
        lambda: Authority(authority.root, authority.issuing),
    ):
        with pytest.raises(RuntimeError):
            attempt()
    assert not (folder / FILE).exists()


def test_the_authority_of_a_portal_is_made_once(folder: Path) -> None:
    first = Authority.of_this_portal()
    Authority.create(clock.now()).save(folder)

    assert Authority.of_this_portal().root == first.root
    assert [path.name for path in folder.iterdir()] == [FILE]
    assert (folder / FILE).stat().st_mode & 0o077 == 0
    assert isinstance(first.root, x509.Certificate)

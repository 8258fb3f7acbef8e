"""Boxes: what is put in can be read by one key alone (docs/adr/0037).

To a public key by HPKE (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305), with a key or a passphrase by
ChaCha20-Poly1305. ``about`` is bound into the box: a box moved to another place does not open.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
KEY_BYTES, NONCE_BYTES, SALT_BYTES = 32, 12, 16
# RFC 7914 scrypt: a try at a passphrase takes 64 MB and a good part of a second.
SCRYPT = {"n": 2**16, "r": 8, "p": 1}


class NotOpened(Exception):
    """The key or the passphrase does not fit, or the box was altered."""


def new_secret() -> bytes:
    """A private key of X25519."""
    return X25519PrivateKey.generate().private_bytes_raw()


def new_key() -> bytes:
    """A key for ``lock_up``."""
    return secrets.token_bytes(KEY_BYTES)


def public_key(secret: bytes) -> str:
    """The public key of a private one, hexadecimal."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw().hex()


def seal(content: bytes, to: str, about: str) -> str:
    """A box for the owner of the public key ``to`` alone."""
    box = SUITE.encrypt(content, X25519PublicKey.from_public_bytes(bytes.fromhex(to)), info=about.encode())
    return base64.b64encode(box).decode()


def unseal(box: str, secret: bytes, about: str) -> bytes:
    """What is in a sealed box. Raises NotOpened."""
    try:
        key = X25519PrivateKey.from_private_bytes(secret)
        return bytes(SUITE.decrypt(base64.b64decode(box, validate=True), key, info=about.encode()))
    except (InvalidTag, ValueError) as fault:
        raise NotOpened from fault


def lock_up(content: bytes, key: bytes, about: str) -> bytes:
    """A box that opens with the same key."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, content, about.encode())


def unlock(box: bytes, key: bytes, about: str) -> bytes:
    """What is in a locked box. Raises NotOpened."""
    try:
        return ChaCha20Poly1305(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError) as fault:
        raise NotOpened from fault


def from_passphrase(passphrase: str, salt: bytes) -> bytes:
    """The key that a passphrase stands for."""
    return Scrypt(salt=salt, length=KEY_BYTES, **SCRYPT).derive(passphrase.encode())


def as_code(key: bytes) -> str:
    """A key as people copy it: letters and digits in groups of four."""
    plain = base64.b32encode(key).decode().rstrip("=")
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def from_code(code: str) -> bytes:
    """The key of a code, typed with any spaces, hyphens and case. Raises NotOpened."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    try:
        key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError as fault:
        raise NotOpened from fault
    if len(key) != KEY_BYTES:
        raise NotOpened
    return key

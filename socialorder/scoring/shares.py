"""Dividing a secret of 32 bytes among three people so that any two of them restore it, and one knows nothing.

Shamir's scheme from PyCryptodome works on 16 bytes in GF(2^128), so the two halves are divided side by side.
"""

from __future__ import annotations

from collections.abc import Mapping

from Crypto.Protocol.SecretSharing import Shamir

HALF = 16
NEEDED, ALL = 2, 3


def divide(secret: bytes) -> dict[int, bytes]:
    """Number of the share (1, 2, 3) → its 32 bytes; each call divides anew."""
    if len(secret) != 2 * HALF:
        raise ValueError("a secret has 32 bytes")
    halves = [dict(Shamir.split(NEEDED, ALL, secret[start : start + HALF])) for start in (0, HALF)]
    return {number: halves[0][number] + halves[1][number] for number in range(1, ALL + 1)}


def restore(shares: Mapping[int, bytes]) -> bytes:
    """The secret from two shares; from wrong ones something else, so the caller compares the public key."""
    if len(shares) < NEEDED:
        raise ValueError("two shares are needed")
    chosen = sorted(shares.items())[:NEEDED]
    return b"".join(
        Shamir.combine([(number, share[start : start + HALF]) for number, share in chosen]) for start in (0, HALF)
    )

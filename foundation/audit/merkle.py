"""Merkle trees over audit events, as in RFC 6962: leaves and nodes are hashed with different first bytes.

Pure; ``docs/verify/audit.py`` holds the same arithmetic for people who do not trust this program.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

GENESIS = "0" * 64


def leaf(document: bytes) -> bytes:
    """Hash of one event's canonical bytes."""
    return sha256(b"\x00" + document).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Root over ``leaves`` in their order; ValueError when there are none."""
    if not leaves:
        raise ValueError("a tree has at least one leaf")
    level = list(leaves)
    while len(level) > 1:
        pairs = [sha256(b"\x01" + level[at] + level[at + 1]).digest() for at in range(0, len(level) - 1, 2)]
        # An odd last node goes up unchanged: the same tree as RFC 6962 splits.
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def chained(*, previous: str, number: int, count: int, tree_root: str) -> str:
    """The seal of batch ``number``: it binds the batch's root to the seal before it. All hashes are hex."""
    return sha256(f"{previous}:{number}:{count}:{tree_root}".encode()).hexdigest()

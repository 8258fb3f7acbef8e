"""Certificates and signatures of the trial authority."""

from __future__ import annotations

from foundation.accounts.esignature.signer import Position
from foundation.accounts.esignature.trial import Authority, Key, Owner
from foundation.core import clock

# Nobody can have it: born in 2099 (domain facts 1.2).
IIN = "990101500016"
BIN = "450140000015"


def key(*, bin_: str = BIN, position: Position = Position.HEAD, organisation: str = "«Вымышленный» ОФ") -> Key:
    """A key that the portal trusts, of a person of the organisation with this BIN."""
    owner = Owner("ОЙДАНШЫҒАРЫЛҒАН АДАМ", IIN, bin_, organisation, position)
    return Authority.of_this_portal().issue(owner, clock.now())


def signed(content: bytes, **values: str) -> bytes:
    """A detached signature over ``content``; ``values`` as for ``key``."""
    return key(**values).sign(content)

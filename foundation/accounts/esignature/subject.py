"""Reading a certificate's owner as the national authority writes it.

The IIN is in ``serialNumber`` («IIN990101500016»), the BIN in one of the ``OU`` («BIN450140000015»), the organisation
in ``O``; what the owner is there in the extended key usage.
"""

from __future__ import annotations

import re
from typing import Any

from asn1crypto import x509

from foundation.accounts.esignature.signer import Position, SignatureRefused, Signer

_IIN = re.compile(r"(?:IIN)?([0-9]{12})")
_BIN = re.compile(r"BIN([0-9]{12})")
LEGAL_ENTITY = "1.2.398.3.3.4.1.2"
POSITIONS = {
    f"{LEGAL_ENTITY}.1": Position.HEAD,
    f"{LEGAL_ENTITY}.2": Position.AUTHORISED,
    f"{LEGAL_ENTITY}.3": Position.EMPLOYEE,
    f"{LEGAL_ENTITY}.4": Position.EMPLOYEE,
    f"{LEGAL_ENTITY}.5": Position.EMPLOYEE,
}


def read(certificate: x509.Certificate) -> Signer:
    """The owner of ``certificate``; raises SignatureRefused («nameless») when no IIN is in it."""
    names: dict[str, Any] = certificate.subject.native
    iin = next((found[1] for text in _texts(names, "serial_number") if (found := _IIN.fullmatch(text))), "")
    if not iin:
        raise SignatureRefused("nameless")
    bins = [found[1] for text in _texts(names, "organizational_unit_name") if (found := _BIN.fullmatch(text))]
    return Signer(
        name=_name(names),
        iin=iin,
        bin=bins[0] if bins else "",
        organisation=next(iter(_texts(names, "organization_name")), ""),
        position=_position(certificate),
        serial=f"{certificate.serial_number:x}",
        valid_until=certificate.not_valid_after,
    )


def _name(names: dict[str, Any]) -> str:
    """«SURNAME NAME» from the common name and the patronymic, which the authority keeps as the given name."""
    parts = [*_texts(names, "common_name")[:1], *_texts(names, "given_name")[:1]]
    return " ".join(" ".join(parts).split())


def _texts(names: dict[str, Any], key: str) -> list[str]:
    value = names.get(key, [])
    return [str(one).strip() for one in (value if isinstance(value, list) else [value])]


def _position(certificate: x509.Certificate) -> Position:
    usages = certificate.extended_key_usage_value
    named = usages.native if usages else []
    return next((POSITIONS[usage] for usage in named if usage in POSITIONS), Position.UNKNOWN)

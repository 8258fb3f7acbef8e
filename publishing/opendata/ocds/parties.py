"""Organisations of a contracting process, each once with all its roles."""

from __future__ import annotations

from django.utils.translation import gettext

from publishing.opendata import identifiers
from publishing.opendata.declared import Public
from publishing.opendata.identifiers import BIN_SCHEME
from publishing.opendata.writing import Row, filled

ROLES = ("buyer", "procuringEntity", "payer", "tenderer", "supplier", "payee")


class Parties:
    """Collects who takes part; ``body`` and ``ngo`` give the reference that stands at the place of the role."""

    def __init__(self) -> None:
        self._found: dict[str, Row] = {}
        self._roles: dict[str, set[str]] = {}

    def body(self, one: Public, *roles: str) -> Row:
        return self._add(identifiers.body(one), one, roles)

    def ngo(self, one: Public, *roles: str) -> Row:
        return self._add(identifiers.ngo(one), one, roles)

    def listed(self) -> list[Row]:
        return [
            {**row, "roles": [role for role in ROLES if role in self._roles[key]]} for key, row in self._found.items()
        ]

    def _add(self, key: str, one: Public, roles: tuple[str, ...]) -> Row:
        if key not in self._found:
            self._found[key] = _organisation(key, one)
        self._roles.setdefault(key, set()).update(roles)
        return {"id": key, "name": self._found[key]["name"]}


def _organisation(key: str, one: Public) -> Row:
    name = one.said("name")
    identifier = {"scheme": BIN_SCHEME, "id": one.bin, "legalName": name} if one.bin else None
    region = one.region.said("name") if one.region else None
    return filled(
        id=key,
        name=name,
        identifier=identifier,
        address=filled(streetAddress=one.address, region=region, countryName=gettext("Kazakhstan")),
    )

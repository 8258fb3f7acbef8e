"""How things are called in open data (docs/identifiers.md): stable, the same in every standard, without a person in it."""

from __future__ import annotations

import hashlib
import uuid

from django.conf import settings
from django.urls import reverse

from publishing.opendata.declared import Public

BIN_SCHEME = "KZ-BIN"  # of the list at org-id.guide
CURRENCY = "KZT"
COUNTRY = "KZ"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC BY 4.0"
# All identifiers of the form that CommonGrants asks for come out of this one and the thing's own key.
ROOT = uuid.uuid5(uuid.NAMESPACE_OID, "civilportal.opendata")


def ocid(slug: str) -> str:
    """Of a contracting process: the registered prefix and the slug of its tender."""
    return f"{settings.OCID_PREFIX}-{slug}"


def ngo(organisation: Public) -> str:
    """«KZ-BIN-…», or the key of the record when it has no BIN."""
    return f"{BIN_SCHEME}-{organisation.bin}" if organisation.bin else f"record-{organisation.id}"


def body(one: Public) -> str:
    """«KZ-BIN-…», or the code of a body whose BIN is not known."""
    return f"{BIN_SCHEME}-{one.bin}" if one.bin else f"body-{one.code}"


def named(name: str) -> str:
    """Of an organisation that is known by its name alone, in imported history."""
    return f"name-{hashlib.sha256(name.casefold().encode()).hexdigest()[:16]}"


def unique(kind: str, key: str) -> uuid.UUID:
    return uuid.uuid5(ROOT, f"{kind}/{key}")


def url(path: str) -> str:
    """The whole address of ``path``."""
    return f"{settings.PUBLIC_ADDRESS}{path}"


def page(name: str, *args: object) -> str:
    """The whole address of a page in the language in force."""
    return url(reverse(name, args=args))

"""Releases, records, and the packages that they travel in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import override

from foundation.core.presentation import language
from publishing.opendata import identifiers
from publishing.opendata.identifiers import BIN_SCHEME, LICENCE
from publishing.opendata.ocds import awards, tenders
from publishing.opendata.ocds.parties import Parties
from publishing.opendata.ocds.processes import Process
from publishing.opendata.writing import Row, filled, moment, package
from socialorder.choices import TenderStatus

VERSION = "1.1"


def release(one: Process, code: str) -> Row:
    """All that is public of a process now, in the language ``code``."""
    with override(code):
        return _release(one)


def _release(one: Process) -> Row:
    parties = Parties()
    tender = tenders.tender(one.tender, parties)
    won, signed = awards.awards(one.tender, parties), awards.contracts(one.tender, parties)
    planning = tenders.planning(one.tender)
    ocid = identifiers.ocid(one.tender.slug)
    sections = {"planning": planning, "tender": tender, "awards": won, "contracts": signed}
    return filled(
        ocid=ocid,
        id=f"{ocid}-{int(one.changed_at.timestamp() * 1000)}",
        date=moment(one.changed_at),
        tag=_tags(one.tender.status, sections),
        initiationType="tender",
        language=language(),
        parties=parties.listed(),
        buyer=tender["procuringEntity"],
        **sections,
    )


def record(one: Process, code: str) -> Row:
    """The process with its release and what it comes to, which is the same."""
    current = release(one, code)
    return {
        "ocid": current["ocid"],
        "releases": [current],
        "compiledRelease": {**current, "id": f"{current['id']}-compiled", "tag": ["compiled"]},
    }


def _tags(status: str, sections: dict[str, Any]) -> list[str]:
    found = ["planning"] if sections["planning"] else []
    found.append("tenderCancellation" if status == TenderStatus.CANCELLED else "tender")
    found += [tag for tag, name in (("award", "awards"), ("contract", "contracts")) if sections[name]]
    if any(contract.get("implementation", {}).get("transactions") for contract in sections["contracts"]):
        found.append("implementation")
    return found


def release_package(rows: Iterable[Process], *, uri: str, made_at: dt.datetime, code: str = "kk") -> Iterator[bytes]:
    return package(_head(uri, made_at, code), "releases", (release(one, code) for one in rows))


def record_package(rows: Iterable[Process], *, uri: str, made_at: dt.datetime, code: str = "kk") -> Iterator[bytes]:
    return package(_head(uri, made_at, code), "records", (record(one, code) for one in rows))


def _head(uri: str, made_at: dt.datetime, code: str) -> Row:
    known = settings.PUBLISHER_BIN
    with override(code):
        policy = identifiers.page("publishing:open-data")
    return filled(
        uri=uri,
        version=VERSION,
        publishedDate=moment(made_at),
        publisher=filled(
            name=settings.PUBLISHER_NAME,
            scheme=BIN_SCHEME if known else None,
            uid=known,
            uri=settings.PUBLIC_ADDRESS,
        ),
        license=LICENCE,
        publicationPolicy=policy,
    )

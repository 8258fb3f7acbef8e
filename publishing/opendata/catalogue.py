"""The catalogue in DCAT 3, as JSON-LD: portals of open data read from it what there is and where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from publishing.models import Dump
from publishing.opendata import identifiers
from publishing.opendata.datasets import DATASETS, DataFile, Dataset
from publishing.opendata.identifiers import LICENCE
from publishing.opendata.writing import Row, filled, moment

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGES = ("kk", "ru", "en")
NIGHTLY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
SHA256 = "spdx:checksumAlgorithm_sha256"


def catalogue(dumps: Mapping[str, Dump]) -> Row:
    """Everything that is published; ``dumps`` are the nightly files by name."""
    return {
        "@context": CONTEXT,
        "@id": identifiers.url("/data/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _texts(_("Open data of Civil Portal")),
        "dct:publisher": _publisher(),
        "dct:license": {"@id": LICENCE},
        "foaf:homepage": {"@id": _page()},
        "dcat:dataset": [_dataset(dataset, dumps) for dataset in DATASETS],
        "dcat:service": [_service()],
    }


def _dataset(dataset: Dataset, dumps: Mapping[str, Dump]) -> Row:
    made = [dumps[file.name].made_at for file in dataset.files if file.name in dumps]
    return filled(
        **{
            "@id": identifiers.url(f"/data/catalog.jsonld#{dataset.code}"),
            "@type": "dcat:Dataset",
            "dct:identifier": dataset.code,
            "dct:title": _texts(dataset.title),
            "dct:description": _texts(dataset.about),
            "dct:conformsTo": {"@id": dataset.standard_url},
            "dct:publisher": _publisher(),
            "dct:license": {"@id": LICENCE},
            "dct:accrualPeriodicity": {"@id": NIGHTLY},
            "dct:modified": _typed(moment(max(made)), "xsd:dateTime") if made else None,
            "dcat:landingPage": {"@id": _page()},
            "dcat:distribution": [
                one for file in dataset.files for one in (_live(dataset, file), *_nightly(dataset, file, dumps))
            ],
        }
    )


def _live(dataset: Dataset, file: DataFile) -> Row:
    address = identifiers.url(file.live)
    return _distribution(dataset, file, f"{file.name}-live", address, {"dcat:accessURL": {"@id": address}})


def _nightly(dataset: Dataset, file: DataFile, dumps: Mapping[str, Dump]) -> list[Row]:
    dump = dumps.get(file.name)
    if dump is None:
        return []
    address = identifiers.url(dump.get_absolute_url())
    facts = {
        "dcat:downloadURL": {"@id": address},
        "dcat:byteSize": _typed(str(dump.size), "xsd:nonNegativeInteger"),
        "dct:modified": _typed(moment(dump.made_at), "xsd:dateTime"),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": SHA256},
            "spdx:checksumValue": dump.sha256,
        },
    }
    return [_distribution(dataset, file, file.name, address, facts)]


def _distribution(dataset: Dataset, file: DataFile, key: str, address: str, facts: Mapping[str, Any]) -> Row:
    return {
        "@id": identifiers.url(f"/data/catalog.jsonld#{key}"),
        "@type": "dcat:Distribution",
        "dct:title": file.name,
        "dct:format": file.form,
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{file.content_type}"},
        "dct:license": {"@id": LICENCE},
        "dct:conformsTo": {"@id": dataset.standard_url},
        "dcat:accessURL": {"@id": address},
        **facts,
    }


def _service() -> Row:
    address = identifiers.url("/common-grants/opportunities")
    return {
        "@id": address,
        "@type": "dcat:DataService",
        "dct:title": "CommonGrants",
        "dct:conformsTo": {"@id": "https://commongrants.org/protocol/"},
        "dcat:endpointURL": {"@id": address},
    }


def _publisher() -> Row:
    return {"@type": "foaf:Organization", "foaf:name": settings.PUBLISHER_NAME}


def _page() -> str:
    with override("kk"):
        return identifiers.page("publishing:open-data")


def _texts(text: Any) -> list[Row]:
    found = []
    for code in LANGUAGES:
        with override(code):
            found.append({"@language": code, "@value": str(text)})
    return found


def _typed(value: str | None, kind: str) -> Row:
    return {"@type": kind, "@value": value}

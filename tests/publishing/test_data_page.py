"""The page of open data, its catalogue and its dictionary."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from publishing import making
from publishing.models import Dump
from publishing.opendata import datasets, declared
from publishing.opendata.dictionary import entries
from tests.builders import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> None:
    registry.with_reference()
    registry.registered(1)
    making.make_dumps(lambda _done, _total: None)


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_page_says_what_there_is(made: None, django_assert_num_queries, code: str) -> None:
    with translation.override(code):
        address = reverse("publishing:open-data")
    assert address == f"/{code}/data/"
    with django_assert_num_queries(1):
        page = Client().get(address).text
    for dump in Dump.objects.all():
        assert f'href="/data/files/{dump.name}"' in page
        assert dump.sha256 in page
    for file in datasets.FILES.values():
        assert f'href="{file.live}"' in page
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page
    assert page.count("<h1") == 1
    assert "head_iin" not in page
    assert f'href="{address}"' in Client().get(f"/{code}/").text


def test_before_the_first_night_there_are_the_addresses_of_this_moment() -> None:
    page = Client().get("/en/data/").text
    assert "the first night has not come yet" in page
    assert '/data/files/ngos.csv" download' not in page
    assert 'href="/data/registry/ngos.csv"' in page


def test_the_catalogue_names_every_file_with_its_digest(made: None) -> None:
    answer = Client().get("/data/catalog.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    found = json.loads(answer.content)
    assert found["@type"] == "dcat:Catalog"
    given = {
        one["dcat:downloadURL"]["@id"].rsplit("/", 1)[1]: one["spdx:checksum"]["spdx:checksumValue"]
        for dataset in found["dcat:dataset"]
        for one in dataset["dcat:distribution"]
        if "dcat:downloadURL" in one
    }
    assert given == dict(Dump.objects.values_list("name", "sha256"))
    needed = {"@id", "@type", "dct:title", "dct:description", "dct:publisher", "dct:license", "dcat:distribution"}
    for dataset in found["dcat:dataset"]:
        assert needed <= set(dataset)
        assert [text["@language"] for text in dataset["dct:title"]] == ["kk", "ru", "en"]
        assert dataset["dct:modified"]["@value"].endswith("+00:00")
    for dataset in json.loads(Client().get("/data/catalog.jsonld").content)["dcat:dataset"]:
        for one in dataset["dcat:distribution"]:
            path = one["dcat:accessURL"]["@id"].removeprefix("http://localhost:8000")
            answer = Client().head(path)
            assert (answer.status_code, b"".join(answer)) == (200, b"")


def test_the_dictionary_has_what_is_public_and_nothing_else() -> None:
    text = b"".join(Client().get("/data/dictionary.csv").streaming_content).decode()
    head, *rows = csv.reader(io.StringIO(text))
    assert head == ["thing", "field", "type", "codes", "leads_to", "meaning"]
    named = {(row[0], row[1]): row[2:5] for row in rows}
    assert named["Organisation", "bin"] == ["text", "", ""]
    assert named["Organisation", "region"] == ["reference", "", "Region"]
    assert named["Organisation", "spheres"] == ["list of references", "", "Sphere"]
    assert named["Organisation", "sdgs"] == ["list of integer", "", ""]
    assert named["Funding", "kind"][1] == "order | grant | premium"
    assert named["Tender", "opens_at"][0] == "date-time"
    assert len(rows) == len(list(entries(datasets.all_models()))) > 200
    for model in datasets.all_models():
        for name in declared.of(model).personal | declared.of(model).internal:
            assert (model.__name__, name) not in named


def test_lines_equal_the_registry(monkeypatch) -> None:
    from publishing.opendata import registry_rows  # noqa: PLC0415

    monkeypatch.setattr(registry_rows, "CHUNK", 2)
    registry.with_reference()
    assert b"".join(Client().get("/data/registry/ngos.jsonl").streaming_content) == b""
    ngos = [registry.registered(serial, spheres=(3, 11), address='«a»\n"b"\\', sdgs=[4]) for serial in (1, 2, 3)]
    lines = b"".join(Client().get("/data/registry/ngos.jsonl").streaming_content).splitlines()
    found = [json.loads(line) for line in lines]
    assert [one["bin"] for one in found] == [ngo.bin for ngo in ngos]
    assert {key: found[0][key] for key in ("region", "spheres", "sdgs", "address", "kato", "registered_on")} == {
        "region": ngos[0].region_id,
        "spheres": [3, 11],
        "sdgs": [4],
        "address": '«a»\n"b"\\',
        "kato": ngos[0].kato,
        "registered_on": ngos[0].registered_on.isoformat(),
    }
    assert list(found[0]) == list(registry_rows.IN_LINES)

from __future__ import annotations

import csv
import io

import pytest

from publishing.opendata import registry_rows
from registry.models import Organisation
from tests.builders import registry

pytestmark = pytest.mark.django_db

COLUMNS = [
    "bin",
    "name_kk",
    "name_ru",
    "name_en",
    "legal_form",
    "region",
    "status",
    "spheres",
    "registered_on",
    "address",
    "website",
    "is_invented",
]


def read(client) -> list[list[str]]:
    response = client.get("/data/registry/ngos.csv")
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


@pytest.mark.parametrize("count", [1, 5])
def test_the_file_equals_the_registry_whatever_the_pieces(client, monkeypatch, count: int) -> None:
    monkeypatch.setattr(registry_rows, "CHUNK", 2)
    registry.with_reference()
    for serial in range(1, count + 1):
        registry.registered(serial, spheres=(3, 11), address="Астана, «Мәңгілік Ел»\n1", head_name="Secret Head")

    head, *rows = read(client)

    assert head == COLUMNS
    assert rows == [
        [
            ngo.bin,
            ngo.name_kk,
            ngo.name_ru,
            ngo.name_en,
            ngo.legal_form,
            ngo.region_id,
            ngo.status,
            "3;11",
            ngo.registered_on.isoformat(),
            ngo.address,
            "",
            "t",
        ]
        for ngo in Organisation.objects.order_by("pk")
    ]


def test_an_empty_registry_is_a_head_alone(client) -> None:
    assert read(client) == [COLUMNS]


@pytest.mark.parametrize("name", ["=1+1", "+7", "-1", "@SUM(A1)"])
def test_a_name_is_no_formula(client, name: str) -> None:
    registry.with_reference()
    registry.registered(1, name_en=name)

    assert read(client)[1][3] == f"'{name}"


def test_the_file_is_for_everybody_and_sets_no_cookie(client) -> None:
    response = client.get("/data/registry/ngos.csv")
    list(response)
    head = client.head("/data/registry/ngos.csv")

    assert (response["Access-Control-Allow-Origin"], response["Cache-Control"], dict(response.cookies)) == (
        "*",
        "public, max-age=300",
        {},
    )
    assert (head.status_code, b"".join(head.streaming_content)) == (200, b"")
    assert client.post("/data/registry/ngos.csv").status_code == 405

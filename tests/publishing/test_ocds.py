"""Social orders as the Open Contracting Data Standard has them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from publishing.opendata.ocds import packages, processes
from publishing.opendata.writing import dumped
from publishing.views import opendata as views
from socialorder.actions.tenders import tenders
from socialorder.models import Tender
from tests.builders import opendata
from tests.builders import socialorder as build
from tests.publishing import schemas

pytestmark = pytest.mark.django_db

PACKAGES = ("releases", "records")


def read(name: str, **query: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Client().get(f"/data/ocds/{name}.json", query).content)
    return found


@pytest.fixture
def order() -> opendata.Order:
    """Beside a decided tender with its contract: one that takes bids, one that nobody bid for, a cancelled one."""
    world, failed = build.announced(slug="nobody")
    build.opened(world, failed)
    _world, called_off = build.announced(world, "called-off")
    with build.at(build.NOW):
        tenders.cancel(tender=called_off, reason="The need is met", by=world.officer)
        tenders.create(body=world.body, slug="draft-of-secrets", values=build.tender_values(), by=world.officer)
    order = opendata.ordered(world=world)
    _world, running = build.announced(world, "running")
    build.sealed(world.lot(running), name_kk="Мөрленген", name_ru="Запечатанный", name_en="Sealed Fund")
    return order


@schemas.needs["ocds"]
def test_official_schema_and_checker_find_nothing(order, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release = schemas.schema("ocds", "release-schema.json")
    versioned = schemas.schema("ocds", "versioned-release-validation-schema.json")
    registry: Registry = Registry().with_resources(
        (str(one["id"]), Resource(one, DRAFT4)) for one in (release, versioned)
    )
    for name in PACKAGES:
        data = read(name)
        assert len(data[name]) == 4
        validator = Draft4Validator(
            schemas.schema("ocds", f"{name[:-1]}-package-schema.json"),
            registry=registry,
            format_checker=FormatChecker(),
        )
        assert [error.message for error in validator.iter_errors(data)] == []
        found = schemas.complaints_of_checker(data, tmp_path, monkeypatch)
        wrong = ("validation_errors", "deprecated_fields", "additional_fields", "additional_closed_codelist_values")
        assert {key: found[key] for key in wrong} == {
            "validation_errors": [],
            "deprecated_fields": [],
            "additional_fields": [],
            "additional_closed_codelist_values": {},
        }
        assert (found["extensions"], found["version_used"]) == (None, "1.1")
        assert found["additional_checks"] == {}
        assert "conformance_errors" not in found


def test_everything_that_is_public_of_a_process_and_nothing_else(order) -> None:
    found = {one["ocid"].removeprefix("ocds-000000-"): one for one in read("releases")["releases"]}
    assert {slug: (one["tag"], one["tender"]["status"]) for slug, one in found.items()} == {
        "day-centres": (["planning", "tender", "award", "contract", "implementation"], "complete"),
        "running": (["planning", "tender"], "active"),
        "nobody": (["planning", "tender"], "unsuccessful"),
        "called-off": (["planning", "tenderCancellation"], "cancelled"),
    }
    one = found["day-centres"]
    winner, loser, refused = (f"KZ-BIN-{bid.organisation.bin}" for bid in order.bids)
    assert {row["id"]: row["roles"] for row in one["parties"]} == {
        f"body-{order.world.body.code}": ["buyer", "procuringEntity", "payer"],
        winner: ["tenderer", "supplier", "payee"],
        loser: ["tenderer"],
        refused: ["tenderer"],
    }
    assert (one["tender"]["numberOfTenderers"], one["tender"]["value"]["amount"]) == (3, 2_000_000)
    assert one["tender"]["items"][0]["quantity"] == 40
    [award], [contract] = one["awards"], one["contracts"]
    assert (award["status"], award["value"]["amount"], award["suppliers"][0]["id"]) == ("active", 1_800_000, winner)
    assert (contract["awardID"], contract["status"], contract["value"]) == (award["id"], "active", award["value"])
    done = contract["implementation"]
    assert [(row["id"], row["status"]) for row in done["milestones"]] == [("stage-1", "met"), ("stage-2", "scheduled")]
    [payment] = done["transactions"]
    assert (payment["value"], payment["payee"]["id"]) == ({"amount": 799999.99, "currency": "KZT"}, winner)
    assert [found[slug].get("awards", []) for slug in ("running", "nobody", "called-off")] == [[], [], []]
    everything = json.dumps([read(name) for name in PACKAGES], ensure_ascii=False)
    for secret in ("Sealed Fund", "Мөрленген", "draft-of-secrets", "We will help families", order.world.officer.email):
        assert secret not in everything
    assert "numberOfTenderers" not in found["running"]["tender"]
    times = re.findall(r'"(\d{4}-\d\d-\d\dT[^"]*)"', everything)
    assert len(times) > 50
    assert all(time.endswith("+00:00") for time in times)


def test_money_is_written_to_the_tiyn(order) -> None:
    text = Client().get("/data/ocds/releases.json").text
    assert '"amount":799999.99,' in text
    assert '"amount":1800000.00,' in text
    with pytest.raises(TypeError):
        dumped({1, 2})


def test_texts_are_in_the_language_that_is_asked_for(order) -> None:
    found = {code: read("records", language=code)["records"][0]["compiledRelease"] for code in ("kk", "ru", "en")}
    assert {code: (one["language"], one["tender"]["items"][0]["description"]) for code, one in found.items()} == {
        "kk": ("kk", "title kk"),
        "ru": ("ru", "title ru"),
        "en": ("en", "title ru"),  # there is no English title of the topic
    }
    assert found["en"]["tender"]["procurementMethodDetails"] == "Tender of the state social order"
    assert "/ru/social-orders/" in found["ru"]["tender"]["documents"][0]["url"]


def test_pages_follow_each_other_and_tell_each_process_once(order, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PAGE", 3)
    first = Client().get("/data/ocds/releases.json?language=ru")
    address = re.fullmatch(r'<http://[^/]+(/[^>]+)>; rel="next"', first["Link"])[1]
    second = Client().get(address)
    assert "Link" not in second
    pages = [json.loads(one.content)["releases"] for one in (first, second)]
    assert [len(one) for one in pages] == [3, 1]
    dates = [one["date"] for page in pages for one in page]
    assert dates == sorted(dates)
    assert {one["language"] for page in pages for one in page} == {"ru"}
    assert first["Access-Control-Allow-Origin"] == "*"
    last = pages[1][0]
    assert [one["ocid"] for one in read("releases", since=last["date"])["releases"]] == [last["ocid"]]
    assert len(read("records", since="2026-11-01")["records"]) == 4
    # The offset as browsers and people write it, its «+» not escaped.
    assert (
        len(json.loads(Client().get("/data/ocds/records.json?since=2026-11-01T00:00:00+05:00").content)["records"]) == 4
    )
    assert read("releases", since="2030-01-01")["releases"] == []
    # A process that changes moves to the end, under a new id.
    tender = Tender.objects.get(slug="running")
    with build.at(tender.closes_at + opendata.DAY * 90):
        build.opened(order.world, tender)
    assert [one["ocid"] for one in read("releases")["releases"]][-1] == "ocds-000000-running"


@pytest.mark.parametrize(
    "query", [{"since": "yesterday"}, {"since": "2026-11-01T00:00"}, {"since": "2026-13-45"}, {"cursor": "я"},
              {"cursor": "AAAA"}, {"cursor": "MjAyNi0xMS0wMXwx"}, {"language": "de"}]
)  # fmt: skip
def test_what_an_address_says_wrongly_is_told(query: dict[str, str]) -> None:
    answer = Client().get("/data/ocds/releases.json", query)
    assert answer.status_code == 400
    assert next(iter(query)) in answer.json()["error"]


def test_queries_do_not_grow_with_processes(django_assert_num_queries) -> None:
    order = opendata.ordered()
    with django_assert_num_queries(10):
        assert len(read("releases")["releases"]) == 1
    for number in (2, 3):
        opendata.ordered(f"day-centres-{number}")
    with django_assert_num_queries(10):
        assert len(read("releases")["releases"]) == 3
    streamed = b"".join(
        packages.release_package(
            processes.read(processes.processes()), uri="https://example.kz/", made_at=order.tender.opens_at
        )
    )
    assert json.loads(streamed)["releases"] == read("releases")["releases"]

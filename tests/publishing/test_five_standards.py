"""One database, five standards: one world, read over HTTP by programs that know nothing of the portal.

OCDS by libcoveocds, CommonGrants by the client of its SDK, 360Giving and Popolo by the official schemas, the registry by
the questions that OpenRefine asks.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from common_grants_sdk.client import Client as CommonGrants
from common_grants_sdk.client.config import Config
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from grants.models import Call
from publishing.opendata import identifiers, popolo
from tests.builders import agreements, grants, opendata
from tests.builders import councils as build_councils
from tests.publishing import schemas

POPOLO = {
    "organizations": "organization",
    "persons": "person",
    "posts": "post",
    "memberships": "membership",
    "events": "event",
    "motions": "motion",
    "vote_events": "vote_event",
    "votes": "vote",
}
pytestmark = pytest.mark.django_db(transaction=True)


@schemas.needs["ocds"]
@schemas.needs["360giving"]
@schemas.needs["popolo"]
def test_one_world_is_read_by_five_outside_programs(live_server, tmp_path, monkeypatch, settings) -> None:
    settings.PUBLIC_ADDRESS = live_server.url
    opendata.ordered()
    deal = agreements.paid()
    call = grants.call_at(slug="open-now", number_prefix="OPEN")
    council = build_councils.sitting(3)
    build_councils.decided(council, build_councils.opened(council, present=3), "ffa")
    funded = deal.agreement.application.organisation

    with httpx.Client(base_url=live_server.url) as reader:
        assert _ocds(reader, tmp_path, monkeypatch) == {"ocds-000000-day-centres"}
        assert _giving(reader) == [(f"KZ-BIN-{funded.bin}", 500_000)]
        assert set(_popolo(reader)) == set(popolo.LISTS)
        assert _openrefine(reader, funded.name_ru) == f"KZ-BIN-{funded.bin}"
    assert _common_grants(live_server.url, call) == {"open-now", deal.agreement.application.call.slug}


def _ocds(reader: httpx.Client, folder: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    found = set()
    for name in ("releases", "records"):
        data = reader.get(f"/data/ocds/{name}.json").json()
        told = schemas.complaints_of_checker(data, folder, monkeypatch)
        assert (told["validation_errors"], told["additional_fields"], told["additional_checks"]) == ([], [], {})
        found |= {one["ocid"] for one in data[name]}
    return found


def _giving(reader: httpx.Client) -> list[tuple[str, float]]:
    data = reader.get("/data/360giving/grants.json").json()
    assert schemas.faults_of_360giving(data) == []
    return [(one["recipientOrganization"][0]["id"], one["amountAwarded"]) for one in data["grants"]]


def _popolo(reader: httpx.Client) -> dict[str, list[Any]]:
    resources = [Resource(json.loads(path.read_text()), DRAFT3) for path in (schemas.FOLDER / "popolo").glob("*.json")]
    names = {name: one for one in resources for name in (str(one.contents["id"]), str(one.contents["id"]).rstrip("#"))}
    registry: Registry = Registry().with_resources(names.items())
    found = {}
    for name, schema in POPOLO.items():
        validator = Draft3Validator(schemas.schema("popolo", f"{schema}.json"), registry=registry)
        found[name] = reader.get(f"/data/popolo/{name}.json").json()
        assert found[name]
        assert [error.message for row in found[name] for error in validator.iter_errors(row)] == []
    return found


def _openrefine(reader: httpx.Client, name: str) -> str:
    """The first candidate for a name, by the service that OpenRefine is told of."""
    manifest = reader.get("/reconcile/").json()
    assert "0.2" in manifest["versions"]
    queries = json.dumps({"q0": {"query": name, "limit": 1}})
    answer = reader.post("/reconcile/", data={"queries": queries}).json()
    return str(answer["q0"]["result"][0]["id"])


def _common_grants(address: str, call: Call) -> set[str]:
    with CommonGrants(Config(base_url=address, api_key="none is needed", page_size=1)) as client:
        listed = client.opportunities.list()
        one = client.opportunities.get(identifiers.unique("call", call.slug))
        found = client.opportunities.search(search=call.title_en, status=[one.status.value])
    assert (listed.errors, found.errors, found.filter_info.errors) == ([], [], [])
    assert (one.status.value, one.title, one.funding.total_amount_available.currency) == ("open", call.title_kk, "KZT")
    assert str(one.id) in {str(row.id) for row in found.items}
    return {row.identifiers.other_ids["opp:kz:civilportal"].id for row in listed.items}

"""What systems rely on, tried on every operation of the description or on one for all: once is once, answers may be packed,
pages of other origins are let in by a list.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.api import idempotency
from foundation.api.models import ApiClient, IdempotentAnswer
from foundation.api.views import describe
from tests.builders import api
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"
NOWHERE = {"integer": "1", "uuid": "00000000-0000-4000-8000-000000000000", "string": "nothing"}


def posts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every POST of the description, at an address of its own shape."""
    for path, methods in describe()["paths"].items():
        if "post" in methods:
            kinds = {one["name"]: one["schema"] for one in methods["post"]["parameters"] if one["in"] == "path"}
            place = re.sub(r"\{(\w+)\}", lambda found, of=kinds: _nothing(of[found[1]]), path)
            yield place, methods["post"]


def _nothing(schema: dict[str, Any]) -> str:
    return NOWHERE.get(schema.get("format", ""), NOWHERE[schema["type"]])


def body_of(operation: dict[str, Any], word: str) -> dict[str, Any]:
    """Something to send, different for each word, in a form that the operation takes."""
    forms = operation.get("requestBody", {}).get("content", {JSON: {}})
    if JSON in forms:
        return {"data": json.dumps({"reason": word}), "content_type": JSON}
    return {"data": {"file": SimpleUploadedFile("rows.csv", f"bin\n{word}\n".encode())}}


def test_every_post_is_done_once_with_its_key(monkeypatch: Any) -> None:
    system = api.system_of(api.akimat())
    actor, real = f"client:{ApiClient.objects.get().pk}", idempotency.claim
    begun: list[str] = []
    faults: list[tuple[str, str, int]] = []

    def counted(**asked: str) -> Any:
        kept = real(**asked)
        begun.extend([asked["key"]] if kept is None else [])
        return kept

    monkeypatch.setattr(idempotency, "claim", counted)
    asked = list(posts())
    for number, (address, operation) in enumerate(asked):

        def send(word: str, key: str = f"k-{number}", to: str = address, what: Any = operation) -> Any:
            return system.post(to, **body_of(what, word), headers={idempotency.HEADER: key})

        first, again, other = send("one"), send("one"), send("two")
        IdempotentAnswer.objects.filter(actor=actor, key=f"k-{number}").update(answered_at=None, status=None, body=b"")
        working = send("one")  # as if another were still at it
        told = {
            "described": any(one["name"] == idempotency.HEADER for one in operation["parameters"]),
            "repeated": (again.status_code, again.content) == (first.status_code, first.content),
            "marked": (again.get("Idempotency-Replayed"), first.get("Idempotency-Replayed")) == ("true", None),
            "other": (other.status_code, other.json()["errors"][0]["field"]) == (422, idempotency.HEADER),
            "working": (working.status_code, working.json()["code"]) == (409, "idempotency_in_progress"),
            "later": working.get("Retry-After") == "1",
            "once": begun.count(f"k-{number}") == 1,
        }
        faults += [(address, name, first.status_code) for name, is_so in told.items() if not is_so]

    assert faults == []
    assert len(asked) > 100


def test_a_list_is_packed_for_who_says_that_it_unpacks(client: Client) -> None:
    BodyFactory.create_batch(5)

    plain = client.get("/api/v1/bodies/")
    packed = [client.get("/api/v1/bodies/", headers={"Accept-Encoding": "gzip"}) for _ in range(8)]

    assert "Content-Encoding" not in plain
    assert {one["Content-Encoding"] for one in packed} == {"gzip"}
    assert {gzip.decompress(one.content) for one in packed} == {plain.content}
    assert len(packed[0].content) < len(plain.content)
    assert "Accept-Encoding" in packed[0]["Vary"]
    # Of a length that is not always the same nobody reads off how well a guess packs beside a secret (BREACH).
    assert len({len(one.content) for one in packed}) > 1


def test_a_packed_object_keeps_its_tag(client: Client) -> None:
    BodyFactory(code="b-1", name_kk="Ойдан шығарылған " * 12)
    unpacking = {"Accept-Encoding": "gzip"}

    packed = client.get("/api/v1/bodies/b-1/", headers=unpacking)
    again = client.get("/api/v1/bodies/b-1/", headers=unpacking | {"If-None-Match": packed["ETag"]})

    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"].startswith('W/"')
    assert again.status_code == 304


def test_pages_of_listed_origins_alone_are_let_in(client: Client, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://maps.example.kz"]
    address, wanted = "/api/v1/bodies/", "authorization,idempotency-key,if-match,if-none-match,content-type"
    preflight = {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": wanted}

    let_in = client.get(address, headers={"Origin": "https://maps.example.kz"})
    other = client.get(address, headers={"Origin": "https://maps.example.kz.evil.example"})
    asked = client.options(address, headers=preflight | {"Origin": "https://maps.example.kz"})
    refused = client.options(address, headers=preflight | {"Origin": "https://evil.example"})
    page = client.get("/en/", headers={"Origin": "https://maps.example.kz"})

    assert let_in["Access-Control-Allow-Origin"] == "https://maps.example.kz"
    assert {"ETag", "Link", "Location", "Retry-After", "Idempotency-Replayed"} <= set(
        let_in["Access-Control-Expose-Headers"].split(", ")
    )
    assert asked.status_code == 200
    assert set(wanted.split(",")) <= set(asked["Access-Control-Allow-Headers"].split(", "))
    assert "PATCH" in asked["Access-Control-Allow-Methods"]
    assert "origin" in let_in["Vary"].lower()
    # Cookies never come along: who is signed in to the pages does nothing from the page of somebody else.
    assert "Access-Control-Allow-Credentials" not in asked
    assert [one.has_header("Access-Control-Allow-Origin") for one in (other, refused, page)] == [False] * 3


def test_a_list_says_where_it_goes_on_in_a_header_too(client: Client) -> None:
    BodyFactory.create_batch(3)

    first, last = client.get("/api/v1/bodies/?limit=2"), client.get("/api/v1/bodies/?limit=3")

    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert (last.json()["next"], last.has_header("Link")) == (None, False)


def test_an_answer_is_data_and_loads_nothing(client: Client) -> None:
    BodyFactory(code="b-1")

    answers = [client.get(f"/api/v1/{place}") for place in ("bodies/", "bodies/b-1/", "nothing/")]

    assert {one["Content-Security-Policy"] for one in answers} == {"default-src 'none'; frame-ancestors 'none'"}
    assert {one["X-Content-Type-Options"] for one in answers} == {"nosniff"}
    assert "script-src" in client.get("/api/docs/")["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("accept", "status"),
    [("*/*", 200), (JSON, 200), ("text/html, */*;q=0.1", 200), ("application/xml", 406), ("", 200)],
)
def test_there_is_one_form_of_answer(client: Client, accept: str, status: int) -> None:
    answer = client.get("/api/v1/bodies/", headers={"Accept": accept} if accept else {})

    assert answer.status_code == status

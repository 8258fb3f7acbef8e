"""One walk over the declared resources of a room: what is asked of every one of them alike, on one built world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.api.resources import Resource

JSON = "application/json"
QUERIES_MAX = 12


@dataclass(frozen=True)
class Eyes:
    """Who looks: a system of the body, one of another region, one without the area's scopes, everybody."""

    own: Client
    foreign: Client
    unscoped: Client
    visitor: Client


def send(client: Client, address: str, data: Any = None, method: str = "post", **headers: str) -> Any:
    return getattr(client, method)(f"/api/v1/{address}", data or {}, content_type=JSON, headers=headers)


def read(client: Client, address: str) -> Any:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, (address, answer.status_code, answer.content[:500])
    return answer.json()


def done(client: Client, address: str, data: Any = None, method: str = "post", status: int = 200) -> Any:
    """Carry an action out; what it answers."""
    answer = send(client, address, data, method)
    told = answer.json()
    said = (
        [(one["field"], one["texts"]["en"]) for one in told["errors"]]
        if answer.status_code >= 400 and "errors" in told
        else told
    )
    assert answer.status_code == status, (address, answer.status_code, said)
    return told


def refused(client: Client, address: str, data: Any = None, method: str = "post") -> tuple[int, str]:
    answer = send(client, address, data, method)
    return answer.status_code, answer.json()["code"]


def walk(resources: Sequence[tuple[str, type[Resource]]], keys: Mapping[str, Iterable[Any]], eyes: Eyes) -> None:
    """Every resource of the room has rows in the world, is listed, read one by one, refused and cheap."""
    assert {name for name, _resource in resources} == set(keys)
    for name, resource in resources:
        expected = [str(key) for key in keys[name]]
        if not resource.is_shown:  # no address of their own; the keys are what is asked
            told = [read(eyes.visitor, f"{name}/{asked}")["results"] for asked in expected or [""]]
            assert expected or all(told), name
            continue
        assert expected, name
        if resource.is_listed:
            _walk_list(name, resource, expected, eyes)
        for key in expected:
            _walk_one(f"{name}/{key}/", resource, eyes)
        _walk_acts(name, resource, expected[0], eyes)


def _walk_list(name: str, resource: type[Resource], expected: list[str], eyes: Eyes) -> None:
    found = read(eyes.own, f"{name}/?limit=200")["results"]
    field = resource.lookup_field if resource.lookup_field != "pk" else "id"
    assert set(expected) <= {str(row.get(field, row.get("code"))) for row in found}, name
    counts = []
    for limit in (1, 3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read(eyes.own, f"{name}/?limit={limit}")
        counts.append(len(asked))
    # The roles of the asker are looked up once, where a row among the three needs them.
    assert counts[1] in (counts[0], counts[0] + 1), (name, counts)
    assert counts[1] <= QUERIES_MAX, (name, counts)
    status = eyes.visitor.get(f"/api/v1/{name}/").status_code
    assert status == (200 if resource.is_public else 401), name
    if not resource.is_public:
        answer = eyes.unscoped.get(f"/api/v1/{name}/")
        assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope"), name


def _walk_one(address: str, resource: type[Resource], eyes: Eyes) -> None:
    shown = read(eyes.own, address)
    tag = eyes.own.get(f"/api/v1/{address}")["ETag"]
    again = eyes.own.get(f"/api/v1/{address}", headers={"If-None-Match": tag})
    assert (again.status_code, set(shown["allowed_actions"]) <= {*resource.acts, "change"}) == (304, True), address


def _walk_acts(name: str, resource: type[Resource], key: str, eyes: Eyes) -> None:
    asked = [(f"{name}/{key}/{act}/", "post") for act in resource.acts]
    asked += [(f"{name}/{key}/", "patch")] if resource.changes else []
    asked += [(f"{name}/", "post")] if resource.creates else []
    for address, method in asked:
        assert refused(eyes.visitor, address, method=method) == (401, "not_authenticated"), address
        assert refused(eyes.unscoped, address, method=method) == (403, "insufficient_scope"), address
        if resource.region and key in address:
            assert refused(eyes.foreign, address, method=method) == (404, "not_found"), address
    assert read(eyes.own, f"{name}/{key}/") is not None
    assert send(eyes.own, f"{name}/{key}/", method="delete").status_code == 405, name

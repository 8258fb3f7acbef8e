"""Every operation of the API is either for everybody or asks for one scope, says so here, and refuses whoever lacks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve

from foundation.api.scopes import SCOPES
from foundation.api.views import describe
from foundation.audit.models import Event
from tests.architecture.api_decisions import (
    COUNCILS,
    EVALUATION,
    GRANTS,
    INTEGRITY,
    MONITORING,
    PEOPLE,
    PUBLIC,
    READ,
    SOCIAL_ORDERS,
    WRITE,
)
from tests.builders import api
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

# Everybody may fetch a token or the description; these are no operations of the description.
BESIDE = {"api-token", "api-revoke", "api-schema", "api-docs", "api-nothing"}

DECIDED = {
    **SOCIAL_ORDERS,
    **EVALUATION,
    **MONITORING,
    **COUNCILS,
    **GRANTS,
    **INTEGRITY,
    **PEOPLE,
    "GET /api/v1/changes/": PUBLIC,
    "GET /api/v1/jobs/": "jobs:read",
    "GET /api/v1/jobs/{id}/": "jobs:read",
    "POST /api/v1/documents/": "documents:write",
    "GET /api/v1/documents/{id}/": "documents:read",
    "GET /api/v1/documents/{id}/content/": "documents:read",
    "GET /api/v1/organisations/": PUBLIC,
    "POST /api/v1/organisations/": WRITE,
    "GET /api/v1/organisations/{bin}/": PUBLIC,
    "PATCH /api/v1/organisations/{bin}/": WRITE,
    "POST /api/v1/organisations/{bin}/describe/": WRITE,
    "POST /api/v1/organisations/{bin}/founders/": WRITE,
    "POST /api/v1/organisations/{bin}/observe/": WRITE,
    "GET /api/v1/annual-information/": READ,
    "GET /api/v1/annual-information/{id}/": READ,
    "POST /api/v1/annual-information/{id}/accept/": WRITE,
    "POST /api/v1/annual-information/{id}/return/": WRITE,
    "POST /api/v1/annual-information/{id}/return-correction/": WRITE,
    "GET /api/v1/imports/": READ,
    "POST /api/v1/imports/": WRITE,
    "GET /api/v1/imports/{id}/": READ,
    "GET /api/v1/imports/{id}/report/": READ,
    "POST /api/v1/imports/{id}/load/": WRITE,
    "GET /api/v1/webhooks/": "webhooks:read",
    "POST /api/v1/webhooks/": "webhooks:write",
    "GET /api/v1/webhooks/{id}/": "webhooks:read",
    "POST /api/v1/webhooks/{id}/rotate/": "webhooks:write",
    "POST /api/v1/webhooks/{id}/stop/": "webhooks:write",
    "GET /api/v1/deliveries/": "webhooks:read",
    "GET /api/v1/deliveries/{id}/": "webhooks:read",
    "POST /api/v1/deliveries/{id}/repeat/": "webhooks:write",
    "GET /api/v1/bodies/": PUBLIC,
    "POST /api/v1/bodies/": WRITE,
    "GET /api/v1/bodies/{code}/": PUBLIC,
    "PATCH /api/v1/bodies/{code}/": WRITE,
    **{f"GET /api/v1/{name}/": PUBLIC for name in (
        "regions", "kato", "spheres", "legal-forms", "goals", "indicators", "mrp", "calendar-days", "rule-parameters",
    )},
    **{f"GET /api/v1/{name}/{{{key}}}/": PUBLIC for name, key in (
        ("regions", "code"), ("kato", "code"), ("spheres", "number"), ("legal-forms", "code"), ("goals", "number"),
        ("indicators", "code"), ("mrp", "valid_from"), ("calendar-days", "day"), ("rule-parameters", "key"),
    )},
}  # fmt: skip
NUMBERS = dict.fromkeys(("number", "version", "year", "agreement", "contract", "meeting"), "1")
SOMETHING = ({"id": "1", **NUMBERS}, {"id": "00000000-0000-4000-8000-000000000000", **NUMBERS})


@pytest.fixture(scope="module")
def description(django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    with django_db_blocker.unblock():
        return describe()


def operations(description: dict[str, Any]) -> dict[str, Any]:
    """«GET /address/» → operation."""
    return {
        f"{method.upper()} {path}": operation
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    }


def routed() -> Iterator[tuple[str, set[str], str]]:
    """(name, methods, address) of every route below /api/."""
    for item in get_resolver().url_patterns:
        if str(item.pattern) == "api/":
            yield from _walk(item, "/api/")


def _walk(resolver: Any, above: str) -> Iterator[tuple[str, set[str], str]]:
    for item in resolver.url_patterns:
        address = above + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(item.pattern)).replace("{pk}", "{id}")
        if isinstance(item, URLPattern):
            actions = getattr(item.callback, "actions", {})
            yield str(item.name), {method.upper() for method in actions} - {"HEAD"}, address
        else:
            yield from _walk(item, address)


def test_the_description_names_every_route_and_nothing_else(description: dict[str, Any]) -> None:
    found = {f"{method} {address}" for _name, methods, address in routed() for method in methods}

    assert found == set(operations(description))


def test_every_operation_is_decided(description: dict[str, Any]) -> None:
    assert sorted(DECIDED) == sorted(operations(description))
    assert {name for name, methods, _address in routed() if not methods} == BESIDE


def test_every_operation_says_what_it_asks_for_and_how_it_refuses(description: dict[str, Any]) -> None:
    for name, operation in operations(description).items():
        scopes = [one["system"] for one in operation["security"] if "system" in one]
        is_free = {} in operation["security"]
        assert ({PUBLIC} if is_free else set(scopes[0])) == {DECIDED[name]}, name
        assert {"400", "401", "403", "404", "429"} <= set(operation["responses"]), name
        assert operation["summary"], name
        for response in operation["responses"].values():
            for media in response.get("content", {}).values():
                assert "example" in media, name


def address_of(name: str) -> tuple[str, str]:
    """Method and address of an operation, with a key of the shape that its route takes."""
    method, path = name.split(" ")
    names = re.findall(r"{(\w+)}", path)
    tried = [path.format(**{one: values.get(one, "nothing") for one in names}) for values in SOMETHING]
    return method.lower(), next(address for address in tried if resolve(address).url_name != "api-nothing")


def test_nobody_gets_past_without_a_key() -> None:
    for name, scope in DECIDED.items():
        method, address = address_of(name)
        answer = (
            getattr(Client(), method)(address, data={}, content_type="application/json")
            if method != "get"
            else Client().get(address)
        )

        assert answer.status_code in ({200, 404} if scope == PUBLIC else {401}), name


def test_nobody_gets_past_without_the_scope() -> None:
    body = api.akimat()
    for scope in sorted(set(DECIDED.values()) - {PUBLIC}):
        system = api.system_of(body, sorted(set(SCOPES) - {scope}))
        for name in (name for name, asked in DECIDED.items() if asked == scope):
            method, address = address_of(name)
            answer = system.generic(method.upper(), address, b"{}", "application/json")

            assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope"), name


def test_somebody_without_a_role_changes_nothing() -> None:
    stranger = Client()
    stranger.force_login(UserFactory())
    before = Event.objects.count()
    for name, scope in DECIDED.items():
        method, address = address_of(name)
        if method == "get" or scope == "documents:write":
            continue  # everybody who is known may send a file, which is nobody's until something names it
        kind = "application/x-ndjson" if name == "POST /api/v1/imports/" else "application/json"
        answer = stranger.generic(method.upper(), address, b"{}", kind)

        # Where something is made, what is lacking may be told before anything is asked of the person.
        assert answer.status_code in ({403, 404} if "{" in name else {403, 404, 422}), name
    assert Event.objects.count() == before

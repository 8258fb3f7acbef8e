"""The ground on which every resource stands, tried on state bodies and the portal's administrator."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import get_access_token_model

from foundation.api import idempotency, throttling
from foundation.api.models import ApiClient, IdempotentAnswer
from foundation.api.resources import Resource
from foundation.audit.models import Event
from foundation.core.models import Job, JobStatus
from registry.actions import api_clients, bodies
from registry.models import AnnualInformation, Body
from tests.builders import api
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"
BODY = {
    "code": "new-body",
    "name_kk": "Ойдан шығарылған",
    "name_ru": "Вымышленный орган",
    "name_en": "Invented body",
    "kind": "central",
}


@pytest.fixture
def admin() -> Client:
    """The portal's administrator in the browser; the CSRF token is the browser's business."""
    client = Client()
    client.force_login(UserFactory(is_admin=True))
    return client


def send(client: Client, address: str, data: Any = None, method: str = "post", **headers: str) -> Any:
    return getattr(client, method)(address, data or {}, content_type=JSON, headers=headers)


# Pages, fields, filters


def test_a_list_comes_in_pages_that_follow_the_key(client: Client) -> None:
    for number in (1, 2, 3):
        BodyFactory(code=f"b-{number}")

    first = client.get("/api/v1/bodies/?limit=2&fields=code").json()
    BodyFactory(code="a-0")  # comes before the place in the list and shifts nothing
    second = client.get(first["next"]).json()

    assert first["results"] == [{"code": "b-1"}, {"code": "b-2"}]
    assert second == {"results": [{"code": "b-3"}], "next": None}


@pytest.mark.parametrize("n", [1, 3])
def test_a_list_asks_the_database_the_same_number_of_times(
    client: Client, django_assert_num_queries: Any, n: int
) -> None:
    BodyFactory.create_batch(n)

    with django_assert_num_queries(2):  # the regions that may be chosen, the bodies
        answer = client.get("/api/v1/bodies/")

    assert len(answer.json()["results"]) == n


def test_filters_have_the_names_of_the_page(client: Client) -> None:
    BodyFactory(code="b-1", name_ru="Аким города")
    BodyFactory(code="b-2", kind="central")

    assert [one["code"] for one in client.get("/api/v1/bodies/?q=аким").json()["results"]] == ["b-1"]
    assert [one["code"] for one in client.get("/api/v1/bodies/?kind=central").json()["results"]] == ["b-2"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("colour=red", 400, "parameter"),
        ("after=nonsense", 400, "bad_cursor"),
        ("after=WyIxMjM0NTY3OCIsIDFd", 400, "bad_cursor"),
        ("limit=0", 422, "invalid"),
        ("limit=99999999999999999999", 422, "invalid"),
        ("kind=castle", 422, "invalid"),
        ("fields=secret", 422, "invalid"),
        ("q=%00", 400, "not_text"),
    ],
)
def test_what_a_list_cannot_heed_is_said(client: Client, query: str, status: int, code: str) -> None:
    answer = client.get(f"/api/v1/bodies/?{query}")

    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (
        status,
        "application/problem+json",
        code,
    )


def test_an_object_has_a_tag_and_is_not_sent_twice(client: Client) -> None:
    body = BodyFactory(code="b-1")

    first = client.get("/api/v1/bodies/b-1/")
    again = client.get("/api/v1/bodies/b-1/", headers={"If-None-Match": f"W/{first['ETag']}"})
    Body.objects.filter(pk=body.pk).update(phone="1")
    changed = client.get("/api/v1/bodies/b-1/", headers={"If-None-Match": first["ETag"]})

    assert first.json()["allowed_actions"] == []
    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


# Who


def test_a_token_acts_as_the_service_account_and_its_use_is_noted() -> None:
    client, secret = api.key_of(api.akimat())
    answer = api.token_of(client, secret)
    token = get_access_token_model().objects.get()

    used = Client().get("/api/v1/bodies/", headers={"Authorization": f"Bearer {answer.json()['access_token']}"})

    client.refresh_from_db()
    assert (answer.status_code, used.status_code, token.token) == (200, 200, "")
    assert client.last_used_at is not None
    assert used["Cache-Control"] == "private, no-store"


def test_a_token_is_given_for_the_scopes_of_the_key_alone() -> None:
    client, secret = api.key_of(api.akimat(), ["registry:read"])

    assert api.token_of(client, secret).json()["scope"] == "registry:read"
    assert api.token_of(client, secret, scope="registry:write").json()["error"] == "invalid_scope"
    assert api.token_of(client, "wrong").status_code == 401


def test_nobody_writes_without_a_key(client: Client) -> None:
    answer = send(client, "/api/v1/bodies/", BODY)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_scope_that_is_missing_is_named() -> None:
    system = api.system_of(api.akimat(), ["registry:read"])

    answer = send(system, "/api/v1/bodies/", BODY)

    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert answer.json()["texts"]["en"] == "The key has no scope «registry:write»."


def test_a_rule_refuses_with_its_sentence_in_three_languages() -> None:
    answer = send(api.system_of(api.akimat()), "/api/v1/bodies/", BODY)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert answer.json()["texts"]["en"] == "Only the administrator of the portal can enter a state body."
    assert len(set(answer.json()["texts"].values())) == 3


def test_every_end_of_a_key_is_told_with_its_reason() -> None:
    body, officer = api.akimat(), UserFactory()
    api_clients.memberships.grant(user=officer, role="officer", body=body, by=None)
    client, secret = api.key_of(body)
    token = api.token_of(client, secret).json()["access_token"]
    system = Client(headers={"Authorization": f"Bearer {token}"})

    def code() -> tuple[int, str]:
        answer = system.get("/api/v1/bodies/")
        assert f'error_description="{answer.json()["code"]}"' in answer["WWW-Authenticate"]
        return answer.status_code, answer.json()["code"]

    get_access_token_model().objects.update(expires=timezone.now() - dt.timedelta(seconds=1))
    assert code() == (401, "token_expired")
    ApiClient.objects.update(expires_at=timezone.now())
    assert code() == (401, "client_expired")
    ApiClient.objects.update(expires_at=None)
    api_clients.revoke(client=client, by=officer)
    assert code() == (401, "client_revoked")
    assert api.token_of(client, secret).status_code == 401
    system.defaults["HTTP_AUTHORIZATION"] = "Bearer nothing"
    assert code() == (401, "token_unknown")


def test_a_person_must_send_the_token_of_the_page(admin: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = admin.cookies

    assert send(strict, "/api/v1/bodies/", BODY).status_code == 403
    assert send(admin, "/api/v1/bodies/", BODY).status_code == 201


def test_who_asks_too_often_is_told_when_to_come_back(client: Client, settings: Any) -> None:
    settings.API_PER_MINUTE_PUBLIC = 2
    throttling._redis(settings.CELERY_BROKER_URL).flushdb()

    codes = [client.get("/api/v1/bodies/").status_code for _ in range(3)]
    answer = client.get("/api/v1/bodies/")

    assert codes[0] == 200
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_without_redis_nobody_is_refused(client: Client, settings: Any) -> None:
    settings.API_PER_MINUTE_PUBLIC, settings.CELERY_BROKER_URL = 1, "redis://127.0.0.1:1/0"

    assert [client.get("/api/v1/bodies/").status_code for _ in range(3)] == [200, 200, 200]


# What is sent


def test_what_is_made_is_told_with_its_address(admin: Client) -> None:
    answer = send(admin, "/api/v1/bodies/", BODY)

    assert (answer.status_code, answer["Location"]) == (201, "http://testserver/api/v1/bodies/new-body/")
    assert answer.json() | BODY == answer.json()
    assert answer.json()["allowed_actions"] == ["change"]
    assert Event.objects.filter(verb="registry.body.created").count() == 1


@pytest.mark.parametrize(
    ("raw", "kind", "status", "code"),
    [
        (b"{", JSON, 400, "not_json"),
        (b'{"code": NaN}', JSON, 400, "not_json"),
        (b'{"code": 1, "code": 2}', JSON, 400, "duplicate_key"),
        (b"[" * 100_000, JSON, 400, "too_deep"),
        (b'{"code": ' + b"9" * 5000 + b"}", JSON, 400, "too_large_number"),
        (b'{"code": 1e999999}', JSON, 400, "too_large_number"),
        (b'{"code": "\\u0000"}', JSON, 400, "not_text"),
        (b'{"code": "\\ud800"}', JSON, 400, "not_text"),
        ("{'é'}".encode("latin-1"), JSON, 400, "not_utf8"),
        (b"{}", "application/json; charset=utf-16", 415, "unsupported_media_type"),
        (b"<a/>", "application/xml", 415, "unsupported_media_type"),
        (b"[]", JSON, 422, "invalid"),
        (b"null", JSON, 422, "invalid"),
    ],
)
def test_what_cannot_be_read_is_refused_cleanly(admin: Client, raw: bytes, kind: str, status: int, code: str) -> None:
    answer = admin.post("/api/v1/bodies/", raw, content_type=kind)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_every_fault_is_at_its_field_with_its_rule(admin: Client) -> None:
    answer = send(admin, "/api/v1/bodies/", {**BODY, "bin": "1", "colour": "red"})
    wrong_bin = send(admin, "/api/v1/bodies/", {**BODY, "bin": "1"})

    assert [(one["field"], one["rule"]) for one in answer.json()["errors"]] == [("colour", "unknown")]
    assert [(one["field"], one["pointer"]) for one in wrong_bin.json()["errors"]] == [("bin", "#/bin")]
    assert wrong_bin.json()["errors"][0]["rule"].startswith("R")


def test_an_address_of_nothing_is_not_found(client: Client) -> None:
    assert client.get("/api/v1/bodies/nothing/").json()["code"] == "not_found"
    assert client.get("/api/v1/castles/").json()["code"] == "not_found"
    assert client.post("/api/v1/bodies").status_code == 404  # without the last slash nothing is lost silently
    assert client.delete("/api/v1/bodies/").status_code == 405
    assert client.get("/api/v1/bodies/", headers={"Accept": "application/xml"}).status_code == 406


def test_a_change_of_what_has_changed_meanwhile_is_refused(admin: Client) -> None:
    send(admin, "/api/v1/bodies/", BODY)
    tag = admin.get("/api/v1/bodies/new-body/")["ETag"]
    address, change = "/api/v1/bodies/new-body/", {"phone": "+7 1", "reason": "Order 1"}

    good = send(admin, address, change, "patch", **{"If-Match": tag})
    stale = send(admin, address, {"phone": "+7 2", "reason": "Order 2"}, "patch", **{"If-Match": tag})
    careless = send(admin, address, {"phone": "+7 3", "reason": "Order 3"}, "patch")

    assert (good.status_code, good.json()["phone"]) == (200, "+7 1")
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert careless.json()["phone"] == "+7 3"


# Once


def test_the_same_request_is_done_once(admin: Client) -> None:
    once = {"Idempotency-Key": "k-1"}

    first = send(admin, "/api/v1/bodies/", BODY, **once)
    again = send(admin, "/api/v1/bodies/", BODY, **once)
    other = send(admin, "/api/v1/bodies/", {**BODY, "code": "other"}, **once)

    assert (again.status_code, again.content, again["Location"]) == (201, first.content, first["Location"])
    assert (again["Idempotency-Replayed"], first.has_header("Idempotency-Replayed")) == ("true", False)
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert Body.objects.filter(code__in=["new-body", "other"]).count() == 1


def test_a_refusal_is_repeated_too(admin: Client) -> None:
    first, again = (send(admin, "/api/v1/bodies/", {}, **{"Idempotency-Key": "k-2"}) for _ in range(2))

    assert (first.status_code, again.status_code, again.content) == (422, 422, first.content)


def test_a_key_that_is_in_use_or_was_cut_off_does_nothing(admin: Client, monkeypatch: Any) -> None:
    def crash(**_values: Any) -> None:
        raise RuntimeError

    admin.raise_request_exception = False
    monkeypatch.setattr(idempotency, "keep", crash)
    broken = send(admin, "/api/v1/bodies/", BODY, **{"Idempotency-Key": "k-3"})
    monkeypatch.undo()
    admin.raise_request_exception = True
    working = send(admin, "/api/v1/bodies/", BODY, **{"Idempotency-Key": "k-3"})
    IdempotentAnswer.objects.update(started_at=timezone.now() - dt.timedelta(hours=1))
    unknown = send(admin, "/api/v1/bodies/", BODY, **{"Idempotency-Key": "k-3"})

    assert (broken.status_code, broken.json()["code"]) == (500, "fault")
    assert (working.status_code, working.json()["code"], working["Retry-After"]) == (
        409,
        "idempotency_in_progress",
        "1",
    )
    assert (unknown.status_code, unknown.json()["code"]) == (409, "idempotency_unknown")
    assert Body.objects.filter(code="new-body").count() == 1


def test_answers_are_forgotten_when_their_time_is_over(admin: Client) -> None:
    send(admin, "/api/v1/bodies/", BODY, **{"Idempotency-Key": "k-4"})
    IdempotentAnswer.objects.update(started_at=timezone.now() - dt.timedelta(hours=49))

    assert IdempotentAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_done() -> None:
    person = UserFactory(is_admin=True)
    statuses: list[int] = []
    ready = threading.Barrier(4)

    def ask() -> None:
        client = Client()
        client.force_login(person)
        ready.wait()
        statuses.append(send(client, "/api/v1/bodies/", BODY, **{"Idempotency-Key": "k-5"}).status_code)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert Event.objects.filter(verb="registry.body.created").count() == 1
    assert idempotency.sweep() == 0


# Keys


def test_only_officers_of_the_body_manage_its_keys() -> None:
    body, other, officer = api.akimat(), api.akimat("other"), UserFactory()
    api_clients.memberships.grant(user=officer, role="officer", body=body, by=None)
    client, _secret = api_clients.open_client(body=body, name="System", scopes=["registry:read"], by=officer)

    for refused in (
        lambda: api_clients.open_client(body=other, name="System", scopes=["registry:read"], by=officer),
        lambda: api_clients.open_client(body=body, name="System", scopes=["registry:read"], by=client.user),
        lambda: api_clients.revoke(client=client, by=client.user),
    ):
        with pytest.raises(api_clients.rules.NotPermitted):
            refused()
    assert client.region == "710000000"


def test_a_new_secret_ends_the_old_one_and_its_tokens() -> None:
    body, officer = api.akimat(), UserFactory()
    api_clients.memberships.grant(user=officer, role="officer", body=body, by=None)
    client, secret = api.key_of(body)
    api.token_of(client, secret)

    fresh = api_clients.rotate(client=client, by=officer)

    assert get_access_token_model().objects.count() == 0
    assert [api.token_of(client, one).status_code for one in (secret, fresh)] == [401, 200]
    assert fresh not in str(list(Event.objects.values_list("changes", flat=True)))


def test_a_key_follows_the_region_of_its_body() -> None:
    body = api.akimat()
    client, _secret = api.key_of(body)
    change = {"region": api.akimat("other", "100000000").region}

    bodies.update(body=body, values=change, reason="Moved", by=UserFactory(is_admin=True))

    client.refresh_from_db()
    assert client.region == "100000000"


# Lists without a page


def test_a_list_without_a_page_is_narrowed_by_the_columns_of_its_model() -> None:
    person, other = UserFactory(), UserFactory()
    old, new = timezone.now() - dt.timedelta(days=2), timezone.now()
    first = Job.objects.create(name="one", owner=person, created_at=old)
    second = Job.objects.create(name="two", owner=person, created_at=new, status=JobStatus.RUNNING)
    Job.objects.create(name="two", owner=other)
    Job.objects.create(name="two")  # nobody's, which is not everybody's
    client = Client()
    client.force_login(person)

    def found(**asked: str) -> list[str]:
        return [one["id"] for one in client.get("/api/v1/jobs/", asked).json()["results"]]

    yesterday = (new - dt.timedelta(days=1)).isoformat()
    assert found() == [str(second.pk), str(first.pk)]
    assert found(status="running") == found(created_at_since=yesterday) == found(name="two") == [str(second.pk)]
    assert found(created_at_before=yesterday) == found(status="queued", created_at_since="") == [str(first.pk)]
    far = (new - dt.timedelta(days=1)).astimezone(dt.timezone(dt.timedelta(hours=17, minutes=2))).isoformat()
    assert found(created_at_since=far) == [str(second.pk)]  # more than PostgreSQL takes as an offset
    before_all = {"created_at_since": "0001-01-01T00:00:00+05:00"}
    naive, word, odd = {"created_at_since": "2026-03-01T18:00:00"}, {"created_at_since": "soon"}, {"status": "odd"}
    for asked in (naive, word, odd, before_all):
        assert client.get("/api/v1/jobs/", asked).json()["errors"][0]["field"] == next(iter(asked))
    assert client.get("/api/v1/jobs/", {"owner": "1"}).json()["code"] == "parameter"


def test_what_is_said_of_nobody_is_shown_to_nobody() -> None:
    reader = AnonymousUser()
    kinds = [
        type("Open", (Resource,), {"everything": Job.objects.all(), "is_public": True}),
        type("Mine", (Resource,), {"everything": Job.objects.all(), "mine": "owner"}),
        type("Unsaid", (Resource,), {"everything": Job.objects.all()}),
        type("Seen", (Resource,), {"everything": AnnualInformation.objects.all()}),
    ]
    Job.objects.create(name="nobody's")

    assert [kind().objects(reader).count() for kind in kinds] == [1, 0, 0, 0]
    with pytest.raises(NotImplementedError):
        Resource().objects(reader)

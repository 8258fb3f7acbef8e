"""Messages to other systems: signed, repeated until they are taken, never sent inside our own network."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from foundation.api import outbound, signing, tasks
from foundation.api.actions import webhooks as actions
from foundation.api.models import Delivery, Webhook
from foundation.audit.record import record
from foundation.core.errors import Invalid
from tests.builders import api
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db(transaction=True)
JSON = "application/json"


class Receiver(BaseHTTPRequestHandler):
    """A system that keeps what it is told and answers as it is set."""

    answer = 200
    told: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        type(self).told.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(type(self).answer)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Quiet."""


@pytest.fixture
def receiver(settings: Any) -> Iterator[tuple[type[Receiver], str]]:
    settings.API_WEBHOOK_PRIVATE = True
    kind = type("One", (Receiver,), {"told": [], "answer": 200})
    server = HTTPServer(("127.0.0.1", 0), kind)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield kind, f"http://127.0.0.1:{server.server_port}/hook?x=1"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def system() -> Client:
    return api.system_of(api.akimat())


def opened(system: Client, url: str, **more: Any) -> Any:
    return system.post("/api/v1/webhooks/", {"url": url, **more}, content_type=JSON)


def touch(code: str) -> None:
    body = BodyFactory(code=code)
    with transaction.atomic():
        record("registry.body.updated", body)
    api.settled()


def test_a_change_is_told_with_a_signature(system: Client, receiver: Any, run_jobs: Any) -> None:
    kind, url = receiver
    made = opened(system, url, kinds=["bodies"])
    secret = made.json()["secret"]

    touch("b-1")
    tasks.collect_changes()
    tasks.collect_changes()  # the same is not told twice
    run_jobs()

    (headers, body) = kind.told[0]
    expected = hmac.new(
        secret.encode(), headers["X-Portal-Timestamp"].encode() + b"." + body, hashlib.sha256
    ).hexdigest()
    assert made.status_code == 201
    assert len(kind.told) == 1
    assert headers["X-Portal-Signature"] == f"v1={expected}"
    assert [one["key"] for one in json.loads(body)["changes"]] == ["b-1"]
    assert [one["status"] for one in system.get("/api/v1/deliveries/").json()["results"]] == ["delivered"]
    assert "secret" not in system.get(f"/api/v1/webhooks/{made.json()['id']}/").json()


def test_while_a_secret_is_replaced_both_sign(system: Client, receiver: Any) -> None:
    made = opened(system, receiver[1]).json()

    fresh = system.post(f"/api/v1/webhooks/{made['id']}/rotate/", content_type=JSON).json()

    webhook = Webhook.objects.get()
    both = signing.headers_of(webhook, "d", b"{}", at=5)["X-Portal-Signature"].split(",")
    webhook.previous_until = timezone.now()
    assert both == [f"v1={signing.sign(secret, '5', b'{}')}" for secret in (fresh["secret"], made["secret"])]
    assert len(signing.headers_of(webhook, "d", b"{}")["X-Portal-Signature"].split(",")) == 1


def test_what_is_not_taken_is_sent_again_later_and_at_last_given_up(
    system: Client, receiver: Any, run_jobs: Any
) -> None:
    kind, url = receiver
    kind.answer = 500
    opened(system, url)
    touch("b-1")
    tasks.collect_changes()
    run_jobs()
    delivery = Delivery.objects.get()
    first = (delivery.status, delivery.attempts, delivery.last_answer)
    wait = delivery.next_at - timezone.now()

    tasks.collect_changes()
    run_jobs()  # nothing is due yet
    early = len(kind.told)
    for _ in actions.WAITS:
        Delivery.objects.update(next_at=timezone.now())
        tasks.collect_changes()
        run_jobs()
    dead = system.get("/api/v1/deliveries/").json()["results"][0]
    kind.answer = 204
    again = system.post(f"/api/v1/deliveries/{dead['id']}/repeat/", content_type=JSON)
    run_jobs()

    assert first == ("waiting", 1, 500)
    assert dt.timedelta(seconds=50) < wait <= dt.timedelta(minutes=1)
    assert early == 1
    assert (dead["status"], dead["attempts"], dead["last_error"]) == (
        "dead",
        len(actions.WAITS) + 1,
        "The system answered 500.",
    )
    assert again.json()["status"] == "waiting"
    assert Delivery.objects.get().status == "delivered"
    assert len({body for _headers, body in kind.told}) == 1


def test_a_redirect_is_not_followed(system: Client, receiver: Any, run_jobs: Any) -> None:
    kind, url = receiver
    kind.answer = 302
    opened(system, url)
    touch("b-1")
    tasks.collect_changes()
    run_jobs()

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.last_answer, delivery.last_error) == (
        "waiting",
        302,
        "Redirects are not followed.",
    )


def test_a_stopped_address_is_told_nothing(system: Client, receiver: Any, run_jobs: Any) -> None:
    made = opened(system, receiver[1]).json()
    touch("b-1")
    tasks.collect_changes()

    stopped = system.post(f"/api/v1/webhooks/{made['id']}/stop/", content_type=JSON)
    run_jobs()
    twice = system.post(f"/api/v1/webhooks/{made['id']}/stop/", content_type=JSON)
    repeat = system.post(f"/api/v1/deliveries/{Delivery.objects.get().pk}/repeat/", content_type=JSON)

    assert (stopped.status_code, twice.status_code, repeat.status_code) == (200, 409, 409)
    assert receiver[0].told == []
    assert Delivery.objects.get().status == "dead"


def test_a_system_sees_its_own_addresses_alone(system: Client, receiver: Any, client: Client) -> None:
    made = opened(system, receiver[1]).json()
    other = api.system_of(api.akimat("other"))

    assert other.get(f"/api/v1/webhooks/{made['id']}/").status_code == 404
    assert other.post(f"/api/v1/webhooks/{made['id']}/stop/", content_type=JSON).status_code == 404
    assert client.get("/api/v1/webhooks/").status_code == 401
    assert opened(system, receiver[1], kinds=["castles"]).status_code == 422
    assert api.system_of(api.akimat("third"), ["registry:read"]).get("/api/v1/webhooks/").status_code == 403


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://user:password@example.org/",
        "https://example.org:99999/",
        "ftp://example.org/",
        "nonsense",
    ],
)
def test_an_address_inside_is_refused(settings: Any, url: str) -> None:
    settings.API_WEBHOOK_PRIVATE = False

    with pytest.raises(Invalid):
        outbound.check_url(url)


def test_a_name_that_leads_inside_is_refused_when_it_is_sent_to(settings: Any, receiver: Any) -> None:
    settings.API_WEBHOOK_PRIVATE = False
    outbound.check_url("https://localhost/")  # a name may lead anywhere later

    answer = outbound.post(receiver[1].replace("127.0.0.1", "localhost"), b"{}", {})

    assert (answer.status, answer.error) == (None, "The name leads to an address that is not on the public internet.")
    assert receiver[0].told == []


def test_nobody_there_is_a_failure_and_no_fault(settings: Any) -> None:
    settings.API_WEBHOOK_PRIVATE = True

    answer = outbound.post("http://127.0.0.1:1/", b"{}", {})

    assert answer.status is None
    assert answer.error.startswith("ConnectionRefusedError")

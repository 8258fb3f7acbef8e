from __future__ import annotations

import re

import pytest
from django.test import Client

from foundation.audit import sealing
from foundation.audit.models import Batch, Event
from foundation.audit.record import record
from tests.factories.accounts import UserFactory
from tests.foundation.audit.test_sealing import happen

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(client: Client) -> Client:
    client.force_login(UserFactory(is_auditor=True))
    return client


def cells(response) -> list[str]:
    return re.findall(r"<code>(.*?)</code>", response.content.decode())


def test_nothing_sealed_is_said(client) -> None:
    assert "Nothing is sealed yet." in client.get("/en/audit/").content.decode()


@pytest.mark.parametrize("batches", [1, 3])
def test_everybody_sees_the_seals(client, monkeypatch, django_assert_num_queries, batches: int) -> None:
    monkeypatch.setattr(sealing, "BATCH_EVENTS", 1)
    happen(batches)
    sealing.seal_all()

    with django_assert_num_queries(1):
        response = client.get("/en/audit/")

    assert cells(response) == list(Batch.objects.values_list("seal", flat=True))


def test_older_seals_are_a_link_away(client, monkeypatch) -> None:
    monkeypatch.setattr(sealing, "BATCH_EVENTS", 1)
    monkeypatch.setattr("foundation.audit.views.PAGE", 2)
    happen(3)
    sealing.seal_all()

    assert "?before=2" in client.get("/en/audit/").content.decode()
    assert cells(client.get("/en/audit/?before=2")) == [Batch.objects.get(number=1).seal]
    assert len(cells(client.get("/en/audit/?before=-1' OR 1=1"))) == 2


@pytest.mark.parametrize(("path", "status"), [("/en/audit/events/", 302), ("/en/audit/events/1.json", 302)])
def test_events_are_not_for_strangers(client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_events_are_not_for_other_people(client) -> None:
    happen(1)
    client.force_login(UserFactory())

    response = client.get("/en/audit/events/")

    assert response.status_code == 403
    assert "Only an auditor may read audit events" in response.content.decode()
    assert "tests.seal.done" not in response.content.decode()


@pytest.mark.parametrize("events", [1, 3])
def test_an_auditor_sees_events(auditor, django_assert_num_queries, events: int) -> None:
    happen(events)

    with django_assert_num_queries(4):
        response = auditor.get("/en/audit/events/")

    assert cells(response) == ["tests.seal.done"] * events


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("subject=демо", 2),
        ("actor=nobody", 0),
        ("verb=tests.seal", 2),
        ("before=1", 0),
        ("verb=%00", 2),
        ("before=not-a-number", 2),
        ("subject=" + "x" * 400, 2),
    ],
)
def test_an_auditor_looks_for_events(auditor, query: str, found: int) -> None:
    happen(2)

    assert len(cells(auditor.get(f"/en/audit/events/?{query}"))) == found


def test_an_auditor_downloads_the_sealed_bytes(auditor) -> None:
    event = happen(1)[0]

    response = auditor.get(f"/en/audit/events/{event.pk}.json")

    assert response.json()["reason"] == "№ 0"
    assert auditor.get(f"/en/audit/events/{event.pk + 1}.json").status_code == 404


def test_older_events_are_a_link_away(auditor, monkeypatch) -> None:
    monkeypatch.setattr("foundation.audit.views.PAGE", 1)
    user = UserFactory()
    first, last = record("tests.seal.done", user), record("tests.seal.done", user)

    assert f"before={last.pk}" in auditor.get("/en/audit/events/").content.decode()
    assert Event.objects.filter(pk__lt=last.pk).get() == first

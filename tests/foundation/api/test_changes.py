"""The feed of changes: nothing missed and nothing twice, whoever commits when; and who may hear of what."""

from __future__ import annotations

import json
import random
import threading
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from foundation.api import changes
from foundation.audit.models import Event
from foundation.audit.record import record
from registry.actions import bodies, organisations
from registry.models import AnnualInformation, Body, Organisation
from tests.builders import api
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, OrganisationFactory, RegionFactory, SphereFactory, demo_bin

pytestmark = pytest.mark.django_db(transaction=True)
ELSEWHERE = "100000000"


def told(client: Client, since: str = "", **asked: str) -> tuple[list[str], str]:
    """Keys of everything behind a cursor, and where it ends."""
    keys: list[str] = []
    while True:
        page = client.get("/api/v1/changes/", {"since": since, **asked} if since else asked).json()
        keys += [f"{one['kind']}/{one['key']}/{one['change']}" for one in page["results"]]
        since = page["cursor"]
        if page["is_end"]:
            return keys, since


def heard(client: Client, since: str = "", **asked: str) -> tuple[list[str], str]:
    """The same, once everything that is committed may be told."""
    api.settled()
    return told(client, since, **asked)


def touch(body: Body) -> Event:
    with transaction.atomic():
        return record("registry.body.updated", body)


def test_a_change_is_told_once_and_the_cursor_goes_on(client: Client) -> None:
    body = BodyFactory(code="b-1")
    start = client.get("/api/v1/changes/?since=now").json()["cursor"]

    touch(body)
    first, cursor = heard(client, start)
    touch(body)
    second, _end = heard(client, cursor)

    assert first == ["bodies/b-1/changed"]
    assert second == ["bodies/b-1/changed"]


def test_what_is_committed_late_is_not_missed(client: Client) -> None:
    """An event of an early transaction that ends after a later one: a feed by number alone would pass it over."""
    early, late = BodyFactory(code="early"), BodyFactory(code="late")
    start = changes.now().encode()
    inside, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record("registry.body.updated", early)
            inside.set()
            go.wait(10)
        connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    inside.wait(10)
    touch(late)
    meanwhile, cursor = told(client, start)
    go.set()
    thread.join()
    afterwards, _end = heard(client, cursor)

    assert meanwhile == []  # the later one waits for the earlier one
    assert afterwards == ["bodies/early/changed", "bodies/late/changed"]


def test_many_writers_at_once_lose_and_double_nothing(client: Client) -> None:
    rows = [BodyFactory(code=f"b-{number}") for number in range(8)]
    start = changes.now().encode()
    done = threading.Event()

    def write(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - no secret
        for _ in range(15):
            with transaction.atomic():
                record("registry.body.updated", rows[seed])
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(%s)", [chance.random() / 200])
        connections.close_all()

    def listen(heard: list[str]) -> None:
        place = start
        while True:
            is_last = done.is_set()
            keys, place = told(Client(), place)
            heard += keys
            if is_last:
                break
        connections.close_all()

    heard: list[str] = []
    reader = threading.Thread(target=listen, args=[heard])
    writers = [threading.Thread(target=write, args=[seed]) for seed in range(len(rows))]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    api.settled()
    done.set()
    reader.join()

    again, _end = told(client, start)
    assert sorted(heard) == sorted(f"bodies/{body.code}/changed" for body in rows for _ in range(15))
    assert heard == again  # the order is the same for whoever reads


def test_everybody_hears_of_what_is_public_a_key_also_of_its_region(client: Client) -> None:
    start = changes.now().encode()
    system, mute = api.system_of(api.akimat()), api.system_of(api.akimat("mute"), ["registry:write"])
    here, elsewhere = OrganisationFactory(), OrganisationFactory(region=RegionFactory(code=ELSEWHERE))
    for ngo in (here, elsewhere):
        row = AnnualInformation.objects.create(organisation=ngo, year=2025, submitted_at="2026-01-01T00:00:00Z")
        with transaction.atomic():
            record("registry.annual.submitted", row)
    own = f"annual-information/{AnnualInformation.objects.get(organisation=here).pk}/changed"

    assert heard(client, start, kind="annual-information")[0] == []
    assert heard(system, start, kind="annual-information")[0] == [own]
    assert heard(mute, start, kind="annual-information")[0] == []


def test_a_record_that_was_merged_is_to_be_forgotten(client: Client) -> None:
    start = changes.now().encode()
    kept, gone = OrganisationFactory(), OrganisationFactory()
    Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)
    with transaction.atomic():
        record("registry.organisation.merged", gone)

    assert heard(client, start)[0] == [f"organisations/{gone.bin}/removed"]


def test_actions_of_the_registry_are_heard(client: Client) -> None:
    region, admin = RegionFactory(), UserFactory(is_admin=True)
    body = BodyFactory(code="b-1")
    start = changes.now().encode()

    values = {"bin": demo_bin(5), "name_ru": "ОФ", "legal_form": "public_fund", "status": "active", "region": region}
    ngo = organisations.register(values=values, by=None)
    organisations.update(organisation=ngo, values={"phone": "1"}, by=None)
    bodies.update(body=body, values={"phone": "1"}, reason="R", by=admin)

    expected = [f"organisations/{ngo.bin}/changed"] * 2 + ["bodies/b-1/changed"]
    assert heard(client, start)[0] == expected


def test_a_load_tells_every_row_that_it_has_made_or_changed(client: Client, run_jobs: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(changes, "SCANNED", 2)
    SphereFactory(number=3)
    system = api.system_of(api.akimat())
    start = changes.now().encode()
    facts = {"legal_form": "public_fund", "status": "active", "region": "710000000", "spheres": [3]}
    rows = [facts | {"bin": demo_bin(number), "name_ru": f"ОФ «{number}»"} for number in range(100, 105)]

    def load() -> None:
        text = "\n".join(json.dumps(row) for row in rows)
        assert system.post("/api/v1/imports/", text.encode(), content_type="application/x-ndjson").status_code == 201
        run_jobs()

    load()
    made, cursor = heard(client, start, kind="organisations")
    rows[2]["name_ru"] = "ОФ «Другой»"
    load()
    changed, _end = heard(client, cursor, kind="organisations")

    assert made == [f"organisations/{demo_bin(number)}/changed" for number in range(100, 105)]
    assert changed == [f"organisations/{demo_bin(102)}/changed"]


@pytest.mark.parametrize(
    "query", ["since=nonsense", "since=WyIxIiwgLTEsIDBd", "since=WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTkiLDAsMF0"]
)
def test_a_cursor_that_is_none_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/api/v1/changes/?{query}").json()["code"] == "bad_cursor"


def test_a_kind_that_is_none_is_refused(client: Client) -> None:
    assert client.get("/api/v1/changes/?kind=castles").status_code == 422
    assert client.get("/api/v1/changes/1/").status_code == 404

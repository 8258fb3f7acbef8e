from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from councils.actions import meetings, seats
from publishing.opendata import popolo
from tests.builders import councils as build
from tests.publishing import required, schemas

pytestmark = pytest.mark.django_db

SCHEMAS = schemas.FOLDER / "popolo"
SCHEMA_OF = {
    "organizations": "organization",
    "persons": "person",
    "posts": "post",
    "memberships": "membership",
    "events": "event",
    "motions": "motion",
    "vote_events": "vote_event",
    "votes": "vote",
}


def read(name: str) -> list[dict[str, Any]]:
    answer = Client().get(reverse("data:popolo", args=[name]))
    assert (answer["Content-Type"], answer["Access-Control-Allow-Origin"]) == ("application/json", "*")
    return json.loads(b"".join(answer.streaming_content))


@pytest.fixture
def built() -> build.Built:
    """A council with an open and a secret vote that are over, one that is open, and a meeting that is only planned."""
    council = build.sitting(3)
    meeting = build.opened(council, present=3)
    build.decided(council, meeting, "ffa")
    build.decided(council, meeting, "ffa", ballot="secret")
    build.planned(council, topic="Not announced")
    build.voting(council, meeting)
    return council


def test_lists_are_joined_by_their_ids(built: build.Built) -> None:
    found = {name: read(name) for name in popolo.LISTS}
    ids = {name: [row["id"] for row in rows] for name, rows in found.items()}
    assert {name: len(rows) for name, rows in found.items()} == {
        "organizations": 3, "persons": 3, "posts": 4, "memberships": 3, "events": 1, "motions": 2, "vote_events": 2, "votes": 3,
    }  # fmt: skip
    for row in found["memberships"]:
        assert row["person_id"] in ids["persons"]
        assert row["post_id"] in ids["posts"]
        assert row["organization_id"] in ids["organizations"]
        assert row["on_behalf_of_id"] in [None, *ids["organizations"]]
    assert {row["motion_id"] for row in found["vote_events"]} == set(ids["motions"])
    assert {row["voter_id"] for row in found["votes"]} <= set(ids["persons"])
    assert [row["counts"][0] for row in found["vote_events"]] == [{"option": "yes", "value": 2}] * 2


def test_what_the_standard_wants_is_there(built: build.Built) -> None:
    for name in popolo.LISTS:
        assert required.missing({name: read(name)}, {f"{name}[]": required.POPOLO[name]}) == []
    assert all(required.MOMENT.fullmatch(row["start_date"]) for row in read("events"))


def test_queries_do_not_grow_with_votes(built: build.Built, django_assert_num_queries) -> None:
    def count() -> None:
        for name in popolo.LISTS:
            with django_assert_num_queries(3 if name == "organizations" else 1):
                read(name)

    count()
    other = build.sitting(3)
    meeting = build.opened(other, present=3)
    for _n in range(2):
        build.decided(other, meeting, "ffa")
    assert len(read("motions")) == 4
    count()


def test_secret_and_running_votes_are_not_told_by_name(built: build.Built) -> None:
    open_event = next(row["id"] for row in read("vote_events") if row["classification"] == "open ballot")
    assert {row["vote_event_id"] for row in read("votes")} == {open_event}
    everything = json.dumps([read(name) for name in popolo.LISTS], ensure_ascii=False)
    assert "Not announced" not in everything
    for user in (*built.users, built.secretary):
        assert user.email not in everything


def test_lists_without_rows_and_unknown_lists() -> None:
    assert [read(name) for name in popolo.LISTS] == [[]] * 8
    assert Client().get("/data/popolo/speeches.json").status_code == 404
    assert b"".join(Client().head(reverse("data:popolo", args=["votes"]))) == b""


def test_end_of_a_seat_is_told(built: build.Built) -> None:
    meetings.cancel(meeting=build.planned(built), reason="x", by=built.secretary)
    seats.end(seat=built.seats[2], ended_on=build.STARTS, reason="Moved", by=built.secretary)
    ends = [row["end_date"] for row in read("memberships")]
    assert ends == [None, None, build.STARTS.isoformat()]


@schemas.needs["popolo"]
def test_official_schemas_accept_every_row(built: build.Built) -> None:
    resources = [Resource(json.loads(path.read_text()), DRAFT3) for path in SCHEMAS.glob("*.json")]
    registry = Registry().with_resources((str(one.contents["id"]).rstrip("#"), one) for one in resources)
    registry = registry.with_resources((str(one.contents["id"]), one) for one in resources)
    for name, schema in SCHEMA_OF.items():
        contents = json.loads((SCHEMAS / f"{schema}.json").read_text())
        validator = Draft3Validator(contents, registry=registry)
        rows = read(name)
        assert rows
        assert [error.message for row in rows for error in validator.iter_errors(row)] == []
        assert {key for row in rows for key in row} <= set(contents["properties"])

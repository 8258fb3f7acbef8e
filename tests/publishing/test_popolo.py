from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from councils.actions import commissions, meetings, seats
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
    names = {"name_kk": "Су комиссиясы", "name_ru": "Комиссия по воде", "name_en": "Water commission"}
    commissions.form(
        council=council.council, names=names, chair=council.seats[0], members=council.seats[:2], by=council.secretary
    )
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
        "organizations": 4, "persons": 3, "posts": 4, "memberships": 5, "events": 1, "motions": 2, "vote_events": 2, "votes": 3,
    }  # fmt: skip
    for row in found["memberships"]:
        assert row["person_id"] in ids["persons"]
        assert row.get("post_id") in [None, *ids["posts"]]
        assert row["organization_id"] in ids["organizations"]
        assert row.get("on_behalf_of_id") in [None, *ids["organizations"]]
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
            with django_assert_num_queries({"organizations": 4, "memberships": 3}.get(name, 1)):
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
    assert ends == [None, None, build.STARTS.isoformat(), None, None]


def test_a_commission_is_a_part_of_its_council_with_its_members(built: build.Built) -> None:
    commission = built.term.commissions.get()
    key = f"commission-{commission.pk}"
    (before,) = [row for row in read("organizations") if row["id"] == key]
    held = [row for row in read("memberships") if row["organization_id"] == key]

    commissions.dissolve(commission=commission, by=built.secretary)

    (after,) = [row for row in read("organizations") if row["id"] == key]
    commission.refresh_from_db()
    assert (before["name"], before["parent_id"]) == ("Су комиссиясы", f"council-{built.council.slug}")
    assert [(row["person_id"], row["role"]) for row in held] == [
        (f"seat-{built.seats[0].pk}", "chair"),
        (f"seat-{built.seats[1].pk}", "member"),
    ]
    assert (before["dissolution_date"], after["dissolution_date"]) == (None, commission.dissolved_on.isoformat())
    assert {row["end_date"] for row in read("memberships") if row["organization_id"] == key} == {
        commission.dissolved_on.isoformat()
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_commissions_are_read_in_a_fixed_number_of_queries(
    built: build.Built, rows: int, django_assert_num_queries
) -> None:
    for number in range(1, rows):
        commissions.form(
            council=built.council,
            names={"name_kk": f"Комиссия {number}", "name_ru": f"Комиссия {number}", "name_en": ""},
            chair=built.seats[0],
            members=built.seats,
            by=built.secretary,
        )

    with django_assert_num_queries(3):
        assert len([row for row in popolo.memberships() if "post_id" not in row]) == 2 + 3 * (rows - 1)


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

"""Competitions for seats through the API: the secretariat forms a council from its own system."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from councils.choices import Criterion
from councils.models import Candidate, Formation
from councils.rules.candidates import criteria_of
from foundation.core import clock
from registry.models import Body
from tests.builders import api
from tests.builders import formation as build
from tests.builders.api_walk import Eyes, done, read, refused
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db


def _eyes(one: build.Competition) -> Eyes:
    body = one.built.body
    Body.objects.filter(pk=body.pk).update(region=RegionFactory(code="710000000"))
    body.refresh_from_db()
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def _group() -> list[dict[str, Any]]:
    people = [UserFactory() for _n in range(3)]
    ngo = {"email": people[0].email, "side": "ngo", "bin": OrganisationFactory().bin, "is_head": True}
    return [ngo, {"email": people[1].email, "side": "citizen"}, {"email": people[2].email, "side": "state"}]


def _answers(one: Candidate, **said: str) -> dict[str, Any]:
    asked = [code for code in criteria_of(one) if code not in ("consent", "registered", "one_of_ngo")]
    return {
        "answers": [{"criterion": code, "is_met": code not in said, "reason": said.get(code, "")} for code in asked]
    }


def test_a_secretariat_forms_a_council_from_its_system() -> None:
    one = build.started()
    eyes, slug = _eyes(one), one.built.council.slug
    address = f"council-competitions/{one.formation.pk}"
    assert refused(eyes.visitor, f"{address}/announce/") == (401, "not_authenticated")
    assert eyes.visitor.get(f"/api/v1/{address}/").status_code == 404  # nobody knows of it before it is announced
    assert refused(eyes.foreign, f"{address}/announce/") == (404, "not_found")
    assert refused(eyes.unscoped, f"{address}/announce/") == (403, "insufficient_scope")
    _prepare(eyes, address, slug)
    one.reload()
    standing = [build.of_ngo(one), build.citizen(one), build.citizen(one, occupation="driver")]
    _nothing_of_people_leaks(eyes, address, standing)
    with clock.playing(build.AFTER):
        assert done(eyes.own, f"{address}/close/")["allowed_actions"] == [
            "name-group", "extend", "publish-list", "cancel",
        ]  # fmt: skip
        _check(eyes, standing)
        voting = done(eyes.own, f"{address}/publish-list/")
        assert [row["status"] for row in voting["candidates"]] == ["admitted", "admitted", "refused"]
        assert refused(eyes.own, f"{address}/name-group/", {"group": []}) == (409, "conflict")
        one.group = [member.user for member in one.formation.group.order_by("pk")]
        build.voted(one, "ff", "ff", "af")
        assert read(eyes.visitor, f"{address}/")["votes"] == []  # nobody sees how it stands before the count
        counted = done(eyes.own, f"{address}/count/")
        assert (counted["group_size"], counted["group_voted"], len(counted["votes"])) == (3, 3, 6)
        assert eyes.own.post(f"/api/v1/{address}/vote/").status_code == 404  # a key never votes
        order = {"decision_number": "7/20", "decided_on": "2028-12-01", "starts_on": "2029-01-10"}
        incomplete = done(eyes.own, f"{address}/approve/", {**order, "delegates": []}, status=422)
        assert [fault["field"] for fault in incomplete["errors"]] == ["ends_on"]
        order |= {"ends_on": "2032-01-09", "delegates": [{"full_name": "Мемлекетов Ерлан", "occupation": "officer"}]}
        assert done(eyes.own, f"{address}/approve/", order)["status"] == "approved"
    _are_seated(one)


def _are_seated(one: build.Competition) -> None:
    formation = Formation.objects.get(pk=one.formation.pk)
    seated = formation.term.seats.order_by("pk").values_list("full_name", "side", "started_on")
    assert (formation.order_number, list(seated)) == (
        "7/20",
        [
            ("Демов Нурлан Ойданұлы", "ngo", build.FIRST_DAY),
            ("Ойданова Айгүл Демоқызы", "citizen", build.FIRST_DAY),
            ("Мемлекетов Ерлан", "state", build.FIRST_DAY),
        ],
    )


def _prepare(eyes: Eyes, address: str, slug: str) -> None:
    with clock.playing(build.START):
        again = {"kind": "renewal", "places": 3, "state_places": 1}
        assert refused(eyes.own, f"councils/{slug}/start-competition/", again) == (409, "conflict")
        named = done(eyes.own, f"{address}/name-group/", {"group": _group()})
        assert [(row["side"], row["is_head"]) for row in named["group"] if row["is_head"]] == [("ngo", True)]
        crowd = [{"email": UserFactory().email, "side": "state", "is_head": True}]
        told = done(eyes.own, f"{address}/name-group/", {"group": crowd}, status=422)
        assert {fault["rule"] for fault in told["errors"]} == {"R51", ""}
        early = done(eyes.own, f"{address}/announce/", status=422)
        assert {fault["field"] for fault in early["errors"]} == {"about_kk", "about_ru", "nominations_until"}
        about = {
            "about_kk": "Кеңеске мүшелер",
            "about_ru": "Члены совета",
            "nominations_until": build.UNTIL.isoformat(),
        }
        assert done(eyes.own, f"{address}/", about, "patch")["places"] == 3
        assert done(eyes.own, f"{address}/announce/")["status"] == "nominating"


def _nothing_of_people_leaks(eyes: Eyes, address: str, standing: list[Candidate]) -> None:
    shown = read(eyes.visitor, f"{address}/")["candidates"]
    assert [(row["name"], row["status"], row["checks"]) for row in shown] == [
        (one.public_name, "submitted", []) for one in standing
    ]
    assert standing[0].full_name not in str(shown)
    whole = read(eyes.own, f"council-candidates/{standing[0].pk}/")
    assert (whole["full_name"], [row["kind"] for row in whole["papers"]]) == ("Демов Нурлан Ойданұлы", ["cv"])
    addresses = [one.email for one in standing]
    for found in (whole, shown, read(eyes.own, "council-candidates/")):
        assert not any(email in str(found) for email in addresses)
    assert read(eyes.foreign, "council-candidates/")["results"] == []
    assert eyes.foreign.get(f"/api/v1/council-candidates/{standing[0].pk}/").status_code == 404
    assert refused(eyes.foreign, f"council-candidates/{standing[0].pk}/check/") == (404, "not_found")
    assert eyes.visitor.get("/api/v1/council-candidates/").status_code == 401
    assert eyes.unscoped.get("/api/v1/council-candidates/").status_code == 403


def _check(eyes: Eyes, standing: list[Candidate]) -> None:
    for one in standing[:2]:
        checked = done(eyes.own, f"council-candidates/{one.pk}/check/", _answers(one))
        assert {row["is_met"] for row in checked["checks"]} == {True}
    last = f"council-candidates/{standing[2].pk}/check/"
    silent = done(eyes.own, last, _answers(standing[2], documents=""), status=422)
    assert [fault["field"] for fault in silent["errors"]] == ["reason-documents"]
    known = {"answers": [{"criterion": Criterion.CONSENT, "is_met": True}]}
    assert refused(eyes.own, last, known) == (422, "invalid")  # the portal looks that up by itself
    done(eyes.own, last, _answers(standing[2], documents="A page is missing"))
    reasons = dict(standing[2].checks.values_list("criterion", "reason"))
    assert reasons["documents"] == "A page is missing"


def test_a_competition_is_begun_extended_and_cancelled() -> None:
    one = build.closed_with(3)
    eyes, council = _eyes(one), one.built.council
    address = f"council-competitions/{one.formation.pk}"
    with clock.playing(build.AFTER):
        short = {"until": build.AFTER.isoformat(), "reason": "Few stand"}
        assert done(eyes.own, f"{address}/extend/", short, status=422)["errors"][0]["field"] == "nominations_until"
        later = (build.AFTER + dt.timedelta(days=40)).isoformat()
        extended = done(eyes.own, f"{address}/extend/", {"until": later, "reason": "Few stand"})
        assert (extended["status"], extended["extension"]) == ("nominating", "Few stand")
        assert refused(eyes.own, f"{address}/close/") == (409, "conflict")
        assert done(eyes.own, f"{address}/cancel/", {"reason": "The body is dissolved"})["status"] == "cancelled"
        assert refused(eyes.own, f"{address}/cancel/", {"reason": "Again"})[0] == 409
        wrong = {"kind": "renewal", "places": 3, "state_places": 2}
        told = done(eyes.own, f"councils/{council.slug}/start-competition/", wrong, status=422)
        assert [(fault["field"], fault["rule"]) for fault in told["errors"]] == [("state_places", "R52")]
        begun = done(eyes.own, f"councils/{council.slug}/start-competition/", {**wrong, "state_places": 1})
    assert (begun["number"], begun["status"], council.formations.count()) == (2, "preparing", 2)
    assert [
        row["number"] for row in read(eyes.visitor, f"council-competitions/?council={council.slug}")["results"]
    ] == [1]


def test_the_order_of_a_by_election_has_no_last_day() -> None:
    one = build.announced(build.by_election())
    build.citizen(one)
    build.counted(build.voted(build.listed(build.checked(build.closed(one))), "f", "f", "f"))
    eyes = _eyes(one)
    with clock.playing(build.AFTER):
        order = {"decision_number": "8/1", "decided_on": "2028-12-01", "starts_on": "2028-12-02", "delegates": []}
        assert done(eyes.own, f"council-competitions/{one.formation.pk}/approve/", order)["order_number"] == "8/1"
    assert one.formation.term.seats.latest("pk").started_on == dt.date(2028, 12, 2)

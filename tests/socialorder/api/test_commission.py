"""Keys, commissions and bids of a tender through the API: all that is not a person's own passphrase, vote or signature."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.test import Client

from foundation.core import clock
from registry.choices import Role
from socialorder.actions.bids import drafts, opening, sealing
from socialorder.actions.commission import members, sittings
from socialorder.choices import BidStatus, SittingStatus, VoteChoice
from socialorder.models import Bid, CommissionMember, Share, Sitting, Tender
from tests.builders import api, files
from tests.builders import socialorder as build
from tests.builders.api_walk import Eyes, done, read, refused, send
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def _eyes(body: Any) -> Eyes:
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["documents:read"]), Client())


def test_a_system_makes_the_key_of_a_tender_and_reports_a_share_lost() -> None:
    with build.at(build.NOW):
        world, tender = build.drafted()
        holders = [build.holder() for _n in range(3)]
    eyes, address = _eyes(world.body), f"tenders/{tender.slug}"
    listed = read(eyes.own, "key-holders/")["results"]
    assert {tuple(sorted(one)) for one in listed} == {("allowed_actions", "full_name", "id")}
    assert {one["id"] for one in listed} == {one.pk for one in holders}
    person = Client()
    person.force_login(UserFactory())
    assert read(person, "key-holders/")["results"] == []
    named = {"first": holders[0].pk, "second": holders[1].pk, "third": holders[2].pk}
    assert refused(eyes.foreign, f"{address}/make-key/", named) == (404, "not_found")
    twice = done(eyes.own, f"{address}/make-key/", {**named, "third": holders[0].pk}, status=422)
    assert {fault["field"] for fault in twice["errors"]} == {"holders"}
    keyless = done(eyes.own, f"{address}/make-key/", {**named, "third": UserFactory().pk}, status=422)
    assert [fault["field"] for fault in keyless["errors"]] == ["third"]
    made = done(eyes.own, f"{address}/make-key/", named)
    assert (made["public_key"], made["generation"]) == (Tender.objects.get().key.public_key, 1)
    shares = read(eyes.own, f"key-shares/?tender={tender.slug}")["results"]
    assert [(one["number"], one["holder"]) for one in reversed(shares)] == [
        (number, one.full_name) for number, one in enumerate(holders, 1)
    ]
    assert not any(share.box in str(shares) for share in Share.objects.all())
    assert read(eyes.foreign, "key-shares/")["results"] == []
    lost = f"key-shares/{shares[0]['id']}/report-lost/"
    assert done(eyes.own, lost)["lost_at"]
    assert refused(eyes.own, lost) == (409, "conflict")
    assert Share.objects.filter(lost_at__isnull=False).get().pk == shares[0]["id"]
    for act in ("hand-over", "open", "open-bids"):  # a passphrase is a person's
        assert send(eyes.own, f"{address}/{act}/", {}).status_code == 404
    with build.at(build.NOW):
        done(eyes.own, f"{address}/announce/")
    assert refused(eyes.own, f"{address}/make-key/", named) == (409, "conflict")


def _judged() -> tuple[build.World, Tender, list[Bid], bytes]:
    """An opened tender of one lot with two admitted bids, the cheapest first and with a file."""
    world, tender = build.announced()
    lot, content = world.lot(tender), files.pdf("experience")
    cheap, key, user = build.begun(lot, build.bid_values("1500000.00", "Words 1"))
    with build.at(build.NOW + 2 * DAY):
        upload = files.upload(content, "experience.pdf")
        cheap = drafts.add_file(bid=cheap, key=key, upload=upload, by=user)
        cheap = sealing.seal(bid=cheap, key=key, by=user)
    dear = build.sealed(lot, build.bid_values("1700000.00", "Words 2"))[0]
    build.opened(world, tender)
    with build.at(tender.closes_at + DAY):
        judge = {"admit": True, "reason": "", "by": world.officer}
        bids = [opening.judge(bid=Bid.objects.get(pk=one.pk), **judge) for one in (cheap, dear)]
    tender.refresh_from_db()
    return world, tender, bids, content


def test_a_system_runs_the_commission_of_a_tender_and_its_members_vote() -> None:
    world, tender, bids, content = _judged()
    eyes, address = _eyes(world.body), f"tenders/{tender.slug}"
    _files_of_bids(eyes, bids, content)
    people = [world.officer, UserFactory(full_name="Ахметов Болат"), UserFactory()]
    MembershipFactory(user=people[1], organisation=bids[0].organisation, role=Role.NGO_VIEWER)
    with clock.playing(tender.closes_at + 2 * DAY):
        _named(eyes, address, people)
        seats = [one["id"] for one in read(eyes.own, "commission-members/")["results"]]
        undeclared = done(eyes.own, f"{address}/begin-sitting/", {"present": seats}, status=422)
        assert {fault["field"] for fault in undeclared["errors"]} == {"present"}
        for one in people:
            members.declare(tender=tender, ties={}, by=one)
        first = _begun(eyes, address, seats, bids)
        assert (
            done(eyes.own, f"tender-sittings/{first}/dissolve/", {"reason": "A slip"})["status"]
            == SittingStatus.DISSOLVED
        )
        second = _begun(eyes, address, seats, bids)
        _concluded(eyes, Sitting.objects.get(pk=second), people)
    assert [Bid.objects.get(pk=one.pk).status for one in bids] == [BidStatus.RESERVE, BidStatus.WON]
    assert CommissionMember.objects.get(person=people[1]).conflicts.get().source == "known"


def _files_of_bids(eyes: Eyes, bids: list[Bid], content: bytes) -> None:
    shown = read(eyes.own, f"bids/{bids[0].pk}/")
    (listed,) = shown["files"]
    facts = (listed["name"], listed["type"], listed["size"], listed["sha256"])
    assert facts == ("experience.pdf", "application/pdf", len(content), hashlib.sha256(content).hexdigest())
    assert set(listed) == {"number", "name", "type", "size", "sha256"}  # never the key of the file
    address = f"/api/v1/bids/{bids[0].pk}/files/{listed['number']}/"
    assert eyes.own.get(address).content == content
    answers = [one.get(address).status_code for one in (eyes.foreign, eyes.unscoped, eyes.visitor)]
    assert answers == [404, 403, 401]
    for wrong in (f"/api/v1/bids/{bids[1].pk}/files/{listed['number']}/", address.replace(listed["number"], "none")):
        assert eyes.own.get(wrong).status_code == 404
    box = bids[0].files.get().document_id
    assert eyes.own.get(f"/api/v1/documents/{box}/content/").status_code == 404


def _named(eyes: Eyes, address: str, people: list[Any]) -> None:
    few = done(eyes.own, f"{address}/name-commission/", {"people": people[0].email}, status=422)
    assert {fault["field"] for fault in few["errors"]} == {"people"}
    asked = {"people": "\n".join(one.email for one in people)}
    assert refused(eyes.foreign, f"{address}/name-commission/", asked) == (404, "not_found")
    assert "name-commission" in done(eyes.own, f"{address}/name-commission/", asked)["allowed_actions"]
    shown = read(eyes.own, "commission-members/")["results"]
    assert [(one["name"], one["is_chair"], one["declared_at"]) for one in shown] == [
        (str(one), place == 0, None) for place, one in enumerate(people)
    ]
    assert not any(one.email in str(shown) for one in people)
    assert read(eyes.foreign, "commission-members/")["results"] == []


def _begun(eyes: Eyes, address: str, seats: list[int], bids: list[Bid]) -> int:
    other = {"lot": 1, "winner": bids[1].pk, "reserve": bids[0].pk}
    asked = {"present": seats, "lots": [other]}
    silent = done(eyes.own, f"{address}/begin-sitting/", asked, status=422)
    assert [fault["field"] for fault in silent["errors"]] == ["reason-1"]
    nothing = done(eyes.own, f"{address}/begin-sitting/", {**asked, "lots": [{**other, "lot": 9}]}, status=422)
    assert [fault["field"] for fault in nothing["errors"]] == ["lots"]
    begun = done(eyes.own, f"{address}/begin-sitting/", {**asked, "lots": [{**other, "reason": "Cheap is not all"}]})
    (lot,) = begun["lots"]
    assert (lot["winner"], lot["reserve"], lot["is_departure"], lot["silent"]) == (bids[1].pk, bids[0].pk, True, 2)
    assert refused(eyes.own, f"{address}/begin-sitting/", {"present": seats})[0] == 422  # one runs already
    assert refused(eyes.own, f"{address}/name-commission/", {"people": "a@x.example"})[0] in (409, 422)
    return int(begun["id"])


def _concluded(eyes: Eyes, sitting: Sitting, people: list[Any]) -> None:
    address = f"tender-sittings/{sitting.pk}"
    assert eyes.visitor.get(f"/api/v1/{address}/").status_code == 404  # it runs
    assert eyes.own.get(f"/api/v1/{address}/").json()["protocol"] is None
    for act in ("vote", "sign"):
        assert send(eyes.own, f"{address}/{act}/", {}).status_code == 404  # a person's
    assert refused(eyes.own, f"{address}/conclude/", {"reason": "By votes"})[0] == 422
    for one in (people[0], people[2]):
        sittings.vote(sitting=sitting, votes={1: (VoteChoice.FOR, "")}, by=one)
    standing = read(eyes.own, f"{address}/")["lots"]
    assert [(one["in_favour"], one["silent"]) for one in standing] == [(2, 0)]
    ended = done(eyes.own, f"{address}/conclude/", {"reason": "By votes"})
    assert (ended["status"], ended["lots"], ended["signatures"]) == (SittingStatus.CONCLUDED, [], [])
    told = read(eyes.visitor, f"{address}/")
    assert (told["protocol"]["reason"], told["sha256"]) == ("By votes", ended["sha256"])
    assert "Ахметов" not in str(told)
    assert refused(eyes.own, f"{address}/dissolve/", {"reason": "Late"}) == (409, "conflict")

"""A commission decides lots by votes; lots fail and are repeated; results are published with their reasons."""

from __future__ import annotations

import base64
import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import SigningRequest
from foundation.core import clock
from foundation.core.errors import Conflict, Invalid
from registry.choices import Role
from socialorder.actions.bids import deciding, opening
from socialorder.actions.complaints import reviewing
from socialorder.actions.tenders import lots
from socialorder.choices import BidStatus, ComplaintSubject, FlagRule, LotFailure, LotStatus, Remedy, TenderStatus
from socialorder.models import Bid, Complaint, Flag, Lot, Sitting, Tender
from socialorder.rules.standstill import barring
from tests.builders import complaints as cases
from tests.builders import socialorder as build
from tests.builders.signing import signed
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"socialorder:{name}", args=args)


def two_lots() -> tuple[build.World, Tender, list[Bid]]:
    """An opened tender: three admitted bids for the first lot, none for the second. The bids, the cheapest first."""
    with build.at(build.NOW):
        world, tender = build.drafted()
        lots.add(tender=tender, topic=world.topic, values=build.LOT_VALUES, parts=build.PARTS, by=world.officer)
        world.holders = [build.holder() for _n in range(3)]
        build.keys.make(tender=tender, holders=world.holders, by=world.officer)
        tender = build.tenders.announce(tender=Tender.objects.get(pk=tender.pk), by=world.officer)
    lot = world.lot(tender)
    prices = ("1500000.00", "1700000.00", "1900000.00")
    made = [build.sealed(lot, build.bid_values(price, f"Words {n}"))[0] for n, price in enumerate(prices)]
    tender = build.opened(world, tender)
    with build.at(tender.closes_at + DAY):
        found = [opening.judge(bid=Bid.objects.get(pk=one.pk), admit=True, reason="", by=world.officer) for one in made]
    return world, tender, found


def test_commission_decides_by_votes_and_the_lot_without_bids_is_repeated() -> None:
    world, tender, bids = two_lots()
    officer = client_of(world.officer)
    people = [world.officer, UserFactory(full_name="Ахметов Болат"), UserFactory()]
    with clock.playing(tender.closes_at + 2 * DAY):
        _named(officer, tender, people)
        # The second member is tied to the cheapest bidder, and the registry knows it; the third says nothing else.
        MembershipFactory(user=people[1], organisation=bids[0].organisation, role=Role.NGO_VIEWER)
        with pytest.raises(Conflict, match="commission of this tender decides"):
            deciding.decide(tender=tender, reason="x", by=world.officer)
        _begun(officer, tender, people, bids)
        _voted(officer, tender, people)
    _protocol(Sitting.objects.get(), people)
    assert [Bid.objects.get(pk=one.pk).status for one in bids] == [BidStatus.RESERVE, BidStatus.WON, BidStatus.LOST]
    failed = Lot.objects.get(tender=tender, number=2)
    assert (failed.status, failed.failure) == (LotStatus.FAILED, LotFailure.NO_BIDS)
    page = Client().get(url("tender-results", tender.slug)).text
    assert ("The cheapest cannot do it" in page, "No bid came" in page, "Ахметов" in page) == (True, True, False)
    _repeated(officer, tender, failed)


def _named(officer: Client, tender: Tender, people: list[Any]) -> None:
    name = url("commission-name", tender.slug)
    assert client_of(people[1]).get(name).status_code == 403
    few = officer.post(name, {"people": people[0].email})
    assert (few.status_code, "at least 3 members" in few.text) == (422, True)
    assert "Nobody has an account" in officer.post(name, {"people": "nobody@x.example"}).text
    officer.post(name, {"people": "\n".join(one.email for one in people)})
    shown = url("commission-detail", tender.slug)
    assert "not declared yet" in client_of(people[1]).get(shown).text
    assert client_of(UserFactory()).get(shown).status_code == 403


def _begun(officer: Client, tender: Tender, people: list[Any], bids: list[Bid]) -> None:
    begin = url("sitting-begin", tender.slug)
    members = [one.pk for one in tender.members.all()]
    asked = {"present": members, "winner-1": bids[1].pk, "reserve-1": bids[0].pk, "reason-1": ""}
    undeclared = officer.post(begin, asked)
    assert (undeclared.status_code, "has not said yet" in undeclared.text) == (422, True)
    for person in people:
        client_of(person).post(url("commission-declare", tender.slug), {})
    departing = officer.post(begin, asked)
    assert (departing.status_code, "the points say otherwise" in departing.text) == (422, True)
    assert officer.post(begin, {**asked, "present": members[:1]}).status_code == 422
    officer.post(begin, {**asked, "reason-1": "The cheapest cannot do it"})
    assert officer.post(begin, {**asked, "reason-1": "Twice"}).status_code == 422


def test_sitting_is_dissolved_with_a_reason_and_a_sole_member_is_not_enough() -> None:
    world, tender, _bids = two_lots()
    officer, people = client_of(world.officer), [world.officer, UserFactory(), UserFactory()]
    with clock.playing(tender.closes_at + 2 * DAY):
        _named(officer, tender, people)
        for person in people:
            client_of(person).post(url("commission-declare", tender.slug), {"tie-2": "on", "text-2": "A friend"})
        member = tender.members.get(person=people[1])
        assert [(one.lot.number, one.source) for one in member.conflicts.all()] == [(2, "declared")]
        bids = Bid.objects.order_by("price")
        asked = {"present": [one.pk for one in tender.members.all()], "winner-1": bids[0].pk, "reserve-1": bids[1].pk}
        officer.post(url("sitting-begin", tender.slug), asked)
        sitting = Sitting.objects.get()
        assert client_of(people[1]).get(url("commission-declare", tender.slug)).status_code == 409
        dissolve = url("sitting-dissolve", tender.slug, 1)
        assert officer.post(dissolve, {"reason": ""}).status_code == 422
        officer.post(dissolve, {"reason": "A member has a conflict after all"})
        assert client_of(people[2]).get(url("sitting-vote", tender.slug, 1)).status_code == 409
        assert "Dissolved" in officer.get(sitting.get_absolute_url()).text
        assert client_of(people[2]).get(url("sitting-sign", tender.slug, 1)).status_code == 409
        _named(officer, tender, people)
    assert Sitting.objects.count() == 0


def _voted(officer: Client, tender: Tender, people: list[Any]) -> None:
    sitting = Sitting.objects.get()
    assert Client().get(sitting.get_absolute_url()).status_code == 403
    vote, conclude = url("sitting-vote", tender.slug, 1), url("sitting-conclude", tender.slug, 1)
    given = {"choice-1": "for", "choice-2": "for"}
    barred = client_of(people[1])
    assert "choice-1" not in barred.get(vote).text
    barred.post(vote, {"choice-2": "for"})
    silent = officer.post(vote, {"choice-1": "against", "choice-2": "for"})
    assert (silent.status_code, "Say why you are against" in silent.text) == (422, True)
    officer.post(vote, given)
    early = officer.post(conclude, {"reason": "By votes"})
    assert (early.status_code, "is not carried" in early.text) == (422, True)
    client_of(people[2]).post(vote, given)
    assert client_of(people[2]).get(conclude).status_code == 403
    officer.post(conclude, {"reason": "By votes"})


def _protocol(sitting: Sitting, people: list[Any]) -> None:
    """Kept for ever, with counts and no full names; signed by whoever was there."""
    sitting.refresh_from_db()
    told = sitting.protocol
    first = told["lots"][0]
    assert (first["is_departure"], first["votes"]["barred"], first["votes"]["in_favour"]) == (True, 1, 2)
    assert (first["standings"][0]["total"], told["lots"][1]["winner"]) == ("30.00", {})
    assert "Ахметов" not in json.dumps(told, ensure_ascii=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sitting.objects.filter(pk=sitting.pk).update(sha256="0" * 64)
    everybody = Client()
    assert "Болат А." in everybody.get(sitting.get_absolute_url()).text
    download = everybody.get(url("sitting-download", sitting.tender.slug, 1))
    assert json.loads(download.content)["sitting"] == 1
    sign = url("sitting-sign", sitting.tender.slug, 1)
    assert client_of(UserFactory()).get(sign).status_code == 403
    member = client_of(people[2])
    member.get(sign)
    request = SigningRequest.objects.get()
    content = base64.b64encode(signed(request.content)).decode()
    member.post(sign, {"request": str(request.pk), "made": content})
    assert sitting.signatures.get().signer == people[2]
    assert member.get(sign).status_code == 409
    pdf = everybody.get(reverse("publishing:sitting-pdf", args=[sitting.tender.slug, 1]))
    assert pdf.content[:5] == b"%PDF-"


def _repeated(officer: Client, tender: Tender, failed: Lot) -> None:
    repeat = url("tender-repeat", tender.slug)
    window = {}
    for name, moment in (("opens_at", 40), ("closes_at", 60), ("questions_until", 50)):
        day = build.NOW + moment * DAY
        window |= {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year, f"{name}_3": "10:00"}
    officer.post(repeat, {"slug": "again", **window})
    again = Tender.objects.get(slug="again")
    assert [lot.repeats for lot in again.lots.all()] == [failed]
    assert again.copied_from == tender
    assert officer.post(repeat, {"slug": "twice", **window}).status_code == 409
    assert "It repeats lots of" in officer.get(again.get_absolute_url()).text


def test_sole_bid_needs_its_reason_and_flags_are_judged_first() -> None:
    world, tender, bids = two_lots()
    Bid.objects.filter(pk__in=[one.pk for one in bids[1:]]).update(status=BidStatus.REFUSED, reason="No")
    flag = Flag.objects.create(bid=bids[0], rule=FlagRule.LOW_PRICE, inputs={})
    officer = client_of(world.officer)
    decide = url("tender-decide", tender.slug)
    with clock.playing(tender.closes_at + 2 * DAY):
        waiting = officer.post(decide, {"reason": "x", "reason-1": "x"})
        assert (waiting.status_code, "flags wait to be judged" in waiting.text) == (422, True)
        flag.delete()
        assert "One bid alone fits" in officer.get(decide).text
        missing = officer.post(decide, {"reason": "By the points"})
        assert (missing.status_code, "why the contract is offered" in missing.text) == (422, True)
        officer.post(decide, {"reason": "By the points", "reason-1": "It does all that is asked"})
    lot = world.lot(tender)
    assert (lot.status, lot.decided_reason) == (LotStatus.AWARDED, "It does all that is asked")
    with clock.playing(tender.closes_at + 3 * DAY):
        assert "can be complained of until" in barring(lot)
    with clock.playing(tender.closes_at + 20 * DAY):
        assert barring(lot) == ""


def test_tender_without_any_fitting_bid_fails_and_is_decided_anew_after_a_complaint() -> None:
    case, bid = cases.refused()
    other = Bid.objects.exclude(pk=bid.pk).get()
    Bid.objects.filter(pk=other.pk).update(status=BidStatus.REFUSED, reason="No")
    moment = case.tender.closes_at + 2 * DAY
    complaint = cases.sent(case, ComplaintSubject.REFUSAL, moment)
    with build.at(moment), pytest.raises(Invalid, match="a complaint about it is not decided"):
        deciding.decide(tender=case.tender, reason="Nobody fits", by=case.world.officer)
    with build.at(moment):
        reviewing.give_back(complaint=complaint, reason="Say more", by=case.reviewer)
        tender = deciding.decide(tender=case.tender, reason="Nobody fits", by=case.world.officer)
    lot = case.world.lot(tender)
    assert (tender.status, lot.failure) == (TenderStatus.FAILED, LotFailure.NONE_ADMITTED)
    case.tender = tender
    complaint = cases.admitted(case, ComplaintSubject.REFUSAL, moment + DAY)
    cases.decided(case, complaint, Remedy.JUDGE)
    bid.refresh_from_db()
    lot.refresh_from_db()
    assert (bid.status, lot.status, lot.decided_at) == (BidStatus.OPENED, LotStatus.PLACING, None)
    assert "A complaint about this lot is open" in barring(lot)
    with build.at(moment + 4 * DAY):
        opening.judge(bid=bid, admit=True, reason="", by=case.world.officer)
        reasons = {1: "It alone is admitted"}
        tender = deciding.decide(tender=tender, reason="Anew", reasons=reasons, by=case.world.officer)
    bid.refresh_from_db()
    assert (tender.status, bid.status, bid.price_points) == (TenderStatus.DECIDED, BidStatus.WON, Decimal("30.00"))
    assert Complaint.objects.holding(tender, lot).count() == 0


def test_decision_that_is_overturned_gives_its_lot_back() -> None:
    world, tender, bids = two_lots()
    with build.at(build.NOW - 60 * DAY):
        body, reviewer = cases.reviewing_body()
    head = bids[2].organisation.memberships.get().user
    case = cases.Case(world, tender, body, reviewer, bids[2].organisation, head)
    moment = tender.closes_at + 2 * DAY
    with build.at(moment):
        case.tender = deciding.decide(tender=tender, reason="Points", by=world.officer)
    complaint = cases.admitted(case, ComplaintSubject.DECISION, moment + DAY)
    cases.decided(case, complaint, Remedy.DECIDE)
    assert {one.status for one in Bid.objects.all()} == {BidStatus.ADMITTED}
    assert {one.price_points for one in Bid.objects.all()} == {None}
    statuses = [one.status for one in Lot.objects.filter(tender=tender).order_by("number")]
    assert statuses == [LotStatus.PLACING, LotStatus.FAILED]
    with build.at(moment + 5 * DAY):
        tender = deciding.decide(tender=tender, reason="Points again", by=world.officer)
    complaint.refresh_from_db()
    assert (tender.status, complaint.is_followed) == (TenderStatus.DECIDED, False)

"""Contracts, complaints, evaluations and orders placed elsewhere through the API."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from foundation.core import clock
from foundation.core.calendar import local_date
from registry.choices import BodyKind
from socialorder.actions.contracts import amendments, money
from socialorder.actions.reviews import reviews
from socialorder.api.resources import RESOURCES
from socialorder.choices import ComplaintStatus, Side
from socialorder.models import (
    ActVersion,
    Contract,
    ContractAmendment,
    ContractSignature,
    OrderLoad,
    ReviewingBody,
)
from socialorder.rules.contracts.amendments import Change
from tests.builders import api, complaints, contracts, placed
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
PENALTY = {
    "stage": "",
    "clause": "8.2",
    "kind": "sum",
    "amount": Decimal(1000),
    "base": None,
    "rate": None,
    "days": None,
    "reason": "Late",
}


def _eyes(body: Any) -> Eyes:
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def _asked(deal: Any) -> ContractAmendment:
    """The supplier asks for one more month."""
    plan = contracts.plan()
    change = Change(months=11, stages=plan.stages, lines=plan.lines, targets={1: Decimal(50)})
    return amendments.propose(contract=deal.fresh(), side=Side.NGO, change=change, reason="Winter", by=deal.head)


def test_every_resource_is_read_refused_and_cheap() -> None:
    deal = contracts.in_force()
    body = deal.world.body
    act = contracts.accepted(deal, 1)
    penalty = money.impose(contract=deal.fresh(), values=PENALTY, by=deal.officer)
    review = reviews.begin(contract=deal.fresh(), stage="preliminary", main_seats=3, reserve_seats=1, by=deal.officer)
    amendment = _asked(deal)
    rows = [placed.row(lot_number=f"55-OK{number}", region=body.region_id) for number in range(3)]
    placed.loaded(placed.as_csv(rows), deal.officer)
    case = complaints.announced(slug="complained")
    complaint = complaints.sent(case)
    eyes = _eyes(body)
    sheet = SimpleUploadedFile("lots.csv", placed.as_csv(rows))
    document = eyes.own.post("/api/v1/documents/", {"file": sheet}).json()["id"]
    load = done(eyes.own, "placed-order-files/", {"file": document}, status=201)
    assert refused(eyes.own, "placed-order-files/", {"file": str(uuid.uuid4())}) == (422, "invalid")
    orders = [one["id"] for one in read(eyes.visitor, "placed-orders/")["results"]]

    walk(RESOURCES[14:], {
        "contracts": [deal.contract.pk],
        "contract-cards": [deal.contract.pk],
        "contract-stages": [one.pk for one in deal.contract.stages.all()],
        "contract-penalties": [penalty.pk],
        "contract-amendments": [amendment.pk],
        "acceptance-acts": [act.pk],
        "contract-signatures": ContractSignature.objects.values_list("pk", flat=True),
        "acceptance-act-versions": [one.pk for one in act.versions.all()],
        "contract-reviews": [review.pk],
        "complaints": [complaint.pk],
        "reviewing-bodies": ReviewingBody.objects.values_list("pk", flat=True),
        "placed-orders": orders,
        "placed-order-files": [load["id"]],
        "order-figures": [],
    }, eyes)  # fmt: skip

    _loads_are_read_as_on_the_page(body)
    _signatures_can_be_checked(eyes, act.versions.get())
    assert len(orders) == 3
    assert read(eyes.foreign, "contracts/")["results"] == []
    assert read(eyes.visitor, f"contract-cards/{deal.contract.pk}/")["amount"] == "1800000.00"
    assert eyes.visitor.get(f"/api/v1/contract-reviews/{review.pk}/").status_code == 404
    assert read(eyes.own, f"contract-reviews/{review.pk}/")["figures"] == {}
    told = read(eyes.visitor, f"complaints/{complaint.pk}/")
    assert (told["text"], told["bin"]) == ("", case.organisation.bin)  # its words are not let out yet
    reviewer = api.system_of(case.reviewer_body)
    assert read(reviewer, f"complaints/{complaint.pk}/")["text"] == complaint.text
    figures = read(eyes.visitor, "order-figures/?year=2026")["results"]
    assert sum(Decimal(one["planned"]) for one in figures if one["origin"] == "placed") == Decimal(30_000_000)


def _signatures_can_be_checked(eyes: Eyes, version: ActVersion) -> None:
    """The bytes and both signatures of a contract and an act, for the parties alone."""
    one = ContractSignature.objects.get(side=Side.BODY)
    address = f"/api/v1/contract-signatures/{one.pk}/"
    found = [eyes.own.get(f"{address}{what}/").content for what in ("signature", "content")]
    assert found == [bytes(one.signature.cms), one.signature.request.content]
    assert hashlib.sha256(found[1]).hexdigest() == read(eyes.own, f"contract-signatures/{one.pk}/")["sha256"]
    assert eyes.foreign.get(f"{address}signature/").status_code == 404
    address = f"/api/v1/acceptance-act-versions/{version.pk}/"
    assert hashlib.sha256(eyes.own.get(f"{address}content/").content).hexdigest() == version.digest
    for side, signature in ((Side.NGO, version.signature), (Side.BODY, version.customer_signature)):
        assert eyes.own.get(f"{address}signatures/{side}/").content == bytes(signature.cms)
    assert eyes.own.get(f"{address}signatures/nobody/").status_code == 404
    assert [eyes.foreign.get(f"{address}{what}/").status_code for what in ("content", "signatures/ngo")] == [404, 404]


def _loads_are_read_as_on_the_page(body: Any) -> None:
    """Files with orders: their sender's and of officers of central bodies."""
    file = OrderLoad.objects.earliest("pk").document_id
    central = api.system_of(BodyFactory(kind=BodyKind.CENTRAL, region=None))
    answers = [one.get(f"/api/v1/documents/{file}/content/") for one in (api.system_of(body), central)]
    assert [(one.status_code, bool(one.getvalue())) for one in answers] == [(404, True), (200, True)]


def test_a_system_draws_a_contract_up_and_a_second_officer_approves() -> None:
    deal = contracts.drawn_up()
    eyes = _eyes(deal.world.body)
    address = f"contracts/{deal.contract.pk}"
    stages = [{"title": "All", "due_on": contracts.ENDS_ON.isoformat(), "amount": "1800000.00"}]
    terms = {
        "starts_on": contracts.STARTS_ON.isoformat(), "months": 10, "stages": stages,
        "sign_until": local_date(contracts.NOW + 10 * contracts.DAY).isoformat(),
        "lines": [{"name": "Wages", "amount": "1800000.00"}],
    }  # fmt: skip

    half = [{**stages[0], "amount": "900000.00"}]
    wrong = done(eyes.own, f"{address}/prepare/", {**terms, "stages": half}, status=422)
    assert {one["field"] for one in wrong["errors"]} == {"stages"}
    prepared = done(eyes.own, f"{address}/prepare/", terms)
    assert (prepared["stages"][0]["amount"], prepared["allowed_actions"][:2]) == ("1800000.00", ["prepare", "propose"])
    done(eyes.own, f"{address}/propose/")
    assert refused(eyes.own, f"{address}/offer/") == (403, "not_permitted")  # four eyes
    person = Client()
    person.force_login(deal.second)
    assert done(person, f"{address}/offer/")["status"] == "signing"
    assert done(eyes.own, f"{address}/recall/", {"reason": "A slip"})["status"] == "draft"
    again = done(eyes.own, f"bids/{deal.bids[0].pk}/draw-up-contract/")
    assert (again["id"], Contract.objects.count()) == (deal.contract.pk, 1)


def test_a_system_pays_fines_and_answers_changes() -> None:
    deal = contracts.in_force()
    contracts.accepted(deal, 1)
    with clock.playing(contracts.ON_STAGE[2]):
        handed = contracts.hand_in(deal, contracts.written(deal, 2))
    eyes = _eyes(deal.world.body)
    with clock.playing(contracts.ON_STAGE[2] + contracts.DAY):
        _carry_out(deal, handed, eyes)


def _carry_out(deal: Any, handed: Any, eyes: Eyes) -> None:
    address = f"contracts/{deal.contract.pk}"
    today = local_date(clock.now()).isoformat()
    payment = {"reference": "PP-7", "paid_on": today, "amount": "500000.00"}
    stage = deal.stage(1)
    assert done(eyes.own, f"contract-stages/{stage.pk}/pay/", payment)["amount"] == "500000.00"
    too_much = {**payment, "reference": "PP-8", "amount": "900000.00"}
    assert refused(eyes.own, f"contract-stages/{stage.pk}/pay/", too_much)[0] == 422
    fine = {"clause": "8.2", "kind": "sum", "amount": "1000.00", "reason": "Late"}
    penalty = done(eyes.own, f"{address}/impose-penalty/", fine)
    assert done(eyes.own, f"contract-penalties/{penalty['id']}/lift/", {"reason": "Flood"})["status"] == "withdrawn"
    amendment = _asked(deal)
    declined = done(eyes.own, f"contract-amendments/{amendment.pk}/decline/", {"reason": "No"})
    assert (declined["status"], declined["after"]["months"]) == ("declined", 11)
    until = (timezone.localdate() + dt.timedelta(days=400)).isoformat()
    back = {"reason": "Which families?", "correct_until": until}
    returned = done(eyes.own, f"acceptance-acts/{handed.pk}/return/", back)
    assert (returned["status"], returned["versions"][-1]["remarks"]) == ("returned", "Which families?")
    assert refused(eyes.own, f"acceptance-acts/{handed.pk}/accept/")[0] == 404  # a signature is a person's
    ended = done(eyes.own, f"{address}/terminate/", {"side": "body", "reason": "Gone"})
    assert (ended["status"], ended["end_side"]) == ("terminated", "body")


def test_both_bodies_of_a_complaint_work_from_their_systems() -> None:
    case = complaints.announced()
    complaint = complaints.sent(case)
    body, reviewer = api.system_of(case.world.body), api.system_of(case.reviewer_body)
    address = f"complaints/{complaint.pk}"

    with clock.playing(complaints.build.NOW + 4 * complaints.DAY):
        assert refused(body, f"{address}/admit/", {"public_text": "Mine"}) == (403, "not_permitted")
        admitted = done(reviewer, f"{address}/admit/", {"public_text": "The terms are narrow"})
        assert (admitted["status"], read(Client(), f"{address}/")["text"]) == ("in_review", "The terms are narrow")
        assert done(body, f"{address}/say/", {"text": "They are usual"})["side"] == "body"
        decided = {"outcome": ComplaintStatus.DISMISSED.value, "reason": "They are usual"}
        assert done(reviewer, f"{address}/decide/", decided)["status"] == ComplaintStatus.DISMISSED.value
    assert case.world.body.kind == BodyKind.AKIMAT

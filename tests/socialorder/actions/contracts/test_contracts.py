"""From a won bid to a contract in force, or to the reserve."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.accounts.esignature import SignatureRefused
from foundation.audit.models import Event
from foundation.core import clock
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.models import Funding
from socialorder.actions.contracts import contracts, refusals, signing
from socialorder.choices import BidStatus, ContractStatus, Side
from socialorder.models import Bid, Contract, ContractStage, Tender
from socialorder.rules import standstill
from socialorder.rules.contracts.contracts import PlannedStage
from tests.builders import contracts as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_contract_is_drawn_up_from_the_won_bid_and_its_sums_must_add_up() -> None:
    deal = build.drawn_up()
    contract, again = deal.contract, contracts.draw_up(bid=deal.bids[0], by=deal.officer)
    assert (again.pk, contract.number, contract.amount) == (contract.pk, "day-centres/1", build.PRICE)
    assert list(contract.indicators.values_list("name_ru", "target")) == [("Семьи", Decimal("40.00"))]
    for bid in deal.bids[1:]:
        with pytest.raises(Conflict, match="winning bid"):
            contracts.draw_up(bid=bid, by=deal.officer)
    with pytest.raises(NotPermitted):
        contracts.draw_up(bid=deal.bids[0], by=deal.head)
    with pytest.raises(Invalid, match="Enter the term"):
        contracts.propose(contract=contract, by=deal.officer)

    with clock.playing(build.NOW):
        short = [PlannedStage("All", build.ENDS_ON + 60 * build.DAY, Decimal(1))]
        with pytest.raises(Invalid) as refusal:
            contracts.prepare(contract=contract, plan=build.plan(stages=short), by=deal.officer)
        assert [fault.field for fault in refusal.value.faults] == ["stages", "stages"]
        with pytest.raises(Invalid, match="36 months"):
            contracts.prepare(contract=contract, plan=build.plan(months=37), by=deal.officer)
        contract = contracts.prepare(contract=contract, plan=build.plan(), by=deal.officer)
        assert (contract.ends_on, contract.stages.count(), contract.lines.count()) == (build.ENDS_ON, 2, 2)


def test_second_officer_approves_and_both_sides_sign_in_either_order() -> None:
    deal = build.drawn_up()
    with clock.playing(build.NOW):
        contract = contracts.prepare(contract=deal.contract, plan=build.plan(), by=deal.officer)
        contract = contracts.propose(contract=contract, by=deal.officer)
        with pytest.raises(NotPermitted, match="another officer approves"):
            contracts.offer(contract=contract, by=deal.officer)
        with pytest.raises(Invalid):
            contracts.send_back(contract=contract, reason=" ", by=deal.second)
        contract = contracts.send_back(contract=contract, reason="The rent is missing", by=deal.second)
        contract = contracts.propose(contract=contract, by=deal.officer)
        contract = contracts.offer(contract=contract, by=deal.second)
    assert (contract.status, deal.version.document["amount"]) == (ContractStatus.SIGNING, "1800000.00")
    assert deal.version.document["supplier"]["bin"] == deal.bids[0].organisation.bin

    with clock.playing(build.NOW + build.DAY):
        with pytest.raises(NotPermitted):
            build.sign(deal, Side.NGO, deal.officer)
        build.sign(deal, Side.BODY, deal.second)
        with pytest.raises(Conflict, match="signed already"):
            build.sign(deal, Side.BODY, deal.officer)
        stranger = build.examined(
            signing.PURPOSE, signing.subject_of(deal.version, Side.NGO), {"sha256": "x"}, deal.head, ""
        )
        with pytest.raises(SignatureRefused):
            signing.sign(version=deal.version, side=Side.NGO, examined=stranger, by=deal.head)
        assert deal.fresh().status == ContractStatus.SIGNING
        build.sign(deal, Side.NGO, deal.head)
    contract = deal.fresh()
    assert (contract.status, contract.is_public) == (ContractStatus.IN_FORCE, True)
    row = Funding.objects.get(organisation=contract.organisation)
    assert (row.amount, row.stage, row.kind, row.paid) == (build.PRICE, "running", "order", Decimal(0))
    assert Message.objects.filter(subject__startswith="Contract", recipient=deal.head).count() == 2
    with pytest.raises(Conflict, match="signed this text already"):
        build.sign(deal, Side.NGO, deal.head)


def test_what_bars_a_contract_is_asked_at_each_step(monkeypatch: pytest.MonkeyPatch) -> None:
    deal = build.drawn_up()
    with clock.playing(build.NOW):
        contracts.prepare(contract=deal.contract, plan=build.plan(), by=deal.officer)
        contracts.propose(contract=deal.contract, by=deal.officer)
        monkeypatch.setattr(standstill, "barring", lambda lot: f"A complaint about lot {lot.number} is open.")
        with pytest.raises(Conflict, match="A complaint about lot 1 is open"):
            contracts.offer(contract=deal.contract, by=deal.second)
        monkeypatch.undo()
        contracts.offer(contract=deal.contract, by=deal.second)
        monkeypatch.setattr(standstill, "barring", lambda _lot: "A complaint is open.")
        with pytest.raises(Conflict, match="A complaint is open"):
            build.sign(deal, Side.NGO, deal.head)
        world, _tender, bids = build.won(slug="another", bids=1)
        with pytest.raises(Conflict, match="A complaint is open"):
            contracts.draw_up(bid=bids[0], by=world.officer)


def test_winner_that_refuses_gives_its_place_to_the_reserve() -> None:
    deal = build.offered()
    with pytest.raises(NotPermitted):
        refusals.refuse(contract=deal.contract, reason="x", by=deal.officer)
    contract = refusals.refuse(contract=deal.contract, reason="Too many orders", by=deal.head)
    assert (contract.status, contract.end_side) == (ContractStatus.REFUSED, Side.NGO)
    assert list(Bid.objects.order_by("pk").values_list("status", "reason")) == [
        (BidStatus.LOST, "Too many orders"),
        (BidStatus.WON, ""),
    ]
    assert Event.objects.filter(verb="socialorder.bid.promoted").count() == 1
    assert deal.version.void_at is not None
    assert not Funding.objects.exists()
    reserve = build.head_of(deal.bids[1])
    assert Message.objects.get(recipient=reserve).subject.startswith("Your bid won")
    second = contracts.draw_up(bid=Bid.objects.get(pk=deal.bids[1].pk), by=deal.officer)
    assert (second.number, second.amount) == ("day-centres/1/2", build.PRICE + 1000)
    with pytest.raises(TransitionNotAllowed):
        refusals.refuse(contract=deal.contract, reason="again", by=deal.head)
    last = refusals.refuse(contract=second, reason="We neither", by=reserve)  # no reserve is left
    assert last.status == ContractStatus.REFUSED
    assert not Bid.objects.filter(status=BidStatus.WON).exists()


def test_missed_term_is_stated_by_an_officer_and_not_before_it_is_over() -> None:
    deal = build.offered()
    with clock.playing(build.NOW + 10 * build.DAY), pytest.raises(Conflict, match="not over yet"):
        refusals.lapse(contract=deal.contract, reason="late", by=deal.officer)
    with clock.playing(build.NOW + 11 * build.DAY):
        with pytest.raises(Conflict, match="term for signing ended"):
            build.sign(deal, Side.NGO, deal.head)
        with pytest.raises(NotPermitted):
            refusals.lapse(contract=deal.contract, reason="late", by=deal.head)
        contract = refusals.lapse(contract=deal.contract, reason="Not signed in time", by=deal.officer)
    assert contract.status == ContractStatus.REFUSED
    assert Bid.objects.get(pk=deal.bids[1].pk).status == BidStatus.WON


def test_recalled_text_is_void_and_a_signed_supplier_is_not_late() -> None:
    deal = build.offered()
    with clock.playing(build.NOW + build.DAY):
        build.sign(deal, Side.NGO, deal.head)
    with clock.playing(build.NOW + 30 * build.DAY), pytest.raises(Conflict, match="now the customer signs"):
        refusals.lapse(contract=deal.contract, reason="late", by=deal.officer)
    old = deal.version
    contract = contracts.recall(contract=deal.contract, reason="A wrong day", by=deal.officer)
    assert contract.status == ContractStatus.DRAFT
    old.refresh_from_db()
    assert old.void_at is not None
    with pytest.raises(Conflict, match="called off"):
        signing.sign(version=old, side=Side.BODY, examined=None, by=deal.officer)  # type: ignore[arg-type]
    with clock.playing(build.NOW + 30 * build.DAY):
        with pytest.raises(Invalid, match="over already"):
            contracts.prepare(contract=contract, plan=build.plan(), by=deal.officer)
        contracts.propose(contract=contract, by=deal.officer)
        with pytest.raises(Invalid, match="Send it back"):
            contracts.offer(contract=contract, by=deal.second)


def test_database_holds_sums_terms_and_one_contract_for_a_lot() -> None:
    deal = build.offered()
    contract = Contract.objects.filter(pk=deal.contract.pk)
    for wrong in (
        {"amount": Decimal(1)},
        {"ends_on": build.STARTS_ON + 1200 * build.DAY},
        {"status": "unknown"},
        {"status": ContractStatus.IN_FORCE},
        {"status": ContractStatus.TERMINATED},
        {"approved_by": deal.officer},
        {"months": 37},
    ):
        with pytest.raises(IntegrityError):
            _written(contract, wrong)
    with pytest.raises(IntegrityError):
        _written(ContractStage.objects.filter(pk=deal.stage(1).pk), {"amount": Decimal(1)})
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.create(
            bid=deal.bids[1], lot=deal.contract.lot, number="x", amount=Decimal(1), created_by=UserFactory()
        )
    assert Tender.objects.get(pk=deal.tender.pk).status == "decided"


def _written(rows, values: dict[str, object]) -> None:
    """Past the actions, with the deferred constraints looked at."""
    with transaction.atomic(), connection.cursor() as cursor:
        rows.update(**values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

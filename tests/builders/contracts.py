"""Contracts of social orders in each state, by the real actions; the way to a won bid is short, not played."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from foundation.accounts.esignature import requests
from foundation.accounts.esignature.requests import Examined
from foundation.accounts.esignature.trial import Authority
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import after_months, cut_off, local_date
from registry.choices import Role
from registry.models import Membership
from socialorder.actions.contracts import acts, contracts, signing
from socialorder.choices import BidStatus, Side, TenderStatus
from socialorder.models import Act, Bid, Contract, ContractStage, ContractVersion, Lot, Tender
from socialorder.rules.contracts.contracts import Plan, PlannedLine, PlannedStage
from tests.builders import files
from tests.builders import signing as keys
from tests.builders import socialorder as orders
from tests.factories.registry import OrganisationFactory

# Certificates of the trial authority are not valid before it was made, so moments begin with the real one.
NOW = timezone.now()
DAY = dt.timedelta(days=1)
STARTS_ON = local_date(NOW) + 30 * DAY
ENDS_ON = after_months(STARTS_ON, 10)
STAGE_ENDS = (STARTS_ON + 90 * DAY, ENDS_ON)
PRICE = Decimal("1800000.00")


@dataclass
class Deal:
    """A won bid with its people; the contract when there is one."""

    world: orders.World
    tender: Tender
    bids: list[Bid]
    officer: User
    second: User
    head: User
    contract: Contract

    def fresh(self) -> Contract:
        self.contract = Contract.objects.with_parties().get(pk=self.contract.pk)
        return self.contract

    @property
    def version(self) -> ContractVersion:
        return ContractVersion.objects.select_related("contract").filter(contract=self.contract).latest("number")

    def stage(self, number: int) -> ContractStage:
        return ContractStage.objects.get(contract=self.fresh(), number=number)

    def act(self, number: int) -> Act:
        """The newest act of the stage."""
        return Act.objects.with_contract().filter(stage__contract=self.contract, stage__number=number).latest("number")


def won(slug: str = "day-centres", bids: int = 2) -> tuple[orders.World, Tender, list[Bid]]:
    """A decided tender of one lot: the first bid won, the second is the reserve, the rest lost."""
    world, tender = orders.drafted(slug=slug)
    Tender.objects.filter(pk=tender.pk).update(
        status=TenderStatus.DECIDED, announced_at=NOW, ended_at=NOW - 20 * DAY, ended_reason="By the points"
    )
    tender.refresh_from_db()
    statuses = [BidStatus.WON, BidStatus.RESERVE, *[BidStatus.LOST] * bids][:bids]
    return world, tender, [_bid(world.lot(tender), status, number) for number, status in enumerate(statuses)]


def _bid(lot: Lot, status: str, number: int) -> Bid:
    organisation = OrganisationFactory()
    user = orders.UserFactory()
    orders.MembershipFactory(user=user, organisation=organisation, role=Role.NGO_HEAD)
    return Bid.objects.create(
        lot=lot,
        organisation=organisation,
        status=status,
        sealed_box="box",
        commitment="0" * 63 + str(number),
        sealed_at=NOW,
        sealed_by=user,
        content={"values": orders.bid_values()},
        price=PRICE + number * 1000,
        price_points=Decimal(30),
        technical_points=Decimal(50 - number),
    )


def head_of(bid: Bid) -> User:
    return Membership.objects.get(organisation=bid.organisation, role=Role.NGO_HEAD).user


def drawn_up(slug: str = "day-centres", bids: int = 2) -> Deal:
    """A contract that is still empty."""
    with clock.playing(NOW):
        Authority.of_this_portal()
        world, tender, found = won(slug, bids)
        contract = contracts.draw_up(bid=found[0], by=world.officer)
    second = orders.officer_of(world.body)
    return Deal(world, tender, found, world.officer, second, head_of(found[0]), contract)


def plan(**given: Any) -> Plan:
    """Ten months in two stages."""
    stages = [
        PlannedStage("Groups are open", STAGE_ENDS[0], Decimal("800000.00")),
        PlannedStage("Forty families are helped", STAGE_ENDS[1], Decimal("1000000.00")),
    ]
    lines = [PlannedLine("Wages", Decimal("1500000.00")), PlannedLine("Rent", Decimal("300000.00"))]
    values: dict[str, Any] = {"starts_on": STARTS_ON, "months": 10, "sign_until": local_date(NOW + 10 * DAY)}
    return Plan(**{**values, "stages": stages, "lines": lines, **given})


def offered(slug: str = "day-centres", bids: int = 2) -> Deal:
    """Approved by the second officer, waits for both signatures."""
    deal = drawn_up(slug, bids)
    with clock.playing(NOW + dt.timedelta(hours=1)):
        contracts.prepare(contract=deal.contract, plan=plan(), by=deal.officer)
        contracts.propose(contract=deal.contract, by=deal.officer)
        contracts.offer(contract=deal.contract, by=deal.second)
    deal.fresh()
    return deal


def examined(purpose: str, subject: str, facts: dict[str, Any], by: User, bin_: str) -> Examined:
    """A good signature over ``facts``, as the person's own program would make it."""
    request = requests.open_request(user=by, purpose=purpose, subject=subject, facts=facts, bin_=bin_)
    return requests.examine(request=request, signature=keys.signed(request.content, bin_=bin_ or keys.BIN))


def sign(deal: Deal, side: str, by: User) -> None:
    version, wanted = deal.version, signing.bin_of(deal.fresh(), side)
    subject, facts = signing.subject_of(version, side), signing.facts_of(version, side)
    signing.sign(version=version, side=side, examined=examined(signing.PURPOSE, subject, facts, by, wanted), by=by)


def in_force(slug: str = "day-centres", bids: int = 2) -> Deal:
    """Signed by both sides."""
    deal = offered(slug, bids)
    with clock.playing(NOW + 2 * DAY):
        sign(deal, Side.NGO, deal.head)
        sign(deal, Side.BODY, deal.officer)
    deal.fresh()
    return deal


ON_STAGE = {number: cut_off(day - 10 * DAY, dt.time(11)) for number, day in enumerate(STAGE_ENDS, 1)}


def written(deal: Deal, number: int, value: int = 20, wages: int = 700_000, rent: int = 100_000) -> Act:
    """An act with everything that it needs."""
    act = acts.begin(stage=deal.stage(number), by=deal.head)
    act = acts.save(
        act=act,
        values={"done": f"Stage {number} is done", "people": 25},
        facts={1: (Decimal(value), "Register of visits")},
        spending={1: Decimal(wages), 2: Decimal(rent)},
        saves=act.saves,
        by=deal.head,
    )
    acts.add_file(
        act=act, upload=files.upload(files.pdf(f"stage {number}"), "evidence.pdf"), title="Photos", by=deal.head
    )
    return deal.act(number)


def hand_in(deal: Deal, act: Act) -> Act:
    subject = acts.subject_of(act, acts.next_number(act), Side.NGO)
    bin_ = signing.bin_of(deal.fresh(), Side.NGO)
    given = examined(acts.PURPOSE, subject, acts.facts_to_hand_in(act), deal.head, bin_)
    acts.hand_in(act=act, examined=given, by=deal.head)
    return deal.act(act.stage.number)


def accept(deal: Deal, act: Act) -> Act:
    version = act.versions.latest("number")
    subject = acts.subject_of(act, version.number, Side.BODY)
    bin_ = signing.bin_of(deal.fresh(), Side.BODY)
    given = examined(acts.PURPOSE, subject, acts.facts_to_accept(version), deal.officer, bin_)
    acts.accept(act=act, examined=given, by=deal.officer)
    return deal.act(act.stage.number)


def accepted(deal: Deal, number: int) -> Act:
    """A stage that was handed in and accepted in time."""
    with clock.playing(ON_STAGE[number]):
        return accept(deal, hand_in(deal, written(deal, number)))

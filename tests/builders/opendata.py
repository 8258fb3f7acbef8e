"""Worlds for the tests of open data: each room at a state in which it publishes all that it ever does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from foundation.core.calendar import local_date
from socialorder.actions.bids import deciding, flags, opening
from socialorder.choices.contracts import ActStatus, ContractStatus
from socialorder.models import Bid, Contract, Tender
from socialorder.models.acts import Act, StagePayment
from socialorder.models.contracts import ContractLine, ContractStage
from tests.builders import socialorder as build
from tests.builders.socialorder import World
from tests.factories.accounts import UserFactory

DAY = dt.timedelta(days=1)


@dataclass
class Order:
    """A decided tender with a winner, a loser and a bid that was not admitted, and a contract with one stage paid."""

    world: World
    tender: Tender
    bids: list[Bid]
    contract: Contract


def ordered(slug: str = "day-centres", world: World | None = None) -> Order:
    world, tender = build.announced(world, slug)
    lot = world.lot(tender)
    bids = [build.sealed(lot, build.bid_values(price))[0] for price in ("1800000.00", "1900000.00", "1700000.00")]
    tender = build.opened(world, tender)
    found = [Bid.objects.get(pk=bid.pk) for bid in bids]
    for bid in found:
        for flag in bid.flags.all():
            flags.decide(flag=flag, uphold=False, reason="Seen", by=world.officer)
    with build.at(tender.closes_at + DAY):
        for bid, reason in zip(found, ("", "", "No staff"), strict=True):
            opening.judge(bid=bid, admit=not reason, reason=reason, by=world.officer)
        tender = deciding.decide(tender=Tender.objects.get(pk=tender.pk), reason="By the points", by=world.officer)
    found = [Bid.objects.get(pk=bid.pk) for bid in bids]
    return Order(world, tender, found, concluded(found[0], tender.closes_at + 20 * DAY))


def concluded(bid: Bid, moment: dt.datetime) -> Contract:
    """A contract in two stages that both sides have signed; the first stage is accepted and paid in part."""
    officer, second = UserFactory(), UserFactory()
    start = local_date(moment)
    contract = Contract.objects.create(
        bid=bid,
        lot=bid.lot,
        number=f"{bid.lot.tender.slug}-{bid.lot.number}",
        amount=bid.price,
        starts_on=start,
        months=10,
        ends_on=start + 300 * DAY,
        created_by=officer,
        prepared_by=officer,
        approved_by=second,
        approved_at=moment,
        sign_until=start + 10 * DAY,
    )
    first = Decimal("800000.00")
    for number, amount in enumerate((first, (bid.price or first) - first), 1):
        ContractStage.objects.create(
            contract=contract, number=number, title=f"Stage {number}", due_on=start + number * 60 * DAY, amount=amount
        )
    ContractLine.objects.create(contract=contract, number=1, name="Wages", amount=bid.price or first)
    contract.status, contract.concluded_at = ContractStatus.IN_FORCE, moment
    contract.save()
    accepted(contract.stages.get(number=1), moment + 30 * DAY)
    return contract


def accepted(stage: ContractStage, moment: dt.datetime) -> Act:
    people = UserFactory(), UserFactory()
    act = Act.objects.create(
        stage=stage,
        number=1,
        status=ActStatus.ACCEPTED,
        done="Families were helped",
        begun_at=moment,
        begun_by=people[0],
        first_handed_at=moment,
        decided_at=moment,
        decided_by=people[1],
    )
    StagePayment.objects.create(
        stage=stage,
        body=stage.contract.lot.tender.body,
        reference=f"PP-{stage.pk}",
        paid_on=local_date(moment) + 5 * DAY,
        amount=Decimal("799999.99"),
        recorded_at=moment + 5 * DAY,
        recorded_by=people[1],
    )
    return act

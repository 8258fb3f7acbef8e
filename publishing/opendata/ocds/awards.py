"""The awards and contracts sections of a release, with what was handed over and paid."""

from __future__ import annotations

from publishing.opendata.declared import Public
from publishing.opendata.ocds.parties import Parties
from publishing.opendata.ocds.tenders import document, item, value
from publishing.opendata.writing import Row, filled, first_moment, last_moment, moment
from socialorder.choices import BidStatus, TenderStatus
from socialorder.choices.contracts import ContractStatus

CONTRACT_STATUSES = {
    ContractStatus.IN_FORCE: "active",
    # Of the standard: «signed and in force, and now come to a close, by completion or early».
    ContractStatus.COMPLETED: "terminated",
    ContractStatus.TERMINATED: "terminated",
}
DAYS_OF_MONTH = 30


def awards(tender: Public, parties: Parties) -> list[Row]:
    """A decided tender: one for each bid that won, one without supplier for a lot that nobody won."""
    if tender.status != TenderStatus.DECIDED:
        return []
    return [row for lot in tender.rows("lots") for row in _of_lot(tender, lot, parties)]


def _of_lot(tender: Public, lot: Public, parties: Parties) -> list[Row]:
    signed = {contract.bid_id for contract in lot.rows("contracts")}
    won = [bid for bid in lot.rows("bids") if bid.status == BidStatus.WON or bid.id in signed]
    shared = {"date": moment(tender.ended_at), "items": [item(lot)], "title": lot.topic.said("title")}
    if not won:
        return [filled(id=f"{tender.slug}-{lot.number}", status="unsuccessful", **shared)]
    return [
        filled(
            id=award_id(tender, lot, bid.id),
            status="active",
            description=bid.reason,
            value=value(bid.price),
            suppliers=[parties.ngo(bid.organisation, "supplier")],
            contractPeriod={"durationInDays": lot.months * DAYS_OF_MONTH},
            **shared,
        )
        for bid in won
    ]


def award_id(tender: Public, lot: Public, bid_id: int) -> str:
    return f"{tender.slug}-{lot.number}-{bid_id}"


def contracts(tender: Public, parties: Parties) -> list[Row]:
    """Contracts that both sides have signed, whatever came after."""
    return [
        _contract(tender, lot, contract, parties) for lot in tender.rows("lots") for contract in lot.rows("contracts")
    ]


def _contract(tender: Public, lot: Public, one: Public, parties: Parties) -> Row:
    changes = [
        filled(id=f"amendment-{row.number}", date=moment(row.version.effective_at)) for row in one.rows("amendments")
    ]
    return filled(
        id=one.number,
        awardID=award_id(tender, lot, one.bid_id),
        title=lot.topic.said("title"),
        status=CONTRACT_STATUSES[one.status],
        period=filled(startDate=first_moment(one.starts_on), endDate=last_moment(one.ends_on)),
        value=value(one.amount),
        items=[item(lot)],
        dateSigned=moment(one.concluded_at),
        documents=[document("card", "contractNotice", url, one.concluded_at)] if (url := one.page()) else [],
        implementation=_implementation(tender, one, parties),
        amendments=changes,
    )


def _implementation(tender: Public, contract: Public, parties: Parties) -> Row:
    stages = contract.rows("stages")
    return filled(
        milestones=[_milestone(stage) for stage in stages],
        transactions=[
            _transaction(tender, contract, payment, parties) for stage in stages for payment in stage.rows("payments")
        ],
    )


def _milestone(stage: Public) -> Row:
    """A stage; it is met on the day when the customer accepts its act."""
    accepted = [act.decided_at for act in stage.rows("acts")]
    met = min(accepted, default=None)
    return filled(
        id=f"stage-{stage.number}",
        title=stage.title,
        type="delivery",
        dueDate=last_moment(stage.due_on),
        dateMet=moment(met),
        status="met" if met else "scheduled",
    )


def _transaction(tender: Public, contract: Public, payment: Public, parties: Parties) -> Row:
    supplier = next(
        bid.organisation for lot in tender.rows("lots") for bid in lot.rows("bids") if bid.id == contract.bid_id
    )
    return filled(
        id=f"{tender.body.bin or tender.body.code}-{payment.reference}",
        source=contract.page(),
        date=first_moment(payment.paid_on),
        value=value(payment.amount),
        payer=parties.body(tender.body, "payer"),
        payee=parties.ngo(supplier, "payee"),
        uri=contract.page(),
    )

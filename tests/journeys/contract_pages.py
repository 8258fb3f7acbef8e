"""Pages of contracts of social orders for the journeys through the important pages."""

from __future__ import annotations

from foundation.core import clock
from socialorder.actions.contracts import acts, money
from socialorder.choices import PenaltyKind
from tests.builders import contracts
from tests.journeys.shown import Shown, address

PENALTY = {"kind": PenaltyKind.DAILY, "clause": "7.2", "reason": "Late", "base": 800_000, "rate": 1, "days": 9}


def pages() -> dict[str, Shown]:
    """One contract with an accepted stage, a penalty and an act that is being written; another is being drawn up."""
    deal, draft = contracts.in_force(slug="running"), contracts.drawn_up(slug="drawn-up", bids=1)
    act = contracts.accepted(deal, 1)
    with clock.playing(contracts.ON_STAGE[1]):
        money.impose(contract=deal.contract, values=PENALTY, by=deal.officer)
        written = acts.begin(stage=deal.stage(2), by=deal.head)
    key = deal.contract.pk
    return {
        "contract for everybody": Shown(address("socialorder:contract-detail", key)),
        "contract of an officer": Shown(address("socialorder:contract-detail", key), deal.officer),
        "contracts": Shown(address("socialorder:contract-list"), deal.officer),
        "terms of a contract": Shown(address("socialorder:contract-prepare", draft.contract.pk), draft.officer),
        "acceptance act": Shown(address("socialorder:act-detail", act.pk), deal.officer),
        "act being written": Shown(address("socialorder:act-edit", written.pk), deal.head),
        "change of a contract": Shown(address("socialorder:amendment-propose", key, "ngo"), deal.head),
    }

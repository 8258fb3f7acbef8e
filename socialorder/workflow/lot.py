"""A lot: placed, won or without a winner; put back when a complaint is upheld."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices.lots import LotStatus
from socialorder.workflow.owners import COMMISSION, OFFICER, REVIEWER

LOT = Workflow(
    "lot",
    Transition("award", {LotStatus.PLACING}, LotStatus.AWARDED, owner=COMMISSION, verb="socialorder.lot.awarded"),
    Transition("fail", {LotStatus.PLACING}, LotStatus.FAILED, owner=COMMISSION, verb="socialorder.lot.failed"),
    # The winner has not signed, and there is no reserve.
    Transition("fall", {LotStatus.AWARDED}, LotStatus.FAILED, owner=OFFICER, verb="socialorder.lot.failed"),
    Transition(
        "reopen",
        {LotStatus.AWARDED, LotStatus.FAILED},
        LotStatus.PLACING,
        owner=REVIEWER,
        verb="socialorder.lot.reopened",
        needs_reason=True,
    ),
    initial=LotStatus.PLACING,
)

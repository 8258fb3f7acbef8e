"""A bid: written, sealed, opened with all others, judged."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices import BidStatus
from socialorder.workflow.owners import BIDDER, HOLDERS, OFFICER, REVIEWER

BID = Workflow(
    "bid",
    Transition(
        "seal",
        {BidStatus.DRAFT, BidStatus.SEALED, BidStatus.WITHDRAWN},
        BidStatus.SEALED,
        owner=BIDDER,
        verb="socialorder.bid.sealed",
    ),
    Transition("withdraw", {BidStatus.SEALED}, BidStatus.WITHDRAWN, owner=BIDDER, verb="socialorder.bid.withdrawn"),
    Transition("open", {BidStatus.SEALED}, BidStatus.OPENED, owner=HOLDERS, verb="socialorder.bid.opened"),
    Transition("spoil", {BidStatus.SEALED}, BidStatus.UNREADABLE, owner=HOLDERS, verb="socialorder.bid.unreadable"),
    Transition("admit", {BidStatus.OPENED}, BidStatus.ADMITTED, owner=OFFICER, verb="socialorder.bid.admitted"),
    Transition(
        "refuse",
        {BidStatus.OPENED},
        BidStatus.REFUSED,
        owner=OFFICER,
        verb="socialorder.bid.refused",
        needs_reason=True,
    ),
    Transition("win", {BidStatus.ADMITTED}, BidStatus.WON, owner=OFFICER, verb="socialorder.bid.won"),
    Transition("reserve", {BidStatus.ADMITTED}, BidStatus.RESERVE, owner=OFFICER, verb="socialorder.bid.reserved"),
    Transition("lose", {BidStatus.ADMITTED}, BidStatus.LOST, owner=OFFICER, verb="socialorder.bid.not_chosen"),
    # What an upheld complaint does.
    Transition(
        "judge_anew",
        {BidStatus.REFUSED},
        BidStatus.OPENED,
        owner=REVIEWER,
        verb="socialorder.bid.put_back",
        needs_reason=True,
    ),
    Transition(
        "compare_anew",
        {BidStatus.WON, BidStatus.RESERVE, BidStatus.LOST},
        BidStatus.ADMITTED,
        owner=REVIEWER,
        verb="socialorder.bid.put_back",
        needs_reason=True,
    ),
    Transition("promote", {BidStatus.RESERVE}, BidStatus.WON, owner=OFFICER, verb="socialorder.bid.promoted"),
    Transition(
        "forgo",
        {BidStatus.WON},
        BidStatus.LOST,
        owner=BIDDER,
        verb="socialorder.bid.forgone",
        needs_reason=True,
    ),
    initial=BidStatus.DRAFT,
)

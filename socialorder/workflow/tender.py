"""A tender from its draft to its outcome. That bids are taken follows from the clock, not from a status."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices import TenderStatus
from socialorder.workflow.owners import COMMISSION, HOLDERS, OFFICER, REVIEWER

TENDER = Workflow(
    "tender",
    Transition(
        "announce", {TenderStatus.DRAFT}, TenderStatus.ANNOUNCED, owner=OFFICER, verb="socialorder.tender.announced"
    ),
    Transition(
        "amend",
        {TenderStatus.ANNOUNCED},
        TenderStatus.ANNOUNCED,
        owner=OFFICER,
        verb="socialorder.tender.amended",
        needs_reason=True,
    ),
    Transition(
        "open", {TenderStatus.ANNOUNCED}, TenderStatus.OPENED, owner=HOLDERS, verb="socialorder.tender.bids_opened"
    ),
    Transition("fail", {TenderStatus.ANNOUNCED}, TenderStatus.FAILED, owner=HOLDERS, verb="socialorder.tender.failed"),
    Transition(
        "decide",
        {TenderStatus.OPENED},
        TenderStatus.DECIDED,
        owner=OFFICER,
        verb="socialorder.tender.decided",
        needs_reason=True,
    ),
    Transition(
        "cancel",
        {TenderStatus.DRAFT, TenderStatus.ANNOUNCED, TenderStatus.OPENED},
        TenderStatus.CANCELLED,
        owner=OFFICER,
        verb="socialorder.tender.cancelled",
        needs_reason=True,
    ),
    # Every lot is without a winner.
    Transition(
        "fall_through",
        {TenderStatus.OPENED},
        TenderStatus.FAILED,
        owner=COMMISSION,
        verb="socialorder.tender.failed",
        needs_reason=True,
    ),
    # What an upheld complaint does.
    Transition(
        "reopen",
        {TenderStatus.DECIDED, TenderStatus.FAILED},
        TenderStatus.OPENED,
        owner=REVIEWER,
        verb="socialorder.tender.reopened",
        needs_reason=True,
    ),
    Transition(
        "annul",
        {TenderStatus.ANNOUNCED, TenderStatus.OPENED, TenderStatus.DECIDED, TenderStatus.FAILED},
        TenderStatus.CANCELLED,
        owner=REVIEWER,
        verb="socialorder.tender.cancelled",
        needs_reason=True,
    ),
    initial=TenderStatus.DRAFT,
)

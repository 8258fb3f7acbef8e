"""A question about a call, until its answer is there for everybody."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import EnquiryStatus
from grants.workflow.owners import OFFICER

ENQUIRY = Workflow(
    "question about a call",
    Transition("answer", {EnquiryStatus.ASKED}, EnquiryStatus.ANSWERED, owner=OFFICER, verb="grants.enquiry.answered"),
    Transition(
        "correct",
        {EnquiryStatus.ANSWERED},
        EnquiryStatus.ANSWERED,
        owner=OFFICER,
        verb="grants.enquiry.corrected",
        needs_reason=True,
    ),
    Transition(
        "withhold",
        {EnquiryStatus.ASKED},
        EnquiryStatus.WITHHELD,
        owner=OFFICER,
        verb="grants.enquiry.withheld",
        needs_reason=True,
    ),
    initial=EnquiryStatus.ASKED,
)

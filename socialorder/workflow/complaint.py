"""A complaint: admitted by a reviewer outside the body complained of, answered, decided, carried out."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices.complaints import FOUND, PENDING, ComplaintStatus
from socialorder.workflow.owners import BIDDER, OFFICER, REVIEWER

COMPLAINT = Workflow(
    "complaint about a tender",
    Transition(
        "admit",
        {ComplaintStatus.SUBMITTED},
        ComplaintStatus.IN_REVIEW,
        owner=REVIEWER,
        verb="socialorder.complaint.admitted",
    ),
    Transition(
        "return",
        {ComplaintStatus.SUBMITTED},
        ComplaintStatus.RETURNED,
        owner=REVIEWER,
        verb="socialorder.complaint.returned",
        needs_reason=True,
    ),
    Transition(
        "uphold",
        {ComplaintStatus.IN_REVIEW},
        ComplaintStatus.UPHELD,
        owner=REVIEWER,
        verb="socialorder.complaint.upheld",
        needs_reason=True,
    ),
    Transition(
        "uphold_partly",
        {ComplaintStatus.IN_REVIEW},
        ComplaintStatus.PARTLY,
        owner=REVIEWER,
        verb="socialorder.complaint.partly_upheld",
        needs_reason=True,
    ),
    Transition(
        "dismiss",
        {ComplaintStatus.IN_REVIEW},
        ComplaintStatus.DISMISSED,
        owner=REVIEWER,
        verb="socialorder.complaint.dismissed",
        needs_reason=True,
    ),
    Transition(
        "withdraw",
        PENDING,
        ComplaintStatus.WITHDRAWN,
        owner=BIDDER,
        verb="socialorder.complaint.withdrawn",
    ),
    # The decision stands; what it orders is done. One step for each status that orders something.
    *(
        Transition(
            f"carry_out_{status.value}", {status}, status, owner=OFFICER, verb="socialorder.complaint.carried_out"
        )
        for status in FOUND
    ),
    initial=ComplaintStatus.SUBMITTED,
)

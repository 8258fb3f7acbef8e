"""A flag on a bid: a question that a person answers with a reason."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices import FlagStatus
from socialorder.workflow.owners import OFFICER

FLAG = Workflow(
    "flag of a bid",
    Transition(
        "uphold",
        {FlagStatus.OPEN},
        FlagStatus.UPHELD,
        owner=OFFICER,
        verb="socialorder.flag.upheld",
        needs_reason=True,
    ),
    Transition(
        "dismiss",
        {FlagStatus.OPEN},
        FlagStatus.DISMISSED,
        owner=OFFICER,
        verb="socialorder.flag.dismissed",
        needs_reason=True,
    ),
    initial=FlagStatus.OPEN,
)

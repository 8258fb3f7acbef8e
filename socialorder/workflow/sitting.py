"""A sitting of a tender's commission."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices.commission import SittingStatus
from socialorder.workflow.owners import COMMISSION, OFFICER

SITTING = Workflow(
    "sitting on a tender",
    Transition(
        "conclude",
        {SittingStatus.VOTING},
        SittingStatus.CONCLUDED,
        owner=COMMISSION,
        verb="socialorder.sitting.concluded",
        needs_reason=True,
    ),
    Transition(
        "dissolve",
        {SittingStatus.VOTING},
        SittingStatus.DISSOLVED,
        owner=OFFICER,
        verb="socialorder.sitting.dissolved",
        needs_reason=True,
    ),
    initial=SittingStatus.VOTING,
)

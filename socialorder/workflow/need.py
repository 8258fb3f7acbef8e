"""A need, from its proposal to its answer."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices import NeedStatus
from socialorder.workflow.owners import CITIZEN, OFFICER

NEED = Workflow(
    "need",
    Transition("take", {NeedStatus.PROPOSED}, NeedStatus.TAKEN, owner=OFFICER, verb="socialorder.need.taken"),
    Transition(
        "decline",
        {NeedStatus.PROPOSED},
        NeedStatus.DECLINED,
        owner=OFFICER,
        verb="socialorder.need.declined",
        needs_reason=True,
    ),
    Transition(
        "withdraw", {NeedStatus.PROPOSED}, NeedStatus.WITHDRAWN, owner=CITIZEN, verb="socialorder.need.withdrawn"
    ),
    Transition(
        "reopen",
        {NeedStatus.TAKEN, NeedStatus.DECLINED},
        NeedStatus.PROPOSED,
        owner=OFFICER,
        verb="socialorder.need.reopened",
        needs_reason=True,
    ),
    initial=NeedStatus.PROPOSED,
)

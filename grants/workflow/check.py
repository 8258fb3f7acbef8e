"""A formal check from the first officer's conclusion to the second officer's word."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import CheckStage
from grants.workflow.owners import OFFICER

CHECK = Workflow(
    "formal check",
    Transition("confirm", {CheckStage.PROPOSED}, CheckStage.CONFIRMED, owner=OFFICER, verb="grants.check.confirmed"),
    Transition(
        "send_back",
        {CheckStage.PROPOSED},
        CheckStage.SENT_BACK,
        owner=OFFICER,
        verb="grants.check.sent_back",
        needs_reason=True,
    ),
    initial=CheckStage.PROPOSED,
)

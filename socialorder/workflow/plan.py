"""The plan of a body for one year."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices import PlanStatus
from socialorder.workflow.owners import OFFICER

PLAN = Workflow(
    "plan",
    Transition(
        "discuss", {PlanStatus.DRAFT}, PlanStatus.DISCUSSED, owner=OFFICER, verb="socialorder.plan.discussion_opened"
    ),
    Transition("approve", {PlanStatus.DISCUSSED}, PlanStatus.APPROVED, owner=OFFICER, verb="socialorder.plan.approved"),
    Transition(
        "change",
        {PlanStatus.APPROVED},
        PlanStatus.APPROVED,
        owner=OFFICER,
        verb="socialorder.plan.changed",
        needs_reason=True,
    ),
    initial=PlanStatus.DRAFT,
)

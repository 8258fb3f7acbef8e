"""The plan of a year: money by direction. An approved one is frozen; a change is a new plan."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import PlanStatus
from grants.workflow.owners import OFFICER

YEAR_PLAN = Workflow(
    "plan of a year",
    Transition("approve", {PlanStatus.DRAFT}, PlanStatus.APPROVED, owner=OFFICER, verb="grants.year_plan.approved"),
    Transition("replace", {PlanStatus.APPROVED}, PlanStatus.REPLACED, owner=OFFICER, verb="grants.year_plan.replaced"),
    initial=PlanStatus.DRAFT,
)

"""A motion put to the vote."""

from councils.choices import MotionStatus
from councils.workflow.owners import SECRETARY
from foundation.core.workflow import Transition, Workflow

MOTION = Workflow(
    "motion",
    Transition("open", {MotionStatus.DRAFT}, MotionStatus.OPEN, owner=SECRETARY, verb="councils.motion.opened"),
    Transition("carry", {MotionStatus.OPEN}, MotionStatus.CARRIED, owner=SECRETARY, verb="councils.motion.carried"),
    Transition("reject", {MotionStatus.OPEN}, MotionStatus.REJECTED, owner=SECRETARY, verb="councils.motion.rejected"),
    initial=MotionStatus.DRAFT,
)

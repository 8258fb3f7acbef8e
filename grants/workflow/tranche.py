"""A tranche: planned in the agreement, ordered by an officer, paid when the payments that came make up its sum."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import TrancheStatus
from grants.workflow.owners import OFFICER

TRANCHE = Workflow(
    "tranche",
    Transition("order", {TrancheStatus.PLANNED}, TrancheStatus.ORDERED, owner=OFFICER, verb="grants.tranche.ordered"),
    Transition(
        "revoke",
        {TrancheStatus.ORDERED},
        TrancheStatus.PLANNED,
        owner=OFFICER,
        verb="grants.tranche.revoked",
        needs_reason=True,
    ),
    Transition("pay", {TrancheStatus.ORDERED}, TrancheStatus.PAID, owner=OFFICER, verb="grants.tranche.paid"),
    initial=TrancheStatus.PLANNED,
)

"""A version of a standard of a service."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices import StandardStatus
from socialorder.workflow.owners import OFFICER

STANDARD = Workflow(
    "standard",
    Transition(
        "approve",
        {StandardStatus.DRAFT},
        StandardStatus.IN_FORCE,
        owner=OFFICER,
        verb="socialorder.standard.approved",
    ),
    Transition(
        "supersede",
        {StandardStatus.IN_FORCE},
        StandardStatus.SUPERSEDED,
        owner=OFFICER,
        verb="socialorder.standard.superseded",
    ),
    initial=StandardStatus.DRAFT,
)

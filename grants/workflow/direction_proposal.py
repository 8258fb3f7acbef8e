"""A proposal of a direction: nobody goes unanswered."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import ProposalStatus
from grants.workflow.owners import AUTHOR, OFFICER

DIRECTION_PROPOSAL = Workflow(
    "proposal of a direction",
    Transition(
        "take",
        {ProposalStatus.SUBMITTED},
        ProposalStatus.TAKEN,
        owner=OFFICER,
        verb="grants.direction_proposal.taken",
    ),
    Transition(
        "decline",
        {ProposalStatus.SUBMITTED},
        ProposalStatus.DECLINED,
        owner=OFFICER,
        verb="grants.direction_proposal.declined",
        needs_reason=True,
    ),
    Transition(
        "reconsider",
        {ProposalStatus.TAKEN, ProposalStatus.DECLINED},
        ProposalStatus.SUBMITTED,
        owner=OFFICER,
        verb="grants.direction_proposal.reconsidered",
        needs_reason=True,
    ),
    Transition(
        "withdraw",
        {ProposalStatus.SUBMITTED},
        ProposalStatus.WITHDRAWN,
        owner=AUTHOR,
        verb="grants.direction_proposal.withdrawn",
    ),
    initial=ProposalStatus.SUBMITTED,
)

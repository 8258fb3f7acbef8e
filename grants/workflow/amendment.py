"""A change of an agreement: written by one side, approved by the body, signed by both."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import AmendmentStatus
from grants.workflow.owners import APPLICANT, OFFICER

AMENDMENT = Workflow(
    "amendment",
    Transition(
        "propose",
        {AmendmentStatus.DRAFT},
        AmendmentStatus.PROPOSED,
        owner=APPLICANT,
        verb="grants.amendment.proposed",
    ),
    Transition(
        "return",
        {AmendmentStatus.PROPOSED},
        AmendmentStatus.DRAFT,
        owner=OFFICER,
        verb="grants.amendment.returned",
        needs_reason=True,
    ),
    Transition(
        "approve",
        {AmendmentStatus.PROPOSED},
        AmendmentStatus.APPROVED,
        owner=OFFICER,
        verb="grants.amendment.approved",
    ),
    Transition(
        "accept",
        {AmendmentStatus.PROPOSED},
        AmendmentStatus.EFFECTIVE,
        owner=OFFICER,
        verb="grants.amendment.accepted",
    ),
    Transition(
        "decline",
        {AmendmentStatus.PROPOSED},
        AmendmentStatus.DECLINED,
        owner=OFFICER,
        verb="grants.amendment.declined",
        needs_reason=True,
    ),
    Transition(
        "conclude",
        {AmendmentStatus.APPROVED},
        AmendmentStatus.EFFECTIVE,
        owner=APPLICANT,
        verb="grants.amendment.concluded",
    ),
    Transition(
        "withdraw",
        {AmendmentStatus.DRAFT, AmendmentStatus.PROPOSED, AmendmentStatus.APPROVED},
        AmendmentStatus.WITHDRAWN,
        owner=APPLICANT,
        verb="grants.amendment.withdrawn",
    ),
    initial=AmendmentStatus.DRAFT,
)

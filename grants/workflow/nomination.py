"""A nomination for a premium, from the proposal to the NGO's answer."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import NominationStatus
from grants.workflow.owners import APPLICANT

NOMINATOR = "nominator"

NOMINATION = Workflow(
    "nomination for a premium",
    Transition(
        "accept",
        {NominationStatus.PROPOSED},
        NominationStatus.ACCEPTED,
        owner=APPLICANT,
        verb="grants.nomination.accepted",
    ),
    Transition(
        "decline",
        {NominationStatus.PROPOSED},
        NominationStatus.DECLINED,
        owner=APPLICANT,
        verb="grants.nomination.declined",
    ),
    Transition(
        "withdraw",
        {NominationStatus.PROPOSED},
        NominationStatus.WITHDRAWN,
        owner=NOMINATOR,
        verb="grants.nomination.withdrawn",
    ),
    initial=NominationStatus.PROPOSED,
)

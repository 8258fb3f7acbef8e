"""Transition table of a claim of an organisation."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import ClaimStatus
from registry.workflow.owners import CLAIMANT, OFFICER

CLAIM = Workflow(
    "claim of an organisation",
    Transition(
        "confirm", {ClaimStatus.SUBMITTED}, ClaimStatus.GRANTED, owner=CLAIMANT, verb="registry.claim.confirmed"
    ),
    Transition("grant", {ClaimStatus.SUBMITTED}, ClaimStatus.GRANTED, owner=OFFICER, verb="registry.claim.granted"),
    Transition(
        "decline",
        {ClaimStatus.SUBMITTED},
        ClaimStatus.DECLINED,
        owner=OFFICER,
        verb="registry.claim.declined",
        needs_reason=True,
    ),
    Transition(
        "withdraw", {ClaimStatus.SUBMITTED}, ClaimStatus.WITHDRAWN, owner=CLAIMANT, verb="registry.claim.withdrawn"
    ),
    initial=ClaimStatus.SUBMITTED,
)

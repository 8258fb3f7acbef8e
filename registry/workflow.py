"""Transition tables of the registry."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import AnnualStatus, ClaimStatus, DuplicateStatus, InvitationStatus

ORGANISATION = "organisation"
OFFICER = "officer"
NOBODY = "nobody"
CLAIMANT = "claimant"
INVITED, INVITING = "invited person", "inviting person"

ANNUAL = Workflow(
    "annual information",
    Transition(
        "submit",
        {AnnualStatus.DRAFT, AnnualStatus.RETURNED},
        AnnualStatus.SUBMITTED,
        owner=ORGANISATION,
        verb="registry.annual.submitted",
    ),
    Transition(
        "return",
        {AnnualStatus.SUBMITTED},
        AnnualStatus.RETURNED,
        owner=OFFICER,
        verb="registry.annual.returned",
        needs_reason=True,
    ),
    Transition(
        "accept", {AnnualStatus.SUBMITTED}, AnnualStatus.ACCEPTED, owner=OFFICER, verb="registry.annual.accepted"
    ),
    initial=AnnualStatus.DRAFT,
)

DUPLICATE = Workflow(
    "duplicate pair",
    Transition(
        "dismiss",
        {DuplicateStatus.OPEN},
        DuplicateStatus.DISMISSED,
        owner=OFFICER,
        verb="registry.duplicate.dismissed",
        needs_reason=True,
    ),
    Transition(
        "merge",
        {DuplicateStatus.OPEN},
        DuplicateStatus.MERGED,
        owner=OFFICER,
        verb="registry.duplicate.merged",
        needs_reason=True,
    ),
    Transition(
        "vanish", {DuplicateStatus.OPEN}, DuplicateStatus.GONE, owner=NOBODY, verb="registry.duplicate.vanished"
    ),
    Transition(
        "return", {DuplicateStatus.GONE}, DuplicateStatus.OPEN, owner=NOBODY, verb="registry.duplicate.returned"
    ),
    initial=DuplicateStatus.OPEN,
)

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

INVITATION = Workflow(
    "invitation",
    Transition(
        "accept",
        {InvitationStatus.SENT},
        InvitationStatus.ACCEPTED,
        owner=INVITED,
        verb="registry.invitation.accepted",
    ),
    Transition(
        "revoke",
        {InvitationStatus.SENT},
        InvitationStatus.REVOKED,
        owner=INVITING,
        verb="registry.invitation.revoked",
    ),
    initial=InvitationStatus.SENT,
)

ALL = (ANNUAL, DUPLICATE, CLAIM, INVITATION)

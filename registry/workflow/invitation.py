"""Transition table of an invitation."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import InvitationStatus
from registry.workflow.owners import INVITED, INVITING

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

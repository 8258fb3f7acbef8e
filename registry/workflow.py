"""Transition tables of the registry."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import (
    SIGNAL_LIVE,
    AnnualStatus,
    ClaimStatus,
    DuplicateStatus,
    FlagStatus,
    InvitationStatus,
    MatchStatus,
    PaperStatus,
    SignalStatus,
)

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
        "accept",
        {AnnualStatus.SUBMITTED, AnnualStatus.CORRECTED},
        AnnualStatus.ACCEPTED,
        owner=OFFICER,
        verb="registry.annual.accepted",
    ),
    Transition(
        "amend",
        {AnnualStatus.ACCEPTED},
        AnnualStatus.AMENDING,
        owner=ORGANISATION,
        verb="registry.annual.amended",
        needs_reason=True,
    ),
    Transition(
        "drop_correction",
        {AnnualStatus.AMENDING},
        AnnualStatus.ACCEPTED,
        owner=ORGANISATION,
        verb="registry.annual.correction_dropped",
    ),
    Transition(
        "submit_correction",
        {AnnualStatus.AMENDING},
        AnnualStatus.CORRECTED,
        owner=ORGANISATION,
        verb="registry.annual.submitted",
    ),
    Transition(
        "return_correction",
        {AnnualStatus.CORRECTED},
        AnnualStatus.AMENDING,
        owner=OFFICER,
        verb="registry.annual.returned",
        needs_reason=True,
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

SIGNAL = Workflow(
    "signal",
    Transition(
        "answer",
        {SignalStatus.OPEN, SignalStatus.ANSWERED},
        SignalStatus.ANSWERED,
        owner=ORGANISATION,
        verb="registry.signal.answered",
    ),
    Transition(
        "keep",
        {SignalStatus.OPEN, SignalStatus.ANSWERED, SignalStatus.DISMISSED},
        SignalStatus.KEPT,
        owner=OFFICER,
        verb="registry.signal.kept",
        needs_reason=True,
    ),
    Transition(
        "dismiss",
        SIGNAL_LIVE,
        SignalStatus.DISMISSED,
        owner=OFFICER,
        verb="registry.signal.dismissed",
        needs_reason=True,
    ),
    Transition("replace", SIGNAL_LIVE, SignalStatus.REPLACED, owner=NOBODY, verb="registry.signal.replaced"),
    Transition("lapse", SIGNAL_LIVE, SignalStatus.LAPSED, owner=NOBODY, verb="registry.signal.lapsed"),
    Transition(
        "renew",
        {SignalStatus.LAPSED, SignalStatus.REPLACED},
        SignalStatus.OPEN,
        owner=NOBODY,
        verb="registry.signal.renewed",
    ),
    initial=SignalStatus.OPEN,
)

MATCH = Workflow(
    "match with the list of unreliable suppliers",
    Transition(
        "confirm",
        {MatchStatus.SUGGESTED, MatchStatus.DISMISSED},
        MatchStatus.CONFIRMED,
        owner=OFFICER,
        verb="registry.match.confirmed",
        needs_reason=True,
    ),
    Transition(
        "dismiss",
        {MatchStatus.SUGGESTED, MatchStatus.CONFIRMED},
        MatchStatus.DISMISSED,
        owner=OFFICER,
        verb="registry.match.dismissed",
        needs_reason=True,
    ),
    initial=MatchStatus.SUGGESTED,
)

FLAG = Workflow(
    "observation",
    Transition(
        "warn", {FlagStatus.NOTE}, FlagStatus.YELLOW, owner=OFFICER, verb="registry.flag.raised", needs_reason=True
    ),
    Transition(
        "raise", {FlagStatus.YELLOW}, FlagStatus.RED, owner=OFFICER, verb="registry.flag.raised", needs_reason=True
    ),
    Transition(
        "escalate",
        {FlagStatus.RED},
        FlagStatus.ESCALATED,
        owner=OFFICER,
        verb="registry.flag.escalated",
        needs_reason=True,
    ),
    Transition(
        "lower",
        {FlagStatus.RED, FlagStatus.ESCALATED},
        FlagStatus.YELLOW,
        owner=OFFICER,
        verb="registry.flag.lowered",
        needs_reason=True,
    ),
    Transition(
        "close",
        {FlagStatus.NOTE, FlagStatus.YELLOW, FlagStatus.RED, FlagStatus.ESCALATED},
        FlagStatus.CLOSED,
        owner=OFFICER,
        verb="registry.flag.closed",
        needs_reason=True,
    ),
    initial=FlagStatus.NOTE,
)

PAPER = Workflow(
    "document of an organisation",
    Transition("verify", {PaperStatus.SUBMITTED}, PaperStatus.VERIFIED, owner=OFFICER, verb="registry.paper.verified"),
    Transition(
        "reject",
        {PaperStatus.SUBMITTED, PaperStatus.VERIFIED},
        PaperStatus.REJECTED,
        owner=OFFICER,
        verb="registry.paper.rejected",
        needs_reason=True,
    ),
    Transition(
        "replace",
        {PaperStatus.SUBMITTED, PaperStatus.VERIFIED, PaperStatus.REJECTED},
        PaperStatus.REPLACED,
        owner=ORGANISATION,
        verb="registry.paper.replaced",
    ),
    initial=PaperStatus.SUBMITTED,
)

ALL = (ANNUAL, DUPLICATE, CLAIM, INVITATION, SIGNAL, MATCH, FLAG, PAPER)

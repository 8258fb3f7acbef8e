from grants.models.applications import Application, Attachment, Section, SubmittedVersion
from grants.models.calls import Call
from grants.models.checks import FormalCheck, FormalCheckItem
from grants.models.decisions import Attendee, Meeting, Proposal
from grants.models.directions import (
    Direction,
    DirectionComment,
    DirectionList,
    DirectionProposal,
    DirectionSupport,
    ListedDirection,
)
from grants.models.history import AwardImport, PastAward
from grants.models.plans import PlanLine, YearPlan

__all__ = [
    "Application",
    "Attachment",
    "Attendee",
    "AwardImport",
    "Call",
    "Direction",
    "DirectionComment",
    "DirectionList",
    "DirectionProposal",
    "DirectionSupport",
    "FormalCheck",
    "FormalCheckItem",
    "ListedDirection",
    "Meeting",
    "PastAward",
    "PlanLine",
    "Proposal",
    "Section",
    "SubmittedVersion",
    "YearPlan",
]

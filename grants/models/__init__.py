from grants.models.applications import (
    Application,
    Attachment,
    Section,
    SectionVersion,
    SectionVisit,
    SubmittedVersion,
)
from grants.models.awards import Award
from grants.models.calls import Call
from grants.models.checks import FormalCheck, FormalCheckItem
from grants.models.conversations import CaseFile, CaseMessage
from grants.models.decisions import Attendee, Meeting, Proposal
from grants.models.history import AwardImport, PastAward
from grants.models.partners import Partner

__all__ = [
    "Application",
    "Attachment",
    "Attendee",
    "Award",
    "AwardImport",
    "Call",
    "CaseFile",
    "CaseMessage",
    "FormalCheck",
    "FormalCheckItem",
    "Meeting",
    "Partner",
    "PastAward",
    "Proposal",
    "Section",
    "SectionVersion",
    "SectionVisit",
    "SubmittedVersion",
]

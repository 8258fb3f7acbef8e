from grants.models.appeals import Appeal
from grants.models.applications import Application, Attachment, Section, SubmittedVersion
from grants.models.awards import Award
from grants.models.calls import Call
from grants.models.checks import FormalCheck, FormalCheckItem
from grants.models.decisions import Attendee, Meeting, Proposal
from grants.models.history import AwardImport, PastAward

__all__ = [
    "Appeal",
    "Application",
    "Attachment",
    "Attendee",
    "Award",
    "AwardImport",
    "Call",
    "FormalCheck",
    "FormalCheckItem",
    "Meeting",
    "PastAward",
    "Proposal",
    "Section",
    "SubmittedVersion",
]

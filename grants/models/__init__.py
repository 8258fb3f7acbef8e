from grants.models.applications import Application, Attachment, FormalCheckItem, Section, SubmittedVersion
from grants.models.calls import Call
from grants.models.decisions import Attendee, Meeting, PastAward, Proposal

__all__ = [
    "Application",
    "Attachment",
    "Attendee",
    "Call",
    "FormalCheckItem",
    "Meeting",
    "PastAward",
    "Proposal",
    "Section",
    "SubmittedVersion",
]

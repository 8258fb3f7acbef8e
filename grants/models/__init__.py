from grants.models.applications import Application, Attachment, Section, SubmittedVersion
from grants.models.awards import Award
from grants.models.call_versions import CallVersion
from grants.models.calls import Call
from grants.models.checks import FormalCheck, FormalCheckItem
from grants.models.decisions import Attendee, Meeting, Proposal
from grants.models.enquiries import Enquiry, EnquiryAnswer
from grants.models.history import AwardImport, PastAward

__all__ = [
    "Application",
    "Attachment",
    "Attendee",
    "Award",
    "AwardImport",
    "Call",
    "CallVersion",
    "Enquiry",
    "EnquiryAnswer",
    "FormalCheck",
    "FormalCheckItem",
    "Meeting",
    "PastAward",
    "Proposal",
    "Section",
    "SubmittedVersion",
]

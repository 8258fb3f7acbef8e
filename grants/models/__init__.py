from grants.models.applications import Application, Attachment, Section, SubmittedVersion
from grants.models.awards import Award
from grants.models.call_versions import CallVersion
from grants.models.calls import Call
from grants.models.checks import FormalCheck, FormalCheckItem
from grants.models.decisions import Attendee, Meeting, Proposal
from grants.models.eligibility import EligibilitySnapshot
from grants.models.enquiries import Enquiry, EnquiryAnswer
from grants.models.history import AwardImport, PastAward
from grants.models.nominations import Nomination
from grants.models.regranting import Regranting

__all__ = [
    "Application",
    "Attachment",
    "Attendee",
    "Award",
    "AwardImport",
    "Call",
    "CallVersion",
    "EligibilitySnapshot",
    "Enquiry",
    "EnquiryAnswer",
    "FormalCheck",
    "FormalCheckItem",
    "Meeting",
    "Nomination",
    "PastAward",
    "Proposal",
    "Regranting",
    "Section",
    "SubmittedVersion",
]

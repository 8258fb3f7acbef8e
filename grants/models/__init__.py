from grants.models.applications import Application, Attachment, Section, SubmittedVersion
from grants.models.awards import Award
from grants.models.call_versions import CallVersion
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
from grants.models.enquiries import Enquiry, EnquiryAnswer
from grants.models.history import AwardImport, PastAward
from grants.models.partnership import (
    PartnerAgreement,
    PartnerApplication,
    PartnerCall,
    PartnerReport,
    ProposalEndorsement,
)
from grants.models.plans import PlanLine, YearPlan

__all__ = [
    "Application",
    "Attachment",
    "Attendee",
    "Award",
    "AwardImport",
    "Call",
    "CallVersion",
    "Direction",
    "DirectionComment",
    "DirectionList",
    "DirectionProposal",
    "DirectionSupport",
    "Enquiry",
    "EnquiryAnswer",
    "FormalCheck",
    "FormalCheckItem",
    "ListedDirection",
    "Meeting",
    "PartnerAgreement",
    "PartnerApplication",
    "PartnerCall",
    "PartnerReport",
    "PastAward",
    "PlanLine",
    "Proposal",
    "ProposalEndorsement",
    "Section",
    "SubmittedVersion",
    "YearPlan",
]

from grants.models.agreements import (
    Agreement,
    AgreementIndicator,
    AgreementLine,
    AgreementSignature,
    AgreementVersion,
)
from grants.models.amendments import Amendment, AmendmentSection
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
from grants.models.reports import (
    Expense,
    IndicatorFact,
    Photo,
    ProjectReport,
    ReportRemark,
    ReportSection,
    ReportVersion,
)
from grants.models.tranches import Payment, PaymentImport, Refund, Tranche

__all__ = [
    "Agreement",
    "AgreementIndicator",
    "AgreementLine",
    "AgreementSignature",
    "AgreementVersion",
    "Amendment",
    "AmendmentSection",
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
    "Expense",
    "FormalCheck",
    "FormalCheckItem",
    "IndicatorFact",
    "ListedDirection",
    "Meeting",
    "PartnerAgreement",
    "PartnerApplication",
    "PartnerCall",
    "PartnerReport",
    "PastAward",
    "Payment",
    "PaymentImport",
    "Photo",
    "PlanLine",
    "ProjectReport",
    "Proposal",
    "ProposalEndorsement",
    "Refund",
    "ReportRemark",
    "ReportSection",
    "ReportVersion",
    "Section",
    "SubmittedVersion",
    "Tranche",
    "YearPlan",
]

from grants.models.agreements import (
    Agreement,
    AgreementIndicator,
    AgreementLine,
    AgreementSignature,
    AgreementVersion,
)
from grants.models.amendments import Amendment, AmendmentSection
from grants.models.appeals import Appeal
from grants.models.applications import (
    Application,
    Attachment,
    Section,
    SectionVersion,
    SectionVisit,
    SubmittedVersion,
)
from grants.models.awards import Award
from grants.models.call_versions import CallVersion
from grants.models.calls import Call
from grants.models.checks import FormalCheck, FormalCheckItem
from grants.models.commission import AgendaItem, Ballot, MeetingMaterial, ProtocolSignature
from grants.models.conversations import CaseFile, CaseMessage
from grants.models.decisions import Attendee, Meeting, Proposal
from grants.models.directions import (
    Direction,
    DirectionComment,
    DirectionList,
    DirectionProposal,
    DirectionSupport,
    ListedDirection,
)
from grants.models.effects import Effect
from grants.models.eligibility import EligibilitySnapshot
from grants.models.enquiries import Enquiry, EnquiryAnswer
from grants.models.history import AwardImport, PastAward
from grants.models.nominations import Nomination
from grants.models.partners import Partner
from grants.models.partnership import (
    PartnerAgreement,
    PartnerApplication,
    PartnerCall,
    PartnerReport,
    ProposalEndorsement,
)
from grants.models.plans import PlanLine, YearPlan
from grants.models.regranting import Regranting
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
    "AgendaItem",
    "Agreement",
    "AgreementIndicator",
    "AgreementLine",
    "AgreementSignature",
    "AgreementVersion",
    "Amendment",
    "AmendmentSection",
    "Appeal",
    "Application",
    "Attachment",
    "Attendee",
    "Award",
    "AwardImport",
    "Ballot",
    "Call",
    "CallVersion",
    "CaseFile",
    "CaseMessage",
    "Direction",
    "DirectionComment",
    "DirectionList",
    "DirectionProposal",
    "DirectionSupport",
    "Effect",
    "EligibilitySnapshot",
    "Enquiry",
    "EnquiryAnswer",
    "Expense",
    "FormalCheck",
    "FormalCheckItem",
    "IndicatorFact",
    "ListedDirection",
    "Meeting",
    "MeetingMaterial",
    "Nomination",
    "Partner",
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
    "ProtocolSignature",
    "Refund",
    "Regranting",
    "ReportRemark",
    "ReportSection",
    "ReportVersion",
    "Section",
    "SectionVersion",
    "SectionVisit",
    "SubmittedVersion",
    "Tranche",
    "YearPlan",
]

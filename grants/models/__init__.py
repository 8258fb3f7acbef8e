from grants.models.agreements import (
    Agreement,
    AgreementIndicator,
    AgreementLine,
    AgreementSignature,
    AgreementVersion,
)
from grants.models.amendments import Amendment, AmendmentSection
from grants.models.applications import Application, Attachment, Section, SubmittedVersion
from grants.models.calls import Call
from grants.models.checks import FormalCheck, FormalCheckItem
from grants.models.decisions import Attendee, Meeting, Proposal
from grants.models.history import AwardImport, PastAward
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
    "AwardImport",
    "Call",
    "Expense",
    "FormalCheck",
    "FormalCheckItem",
    "IndicatorFact",
    "Meeting",
    "PastAward",
    "Payment",
    "PaymentImport",
    "Photo",
    "ProjectReport",
    "Proposal",
    "Refund",
    "ReportRemark",
    "ReportSection",
    "ReportVersion",
    "Section",
    "SubmittedVersion",
    "Tranche",
]

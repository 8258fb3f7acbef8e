"""Enumerations of grants, a module for each object."""

from grants.choices.agreements import (
    AgreementStatus,
    AmendedPart,
    AmendmentKind,
    AmendmentStatus,
    Side,
    SignatureWay,
)
from grants.choices.appeals import AppealGround, AppealStatus, AppealSubject
from grants.choices.applications import ApplicationStatus, CaseSide, CostKind, FileKind, Likelihood, SectionName
from grants.choices.awards import AwardOrigin, AwardStatus
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem, CheckStage
from grants.choices.decisions import ConflictSource, Departure, MeetingStatus, Outcome, VoteChoice
from grants.choices.directions import KEPT_LISTS, OPEN_LISTS, ListStatus, PlanStatus, ProposalStatus
from grants.choices.effects import EffectConclusion, EffectStatus
from grants.choices.enquiries import EnquiryStatus
from grants.choices.money import TrancheStatus
from grants.choices.nominations import EligibilityStage, NominationStatus
from grants.choices.partners import PartnerKind, PartnerStatus
from grants.choices.questions import QuestionKind
from grants.choices.reports import ReportSectionName, ReportStatus, ReportType

__all__ = [
    "KEPT_LISTS",
    "OPEN_LISTS",
    "AgreementStatus",
    "AmendedPart",
    "AmendmentKind",
    "AmendmentStatus",
    "AppealGround",
    "AppealStatus",
    "AppealSubject",
    "ApplicationStatus",
    "AwardOrigin",
    "AwardStatus",
    "CallKind",
    "CallStatus",
    "CaseSide",
    "CheckConclusion",
    "CheckItem",
    "CheckStage",
    "ConflictSource",
    "CostKind",
    "Departure",
    "EffectConclusion",
    "EffectStatus",
    "EligibilityStage",
    "EnquiryStatus",
    "FileKind",
    "Likelihood",
    "ListStatus",
    "MeetingStatus",
    "NominationStatus",
    "Outcome",
    "PartnerKind",
    "PartnerStatus",
    "PlanStatus",
    "ProposalStatus",
    "QuestionKind",
    "ReportSectionName",
    "ReportStatus",
    "ReportType",
    "SectionName",
    "Side",
    "SignatureWay",
    "TrancheStatus",
    "VoteChoice",
]

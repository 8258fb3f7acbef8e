"""Enumerations of grants, a module for each object."""

from grants.choices.agreements import (
    AgreementStatus,
    AmendedPart,
    AmendmentKind,
    AmendmentStatus,
    Side,
    SignatureWay,
)
from grants.choices.applications import ApplicationStatus, CostKind, FileKind, Likelihood, SectionName
from grants.choices.awards import AwardOrigin, AwardStatus
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem
from grants.choices.decisions import MeetingStatus, Outcome, VoteChoice
from grants.choices.directions import KEPT_LISTS, OPEN_LISTS, ListStatus, PlanStatus, ProposalStatus
from grants.choices.enquiries import EnquiryStatus
from grants.choices.money import TrancheStatus
from grants.choices.questions import QuestionKind
from grants.choices.reports import ReportSectionName, ReportStatus, ReportType

__all__ = [
    "KEPT_LISTS",
    "OPEN_LISTS",
    "AgreementStatus",
    "AmendedPart",
    "AmendmentKind",
    "AmendmentStatus",
    "ApplicationStatus",
    "AwardOrigin",
    "AwardStatus",
    "CallKind",
    "CallStatus",
    "CheckConclusion",
    "CheckItem",
    "CostKind",
    "EnquiryStatus",
    "FileKind",
    "Likelihood",
    "ListStatus",
    "MeetingStatus",
    "Outcome",
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

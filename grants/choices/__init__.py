"""Enumerations of grants, a module for each object."""

from grants.choices.agreements import (
    AgreementStatus,
    AmendedPart,
    AmendmentKind,
    AmendmentStatus,
    Side,
    SignatureWay,
)
from grants.choices.applications import ApplicationStatus, CostKind, SectionName
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem
from grants.choices.decisions import MeetingStatus, Outcome, VoteChoice
from grants.choices.money import TrancheStatus
from grants.choices.reports import ReportSectionName, ReportStatus, ReportType

__all__ = [
    "AgreementStatus",
    "AmendedPart",
    "AmendmentKind",
    "AmendmentStatus",
    "ApplicationStatus",
    "CallKind",
    "CallStatus",
    "CheckConclusion",
    "CheckItem",
    "CostKind",
    "MeetingStatus",
    "Outcome",
    "ReportSectionName",
    "ReportStatus",
    "ReportType",
    "SectionName",
    "Side",
    "SignatureWay",
    "TrancheStatus",
    "VoteChoice",
]

"""Enumerations of grants, a module for each object."""

from grants.choices.applications import ApplicationStatus, CostKind, FileKind, Likelihood, SectionName
from grants.choices.awards import AwardOrigin, AwardStatus
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem
from grants.choices.decisions import MeetingStatus, Outcome, VoteChoice
from grants.choices.enquiries import EnquiryStatus
from grants.choices.nominations import EligibilityStage, NominationStatus
from grants.choices.questions import QuestionKind

__all__ = [
    "ApplicationStatus",
    "AwardOrigin",
    "AwardStatus",
    "CallKind",
    "CallStatus",
    "CheckConclusion",
    "CheckItem",
    "CostKind",
    "EligibilityStage",
    "EnquiryStatus",
    "FileKind",
    "Likelihood",
    "MeetingStatus",
    "NominationStatus",
    "Outcome",
    "QuestionKind",
    "SectionName",
    "VoteChoice",
]

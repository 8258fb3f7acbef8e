"""Enumerations of grants, a module for each object."""

from grants.choices.applications import ApplicationStatus, CostKind, SectionName
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem
from grants.choices.decisions import MeetingStatus, Outcome, VoteChoice
from grants.choices.enquiries import EnquiryStatus
from grants.choices.questions import QuestionKind

__all__ = [
    "ApplicationStatus",
    "CallKind",
    "CallStatus",
    "CheckConclusion",
    "CheckItem",
    "CostKind",
    "EnquiryStatus",
    "MeetingStatus",
    "Outcome",
    "QuestionKind",
    "SectionName",
    "VoteChoice",
]

"""Enumerations of grants, a module for each object."""

from grants.choices.applications import ApplicationStatus, CostKind, FileKind, Likelihood, SectionName
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem
from grants.choices.decisions import MeetingStatus, Outcome, VoteChoice

__all__ = [
    "ApplicationStatus",
    "CallKind",
    "CallStatus",
    "CheckConclusion",
    "CheckItem",
    "CostKind",
    "FileKind",
    "Likelihood",
    "MeetingStatus",
    "Outcome",
    "SectionName",
    "VoteChoice",
]

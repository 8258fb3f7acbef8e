"""Enumerations of grants, a module for each object."""

from grants.choices.applications import ApplicationStatus, CostKind, SectionName
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem
from grants.choices.decisions import MeetingStatus, Outcome, VoteChoice
from grants.choices.directions import KEPT_LISTS, OPEN_LISTS, ListStatus, PlanStatus, ProposalStatus

__all__ = [
    "KEPT_LISTS",
    "OPEN_LISTS",
    "ApplicationStatus",
    "CallKind",
    "CallStatus",
    "CheckConclusion",
    "CheckItem",
    "CostKind",
    "ListStatus",
    "MeetingStatus",
    "Outcome",
    "PlanStatus",
    "ProposalStatus",
    "SectionName",
    "VoteChoice",
]

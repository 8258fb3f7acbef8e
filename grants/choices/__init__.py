"""Enumerations of grants, a module for each object."""

from grants.choices.appeals import AppealGround, AppealStatus, AppealSubject
from grants.choices.applications import ApplicationStatus, CostKind, SectionName
from grants.choices.awards import AwardOrigin, AwardStatus
from grants.choices.calls import CallKind, CallStatus
from grants.choices.checks import CheckConclusion, CheckItem, CheckStage
from grants.choices.decisions import MeetingStatus, Outcome, VoteChoice
from grants.choices.questions import QuestionKind

__all__ = [
    "AppealGround",
    "AppealStatus",
    "AppealSubject",
    "ApplicationStatus",
    "AwardOrigin",
    "AwardStatus",
    "CallKind",
    "CallStatus",
    "CheckConclusion",
    "CheckItem",
    "CheckStage",
    "CostKind",
    "MeetingStatus",
    "Outcome",
    "QuestionKind",
    "SectionName",
    "VoteChoice",
]

"""Enumerations of councils, a module for each object."""

from councils.choices.councils import Level, Post, Side, TermStatus
from councils.choices.formation import (
    CANDIDATE_GONE,
    DECLARED,
    FORMATION_OVER,
    KNOWN,
    CandidatePaperKind,
    CandidateStatus,
    Criterion,
    FormationKind,
    FormationStatus,
)
from councils.choices.life import PlanStatus, ProposalStatus, ProposerSide, ReportStatus
from councils.choices.meetings import AgendaKind, BallotKind, Choice, Majority, MeetingStatus, MotionStatus
from councils.choices.recommendations import RecommendationStatus, ReplyKind

__all__ = [
    "CANDIDATE_GONE",
    "DECLARED",
    "FORMATION_OVER",
    "KNOWN",
    "AgendaKind",
    "BallotKind",
    "CandidatePaperKind",
    "CandidateStatus",
    "Choice",
    "Criterion",
    "FormationKind",
    "FormationStatus",
    "Level",
    "Majority",
    "MeetingStatus",
    "MotionStatus",
    "PlanStatus",
    "Post",
    "ProposalStatus",
    "ProposerSide",
    "RecommendationStatus",
    "ReplyKind",
    "ReportStatus",
    "Side",
    "TermStatus",
]

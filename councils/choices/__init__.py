"""Enumerations of councils, a module for each object."""

from councils.choices.councils import Level, Post, Side, TermStatus
from councils.choices.meetings import AgendaKind, BallotKind, Choice, Majority, MeetingStatus, MotionStatus
from councils.choices.recommendations import RecommendationStatus, ReplyKind

__all__ = [
    "AgendaKind",
    "BallotKind",
    "Choice",
    "Level",
    "Majority",
    "MeetingStatus",
    "MotionStatus",
    "Post",
    "RecommendationStatus",
    "ReplyKind",
    "Side",
    "TermStatus",
]

"""Tables of councils."""

from councils.models.councils import Council, Seat, Term
from councils.models.formation import (
    Candidate,
    CandidateCheck,
    CandidatePaper,
    Formation,
    GroupMember,
    GroupVote,
)
from councils.models.life import Commission, Follow, PlanPoint, Proposal, WorkPlan, YearReport
from councils.models.meetings import AgendaItem, Attendance, Material, Meeting
from councils.models.motions import Motion, SecretTally, Vote, Voter
from councils.models.recommendations import Recommendation, Reply

__all__ = [
    "AgendaItem",
    "Attendance",
    "Candidate",
    "CandidateCheck",
    "CandidatePaper",
    "Commission",
    "Council",
    "Follow",
    "Formation",
    "GroupMember",
    "GroupVote",
    "Material",
    "Meeting",
    "Motion",
    "PlanPoint",
    "Proposal",
    "Recommendation",
    "Reply",
    "Seat",
    "SecretTally",
    "Term",
    "Vote",
    "Voter",
    "WorkPlan",
    "YearReport",
]

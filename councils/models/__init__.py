"""Tables of councils."""

from councils.models.acts import ActRemark, Article, DraftAct
from councils.models.control import CheckQuestion, Control, ControlFact, FinalDocument, Participant
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
from councils.models.motions import Motion, PaperCount, SecretTally, Vote, Voter
from councils.models.recommendations import Recommendation, Reply
from councils.models.voices import Appeal, HeadQuestion, HeadReport

__all__ = [
    "ActRemark",
    "AgendaItem",
    "Appeal",
    "Article",
    "Attendance",
    "Candidate",
    "CandidateCheck",
    "CandidatePaper",
    "CheckQuestion",
    "Commission",
    "Control",
    "ControlFact",
    "Council",
    "DraftAct",
    "FinalDocument",
    "Follow",
    "Formation",
    "GroupMember",
    "GroupVote",
    "HeadQuestion",
    "HeadReport",
    "Material",
    "Meeting",
    "Motion",
    "PaperCount",
    "Participant",
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

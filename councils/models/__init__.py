"""Tables of councils."""

from councils.models.acts import ActRemark, Article, DraftAct
from councils.models.control import CheckQuestion, Control, ControlFact, FinalDocument, Participant
from councils.models.councils import Council, Seat, Term
from councils.models.meetings import AgendaItem, Attendance, Material, Meeting
from councils.models.motions import Motion, SecretTally, Vote, Voter
from councils.models.recommendations import Recommendation, Reply
from councils.models.voices import Appeal, HeadQuestion, HeadReport

__all__ = [
    "ActRemark",
    "AgendaItem",
    "Appeal",
    "Article",
    "Attendance",
    "CheckQuestion",
    "Control",
    "ControlFact",
    "Council",
    "DraftAct",
    "FinalDocument",
    "HeadQuestion",
    "HeadReport",
    "Material",
    "Meeting",
    "Motion",
    "Participant",
    "Recommendation",
    "Reply",
    "Seat",
    "SecretTally",
    "Term",
    "Vote",
    "Voter",
]

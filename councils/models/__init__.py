"""Tables of councils."""

from councils.models.councils import Council, Seat, Term
from councils.models.meetings import AgendaItem, Attendance, Material, Meeting
from councils.models.motions import Motion, SecretTally, Vote, Voter
from councils.models.recommendations import Recommendation, Reply

__all__ = [
    "AgendaItem",
    "Attendance",
    "Council",
    "Material",
    "Meeting",
    "Motion",
    "Recommendation",
    "Reply",
    "Seat",
    "SecretTally",
    "Term",
    "Vote",
    "Voter",
]

"""A meeting from its plan to its minutes."""

from councils.choices import MeetingStatus
from councils.workflow.owners import SECRETARY
from foundation.core.workflow import Transition, Workflow

MEETING = Workflow(
    "meeting",
    Transition(
        "announce",
        {MeetingStatus.PLANNED},
        MeetingStatus.ANNOUNCED,
        owner=SECRETARY,
        verb="councils.meeting.announced",
    ),
    Transition("open", {MeetingStatus.ANNOUNCED}, MeetingStatus.OPEN, owner=SECRETARY, verb="councils.meeting.opened"),
    Transition("close", {MeetingStatus.OPEN}, MeetingStatus.CLOSED, owner=SECRETARY, verb="councils.meeting.closed"),
    Transition(
        "publish",
        {MeetingStatus.CLOSED},
        MeetingStatus.PUBLISHED,
        owner=SECRETARY,
        verb="councils.meeting.published",
    ),
    Transition(
        "cancel",
        {MeetingStatus.PLANNED, MeetingStatus.ANNOUNCED},
        MeetingStatus.CANCELLED,
        owner=SECRETARY,
        verb="councils.meeting.cancelled",
        needs_reason=True,
    ),
    initial=MeetingStatus.PLANNED,
)

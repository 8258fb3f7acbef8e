"""The commission's sitting."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import MeetingStatus
from grants.workflow.owners import SECRETARY

MEETING = Workflow(
    "commission meeting",
    Transition("open", {MeetingStatus.PREPARING}, MeetingStatus.VOTING, owner=SECRETARY, verb="grants.meeting.opened"),
    Transition(
        "revise",
        {MeetingStatus.VOTING},
        MeetingStatus.PREPARING,
        owner=SECRETARY,
        verb="grants.meeting.revised",
        needs_reason=True,
    ),
    Transition(
        "conclude", {MeetingStatus.VOTING}, MeetingStatus.CONCLUDED, owner=SECRETARY, verb="grants.meeting.concluded"
    ),
    initial=MeetingStatus.PREPARING,
)

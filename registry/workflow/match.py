"""Transition table of a match with the list of unreliable suppliers."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import MatchStatus
from registry.workflow.owners import OFFICER

MATCH = Workflow(
    "match with the list of unreliable suppliers",
    Transition(
        "confirm",
        {MatchStatus.SUGGESTED, MatchStatus.DISMISSED},
        MatchStatus.CONFIRMED,
        owner=OFFICER,
        verb="registry.match.confirmed",
        needs_reason=True,
    ),
    Transition(
        "dismiss",
        {MatchStatus.SUGGESTED, MatchStatus.CONFIRMED},
        MatchStatus.DISMISSED,
        owner=OFFICER,
        verb="registry.match.dismissed",
        needs_reason=True,
    ),
    initial=MatchStatus.SUGGESTED,
)

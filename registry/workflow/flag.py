"""Transition table of an observation."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import FlagStatus
from registry.workflow.owners import OFFICER

FLAG = Workflow(
    "observation",
    Transition(
        "warn", {FlagStatus.NOTE}, FlagStatus.YELLOW, owner=OFFICER, verb="registry.flag.raised", needs_reason=True
    ),
    Transition(
        "raise", {FlagStatus.YELLOW}, FlagStatus.RED, owner=OFFICER, verb="registry.flag.raised", needs_reason=True
    ),
    Transition(
        "escalate",
        {FlagStatus.RED},
        FlagStatus.ESCALATED,
        owner=OFFICER,
        verb="registry.flag.escalated",
        needs_reason=True,
    ),
    Transition(
        "lower",
        {FlagStatus.RED, FlagStatus.ESCALATED},
        FlagStatus.YELLOW,
        owner=OFFICER,
        verb="registry.flag.lowered",
        needs_reason=True,
    ),
    Transition(
        "close",
        {FlagStatus.NOTE, FlagStatus.YELLOW, FlagStatus.RED, FlagStatus.ESCALATED},
        FlagStatus.CLOSED,
        owner=OFFICER,
        verb="registry.flag.closed",
        needs_reason=True,
    ),
    initial=FlagStatus.NOTE,
)

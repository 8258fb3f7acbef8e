"""Transition table of a signal."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import SIGNAL_LIVE, SignalStatus
from registry.workflow.owners import NOBODY, OFFICER, ORGANISATION

SIGNAL = Workflow(
    "signal",
    Transition(
        "answer",
        {SignalStatus.OPEN, SignalStatus.ANSWERED},
        SignalStatus.ANSWERED,
        owner=ORGANISATION,
        verb="registry.signal.answered",
    ),
    Transition(
        "keep",
        {SignalStatus.OPEN, SignalStatus.ANSWERED, SignalStatus.DISMISSED},
        SignalStatus.KEPT,
        owner=OFFICER,
        verb="registry.signal.kept",
        needs_reason=True,
    ),
    Transition(
        "dismiss",
        SIGNAL_LIVE,
        SignalStatus.DISMISSED,
        owner=OFFICER,
        verb="registry.signal.dismissed",
        needs_reason=True,
    ),
    Transition("replace", SIGNAL_LIVE, SignalStatus.REPLACED, owner=NOBODY, verb="registry.signal.replaced"),
    Transition("lapse", SIGNAL_LIVE, SignalStatus.LAPSED, owner=NOBODY, verb="registry.signal.lapsed"),
    Transition(
        "renew",
        {SignalStatus.LAPSED, SignalStatus.REPLACED},
        SignalStatus.OPEN,
        owner=NOBODY,
        verb="registry.signal.renewed",
    ),
    initial=SignalStatus.OPEN,
)

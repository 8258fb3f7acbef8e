"""Public control from its plan to its final document (rules R60, R62, R65)."""

from councils.choices.control import ControlStatus
from councils.workflow.owners import SECRETARY
from foundation.core.workflow import Transition, Workflow

CONTROL = Workflow(
    "public control",
    Transition(
        "announce",
        {ControlStatus.DRAFT},
        ControlStatus.ANNOUNCED,
        owner=SECRETARY,
        verb="councils.control.announced",
    ),
    Transition(
        "start", {ControlStatus.ANNOUNCED}, ControlStatus.RUNNING, owner=SECRETARY, verb="councils.control.started"
    ),
    Transition("end", {ControlStatus.RUNNING}, ControlStatus.ENDED, owner=SECRETARY, verb="councils.control.ended"),
    Transition(
        "conclude",
        {ControlStatus.ENDED},
        ControlStatus.CONCLUDED,
        owner=SECRETARY,
        verb="councils.control.concluded",
    ),
    Transition(
        "cancel",
        {ControlStatus.DRAFT, ControlStatus.ANNOUNCED},
        ControlStatus.CANCELLED,
        owner=SECRETARY,
        verb="councils.control.cancelled",
        needs_reason=True,
    ),
    initial=ControlStatus.DRAFT,
)

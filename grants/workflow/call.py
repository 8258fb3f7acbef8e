"""A call from its draft to its decision."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import CallStatus
from grants.workflow.owners import OFFICER, SECRETARY

CALL = Workflow(
    "call",
    Transition("announce", {CallStatus.DRAFT}, CallStatus.ANNOUNCED, owner=OFFICER, verb="grants.call.announced"),
    Transition(
        "start_check", {CallStatus.ANNOUNCED}, CallStatus.CHECKING, owner=OFFICER, verb="grants.call.check_started"
    ),
    Transition(
        "start_scoring", {CallStatus.CHECKING}, CallStatus.SCORING, owner=OFFICER, verb="grants.call.scoring_started"
    ),
    Transition(
        "start_decision", {CallStatus.SCORING}, CallStatus.DECIDING, owner=OFFICER, verb="grants.call.decision_started"
    ),
    Transition("decide", {CallStatus.DECIDING}, CallStatus.DECIDED, owner=SECRETARY, verb="grants.call.decided"),
    Transition(
        "cancel",
        {CallStatus.DRAFT, CallStatus.ANNOUNCED, CallStatus.CHECKING},
        CallStatus.CANCELLED,
        owner=OFFICER,
        verb="grants.call.cancelled",
        needs_reason=True,
    ),
    initial=CallStatus.DRAFT,
)

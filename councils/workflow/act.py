"""A draft act before a council, from the body and back (rules R59, R61)."""

from councils.choices.acts import ActStatus
from councils.workflow.owners import BODY, SECRETARY
from foundation.core.workflow import Transition, Workflow

ACT = Workflow(
    "draft act",
    Transition("send", {ActStatus.DRAFT}, ActStatus.SENT, owner=BODY, verb="councils.act.sent"),
    Transition("decide", {ActStatus.SENT}, ActStatus.DECIDED, owner=SECRETARY, verb="councils.act.decided"),
    Transition("answer", {ActStatus.DECIDED}, ActStatus.ANSWERED, owner=BODY, verb="councils.act.answered"),
    Transition("adopt", {ActStatus.ANSWERED}, ActStatus.ADOPTED, owner=BODY, verb="councils.act.adopted"),
    Transition(
        "withdraw",
        {ActStatus.SENT, ActStatus.DECIDED, ActStatus.ANSWERED},
        ActStatus.WITHDRAWN,
        owner=BODY,
        verb="councils.act.withdrawn",
        needs_reason=True,
    ),
    initial=ActStatus.DRAFT,
)

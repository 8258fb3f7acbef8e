"""Transition table of a document of an organisation."""

from foundation.core.workflow import Transition, Workflow
from registry.choices import PaperStatus
from registry.workflow.owners import OFFICER, ORGANISATION

PAPER = Workflow(
    "document of an organisation",
    Transition("verify", {PaperStatus.SUBMITTED}, PaperStatus.VERIFIED, owner=OFFICER, verb="registry.paper.verified"),
    Transition(
        "reject",
        {PaperStatus.SUBMITTED, PaperStatus.VERIFIED},
        PaperStatus.REJECTED,
        owner=OFFICER,
        verb="registry.paper.rejected",
        needs_reason=True,
    ),
    Transition(
        "replace",
        {PaperStatus.SUBMITTED, PaperStatus.VERIFIED, PaperStatus.REJECTED},
        PaperStatus.REPLACED,
        owner=ORGANISATION,
        verb="registry.paper.replaced",
    ),
    initial=PaperStatus.SUBMITTED,
)

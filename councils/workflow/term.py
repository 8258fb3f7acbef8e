"""The term of a council."""

from councils.choices import TermStatus
from councils.workflow.owners import SECRETARY
from foundation.core.workflow import Transition, Workflow

TERM = Workflow(
    "term",
    Transition("approve", {TermStatus.FORMING}, TermStatus.SITTING, owner=SECRETARY, verb="councils.term.approved"),
    Transition("end", {TermStatus.SITTING}, TermStatus.ENDED, owner=SECRETARY, verb="councils.term.ended"),
    initial=TermStatus.FORMING,
)

"""A question about a tender, until its answer is there for everybody."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices import QuestionStatus
from socialorder.workflow.owners import OFFICER

QUESTION = Workflow(
    "question about a tender",
    Transition(
        "answer",
        {QuestionStatus.ASKED},
        QuestionStatus.ANSWERED,
        owner=OFFICER,
        verb="socialorder.question.answered",
    ),
    Transition(
        "withhold",
        {QuestionStatus.ASKED},
        QuestionStatus.WITHHELD,
        owner=OFFICER,
        verb="socialorder.question.withheld",
        needs_reason=True,
    ),
    initial=QuestionStatus.ASKED,
)

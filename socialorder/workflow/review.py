"""Evaluation of the results of a contract: scored, concluded, signed."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices.reviews import ReviewStatus
from socialorder.workflow.owners import OFFICER

REVIEW = Workflow(
    "evaluation of results",
    Transition(
        "conclude",
        {ReviewStatus.COUNCIL, ReviewStatus.WRITTEN},
        ReviewStatus.WRITTEN,
        owner=OFFICER,
        verb="socialorder.review.concluded",
    ),
    Transition(
        "publish",
        {ReviewStatus.WRITTEN},
        ReviewStatus.PUBLISHED,
        owner=OFFICER,
        verb="socialorder.review.published",
    ),
    initial=ReviewStatus.COUNCIL,
)

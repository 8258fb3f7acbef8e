"""An appeal from its sending to the reviewer's word."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import AppealStatus
from grants.workflow.owners import APPLICANT, REVIEWER

OPEN = {AppealStatus.SUBMITTED, AppealStatus.IN_REVIEW}

APPEAL = Workflow(
    "appeal",
    Transition("take", {AppealStatus.SUBMITTED}, AppealStatus.IN_REVIEW, owner=REVIEWER, verb="grants.appeal.taken"),
    Transition(
        "grant",
        {AppealStatus.IN_REVIEW},
        AppealStatus.GRANTED,
        owner=REVIEWER,
        verb="grants.appeal.granted",
        needs_reason=True,
    ),
    Transition(
        "grant_partly",
        {AppealStatus.IN_REVIEW},
        AppealStatus.PARTLY,
        owner=REVIEWER,
        verb="grants.appeal.partly_granted",
        needs_reason=True,
    ),
    Transition(
        "decline",
        {AppealStatus.IN_REVIEW},
        AppealStatus.DECLINED,
        owner=REVIEWER,
        verb="grants.appeal.declined",
        needs_reason=True,
    ),
    Transition("withdraw", OPEN, AppealStatus.WITHDRAWN, owner=APPLICANT, verb="grants.appeal.withdrawn"),
    initial=AppealStatus.SUBMITTED,
)

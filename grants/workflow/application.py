"""An application from its draft to the decision."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import ApplicationStatus
from grants.workflow.owners import APPLICANT, COMMISSION, OFFICER

APPLICATION = Workflow(
    "application",
    Transition(
        "submit",
        {ApplicationStatus.DRAFT, ApplicationStatus.RETURNED},
        ApplicationStatus.SUBMITTED,
        owner=APPLICANT,
        verb="grants.application.submitted",
    ),
    Transition(
        "reopen",
        {ApplicationStatus.SUBMITTED},
        ApplicationStatus.DRAFT,
        owner=APPLICANT,
        verb="grants.application.reopened",
    ),
    Transition(
        "withdraw",
        {ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED},
        ApplicationStatus.WITHDRAWN,
        owner=APPLICANT,
        verb="grants.application.withdrawn",
    ),
    Transition(
        "return",
        {ApplicationStatus.SUBMITTED},
        ApplicationStatus.RETURNED,
        owner=OFFICER,
        verb="grants.application.returned",
        needs_reason=True,
    ),
    Transition(
        "admit",
        {ApplicationStatus.SUBMITTED},
        ApplicationStatus.ADMITTED,
        owner=OFFICER,
        verb="grants.application.admitted",
    ),
    Transition(
        "refuse",
        {ApplicationStatus.SUBMITTED, ApplicationStatus.RETURNED},
        ApplicationStatus.NOT_ADMITTED,
        owner=OFFICER,
        verb="grants.application.not_admitted",
        needs_reason=True,
    ),
    Transition(
        "fund",
        {ApplicationStatus.ADMITTED},
        ApplicationStatus.FUNDED,
        owner=COMMISSION,
        verb="grants.application.funded",
    ),
    Transition(
        "decline",
        {ApplicationStatus.ADMITTED},
        ApplicationStatus.DECLINED,
        owner=COMMISSION,
        verb="grants.application.declined",
        needs_reason=True,
    ),
    Transition(
        "reserve",
        {ApplicationStatus.ADMITTED},
        ApplicationStatus.RESERVE,
        owner=COMMISSION,
        verb="grants.application.reserved",
        needs_reason=True,
    ),
    Transition(
        "offer",
        {ApplicationStatus.RESERVE},
        ApplicationStatus.FUNDED,
        owner=OFFICER,
        verb="grants.application.offered",
    ),
    Transition(
        "forgo",
        {ApplicationStatus.FUNDED},
        ApplicationStatus.FORGONE,
        owner=APPLICANT,
        verb="grants.application.forgone",
        needs_reason=True,
    ),
    initial=ApplicationStatus.DRAFT,
)

"""An agreement from the award to its end."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import AgreementStatus
from grants.workflow.owners import APPLICANT, OFFICER

UNSIGNED = {AgreementStatus.ADJUSTING, AgreementStatus.DRAFT, AgreementStatus.REVIEW, AgreementStatus.SIGNING}
AGREEMENT = Workflow(
    "agreement",
    Transition(
        "accept_adjustment",
        {AgreementStatus.ADJUSTING},
        AgreementStatus.DRAFT,
        owner=OFFICER,
        verb="grants.agreement.adjusted",
    ),
    Transition(
        "propose", {AgreementStatus.DRAFT}, AgreementStatus.REVIEW, owner=OFFICER, verb="grants.agreement.proposed"
    ),
    Transition(
        "send_back",
        {AgreementStatus.REVIEW},
        AgreementStatus.DRAFT,
        owner=OFFICER,
        verb="grants.agreement.sent_back",
        needs_reason=True,
    ),
    Transition(
        "approve", {AgreementStatus.REVIEW}, AgreementStatus.SIGNING, owner=OFFICER, verb="grants.agreement.approved"
    ),
    Transition(
        "recall",
        {AgreementStatus.SIGNING},
        AgreementStatus.DRAFT,
        owner=OFFICER,
        verb="grants.agreement.recalled",
        needs_reason=True,
    ),
    Transition(
        "conclude",
        {AgreementStatus.SIGNING},
        AgreementStatus.ACTIVE,
        owner=APPLICANT,
        verb="grants.agreement.concluded",
    ),
    Transition(
        "complete",
        {AgreementStatus.ACTIVE},
        AgreementStatus.COMPLETED,
        owner=OFFICER,
        verb="grants.agreement.completed",
    ),
    Transition(
        "terminate",
        {AgreementStatus.ACTIVE},
        AgreementStatus.TERMINATED,
        owner=OFFICER,
        verb="grants.agreement.terminated",
        needs_reason=True,
    ),
    Transition(
        "cancel",
        UNSIGNED,
        AgreementStatus.CANCELLED,
        owner=OFFICER,
        verb="grants.agreement.cancelled",
        needs_reason=True,
    ),
    initial=AgreementStatus.ADJUSTING,
)

"""A contract from the won bid to its end; its acts, penalties and amendments."""

from foundation.core.workflow import Transition, Workflow
from socialorder.choices.contracts import ActStatus, ChangeStatus, ContractStatus, PenaltyStatus
from socialorder.workflow.owners import CUSTOMER, OFFICER, OTHER_SIDE, REVIEWER, SECOND_OFFICER, SUPPLIER

UNSIGNED = {ContractStatus.DRAFT, ContractStatus.REVIEW, ContractStatus.SIGNING}
CONTRACT = Workflow(
    "contract",
    Transition(
        "propose", {ContractStatus.DRAFT}, ContractStatus.REVIEW, owner=OFFICER, verb="socialorder.contract.proposed"
    ),
    Transition(
        "send_back",
        {ContractStatus.REVIEW},
        ContractStatus.DRAFT,
        owner=SECOND_OFFICER,
        verb="socialorder.contract.sent_back",
        needs_reason=True,
    ),
    Transition(
        "offer",
        {ContractStatus.REVIEW},
        ContractStatus.SIGNING,
        owner=SECOND_OFFICER,
        verb="socialorder.contract.offered",
    ),
    Transition(
        "recall",
        {ContractStatus.SIGNING},
        ContractStatus.DRAFT,
        owner=OFFICER,
        verb="socialorder.contract.recalled",
        needs_reason=True,
    ),
    Transition(
        "conclude",
        {ContractStatus.SIGNING},
        ContractStatus.IN_FORCE,
        owner=SUPPLIER,
        verb="socialorder.contract.concluded",
    ),
    Transition(
        "refuse",
        UNSIGNED,
        ContractStatus.REFUSED,
        owner=SUPPLIER,
        verb="socialorder.contract.refused",
        needs_reason=True,
    ),
    Transition(
        "lapse",
        {ContractStatus.SIGNING},
        ContractStatus.REFUSED,
        owner=OFFICER,
        verb="socialorder.contract.lapsed",
        needs_reason=True,
    ),
    Transition(
        "complete",
        {ContractStatus.IN_FORCE},
        ContractStatus.COMPLETED,
        owner=OFFICER,
        verb="socialorder.contract.completed",
    ),
    Transition(
        "terminate",
        {ContractStatus.IN_FORCE},
        ContractStatus.TERMINATED,
        owner=OFFICER,
        verb="socialorder.contract.terminated",
        needs_reason=True,
    ),
    # What an upheld complaint does to a contract that is not concluded.
    Transition(
        "put_back",
        UNSIGNED,
        ContractStatus.DRAFT,
        owner=REVIEWER,
        verb="socialorder.contract.put_back",
        needs_reason=True,
    ),
    Transition(
        "annul",
        UNSIGNED,
        ContractStatus.REFUSED,
        owner=REVIEWER,
        verb="socialorder.contract.annulled",
        needs_reason=True,
    ),
    initial=ContractStatus.DRAFT,
)

ACT = Workflow(
    "acceptance act",
    Transition(
        "hand_in",
        {ActStatus.FILLED, ActStatus.RETURNED},
        ActStatus.HANDED_IN,
        owner=SUPPLIER,
        verb="socialorder.act.handed_in",
    ),
    Transition(
        "return",
        {ActStatus.HANDED_IN},
        ActStatus.RETURNED,
        owner=CUSTOMER,
        verb="socialorder.act.returned",
        needs_reason=True,
    ),
    Transition("accept", {ActStatus.HANDED_IN}, ActStatus.ACCEPTED, owner=CUSTOMER, verb="socialorder.act.accepted"),
    Transition(
        "refuse",
        {ActStatus.HANDED_IN},
        ActStatus.REFUSED,
        owner=CUSTOMER,
        verb="socialorder.act.refused",
        needs_reason=True,
    ),
    initial=ActStatus.FILLED,
)

PENALTY = Workflow(
    "penalty",
    Transition(
        "lift",
        {PenaltyStatus.IMPOSED},
        PenaltyStatus.LIFTED,
        owner=CUSTOMER,
        verb="socialorder.penalty.lifted",
        needs_reason=True,
    ),
    initial=PenaltyStatus.IMPOSED,
)

CHANGE = Workflow(
    "amendment of a contract",
    Transition(
        "approve",
        {ChangeStatus.PROPOSED},
        ChangeStatus.SIGNING,
        owner=OTHER_SIDE,
        verb="socialorder.amendment.approved",
    ),
    Transition(
        "decline",
        {ChangeStatus.PROPOSED},
        ChangeStatus.DECLINED,
        owner=OTHER_SIDE,
        verb="socialorder.amendment.declined",
        needs_reason=True,
    ),
    Transition(
        "conclude",
        {ChangeStatus.SIGNING},
        ChangeStatus.EFFECTIVE,
        owner=SUPPLIER,
        verb="socialorder.amendment.concluded",
    ),
    Transition(
        "withdraw",
        {ChangeStatus.PROPOSED, ChangeStatus.SIGNING},
        ChangeStatus.WITHDRAWN,
        owner=OTHER_SIDE,
        verb="socialorder.amendment.withdrawn",
    ),
    initial=ChangeStatus.PROPOSED,
)

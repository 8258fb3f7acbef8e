"""Proposals for the agenda, plans and reports of a year."""

from councils.choices import PlanStatus, ProposalStatus, ReportStatus
from councils.workflow.owners import PORTAL, PROPOSER, SECRETARY
from foundation.core.workflow import Transition, Workflow

PROPOSAL = Workflow(
    "proposal",
    Transition("take", {ProposalStatus.SENT}, ProposalStatus.TAKEN, owner=SECRETARY, verb="councils.proposal.taken"),
    Transition(
        "decline",
        {ProposalStatus.SENT},
        ProposalStatus.DECLINED,
        owner=SECRETARY,
        verb="councils.proposal.declined",
        needs_reason=True,
    ),
    Transition(
        "withdraw",
        {ProposalStatus.SENT},
        ProposalStatus.WITHDRAWN,
        owner=PROPOSER,
        verb="councils.proposal.withdrawn",
    ),
    initial=ProposalStatus.SENT,
)

WORK_PLAN = Workflow(
    "work_plan",
    Transition("approve", {PlanStatus.DRAFT}, PlanStatus.APPROVED, owner=SECRETARY, verb="councils.plan.approved"),
    initial=PlanStatus.DRAFT,
)

YEAR_REPORT = Workflow(
    "year_report",
    Transition(
        "publish", {ReportStatus.DRAFT}, ReportStatus.PUBLISHED, owner=SECRETARY, verb="councils.year_report.published"
    ),
    Transition(
        "supersede",
        {ReportStatus.PUBLISHED},
        ReportStatus.SUPERSEDED,
        owner=PORTAL,
        verb="councils.year_report.superseded",
        needs_reason=True,
    ),
    initial=ReportStatus.DRAFT,
)

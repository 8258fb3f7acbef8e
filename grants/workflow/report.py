"""A report of an NGO on its project."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import ReportStatus
from grants.workflow.owners import APPLICANT, OFFICER

REPORT = Workflow(
    "project report",
    Transition(
        "submit",
        {ReportStatus.DUE, ReportStatus.RETURNED},
        ReportStatus.SUBMITTED,
        owner=APPLICANT,
        verb="grants.report.submitted",
    ),
    Transition(
        "return",
        {ReportStatus.SUBMITTED},
        ReportStatus.RETURNED,
        owner=OFFICER,
        verb="grants.report.returned",
        needs_reason=True,
    ),
    Transition("accept", {ReportStatus.SUBMITTED}, ReportStatus.ACCEPTED, owner=OFFICER, verb="grants.report.accepted"),
    Transition(
        "accept_in_part",
        {ReportStatus.SUBMITTED},
        ReportStatus.PARTLY,
        owner=OFFICER,
        verb="grants.report.accepted_in_part",
        needs_reason=True,
    ),
    initial=ReportStatus.DUE,
)

"""Transition tables of surveys, their remarks, visits and findings. Read this first."""

from foundation.core.workflow import Transition, Workflow
from monitoring.choices import FindingStatus, RemarkStatus, SurveyStatus, VisitStatus

OFFICER = "officer"
ORGANISATION = "organisation"

SURVEY = Workflow(
    "survey",
    Transition("open", {SurveyStatus.PLANNED}, SurveyStatus.OPEN, owner=OFFICER, verb="monitoring.survey.opened"),
    Transition("close", {SurveyStatus.OPEN}, SurveyStatus.CLOSED, owner=OFFICER, verb="monitoring.survey.closed"),
    Transition(
        "cancel",
        {SurveyStatus.PLANNED, SurveyStatus.OPEN},
        SurveyStatus.CANCELLED,
        owner=OFFICER,
        verb="monitoring.survey.cancelled",
        needs_reason=True,
    ),
    initial=SurveyStatus.PLANNED,
)

REMARK = Workflow(
    "remark",
    Transition(
        "publish",
        {RemarkStatus.WAITING, RemarkStatus.HIDDEN},
        RemarkStatus.PUBLISHED,
        owner=OFFICER,
        verb="monitoring.remark.published",
    ),
    Transition(
        "hide",
        {RemarkStatus.WAITING, RemarkStatus.PUBLISHED},
        RemarkStatus.HIDDEN,
        owner=OFFICER,
        verb="monitoring.remark.hidden",
        needs_reason=True,
    ),
    initial=RemarkStatus.WAITING,
)

VISIT = Workflow(
    "visit",
    Transition("report", {VisitStatus.PLANNED}, VisitStatus.DONE, owner=OFFICER, verb="monitoring.visit.reported"),
    Transition(
        "correct",
        {VisitStatus.DONE},
        VisitStatus.DONE,
        owner=OFFICER,
        verb="monitoring.visit.corrected",
        needs_reason=True,
    ),
    Transition(
        "cancel",
        {VisitStatus.PLANNED},
        VisitStatus.CANCELLED,
        owner=OFFICER,
        verb="monitoring.visit.cancelled",
        needs_reason=True,
    ),
    initial=VisitStatus.PLANNED,
)

FINDING = Workflow(
    "finding",
    Transition(
        "answer",
        {FindingStatus.OPEN, FindingStatus.RETURNED},
        FindingStatus.ANSWERED,
        owner=ORGANISATION,
        verb="monitoring.finding.answered",
    ),
    Transition(
        "return",
        {FindingStatus.ANSWERED},
        FindingStatus.RETURNED,
        owner=OFFICER,
        verb="monitoring.finding.returned",
        needs_reason=True,
    ),
    Transition(
        "settle",
        {FindingStatus.OPEN, FindingStatus.ANSWERED, FindingStatus.RETURNED},
        FindingStatus.RESOLVED,
        owner=OFFICER,
        verb="monitoring.finding.settled",
        needs_reason=True,
    ),
    initial=FindingStatus.OPEN,
)

ALL = (SURVEY, REMARK, VISIT, FINDING)

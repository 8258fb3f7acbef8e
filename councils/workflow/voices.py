"""Reports of heads with their questions, and appeals to a council."""

from councils.choices.voices import AppealStatus, HeadReportStatus, QuestionStatus
from councils.workflow.owners import BODY, SECRETARY
from foundation.core.workflow import Transition, Workflow

HEAD_REPORT = Workflow(
    "report of a head",
    Transition(
        "announce",
        {HeadReportStatus.DRAFT},
        HeadReportStatus.ANNOUNCED,
        owner=SECRETARY,
        verb="councils.head_report.announced",
    ),
    Transition(
        "hear",
        {HeadReportStatus.ANNOUNCED},
        HeadReportStatus.HEARD,
        owner=SECRETARY,
        verb="councils.head_report.heard",
    ),
    Transition(
        "close", {HeadReportStatus.HEARD}, HeadReportStatus.CLOSED, owner=BODY, verb="councils.head_report.closed"
    ),
    Transition(
        "cancel",
        {HeadReportStatus.DRAFT, HeadReportStatus.ANNOUNCED},
        HeadReportStatus.CANCELLED,
        owner=SECRETARY,
        verb="councils.head_report.cancelled",
        needs_reason=True,
    ),
    initial=HeadReportStatus.DRAFT,
)

HEAD_QUESTION = Workflow(
    "question to a head",
    Transition(
        "publish",
        {QuestionStatus.SUBMITTED},
        QuestionStatus.PUBLISHED,
        owner=SECRETARY,
        verb="councils.head_question.published",
    ),
    Transition(
        "refuse",
        {QuestionStatus.SUBMITTED},
        QuestionStatus.REFUSED,
        owner=SECRETARY,
        verb="councils.head_question.refused",
        needs_reason=True,
    ),
    Transition(
        "answer",
        {QuestionStatus.PUBLISHED},
        QuestionStatus.ANSWERED,
        owner=BODY,
        verb="councils.head_question.answered",
    ),
    Transition(
        "decline",
        {QuestionStatus.PUBLISHED},
        QuestionStatus.DECLINED,
        owner=BODY,
        verb="councils.head_question.declined",
        needs_reason=True,
    ),
    initial=QuestionStatus.SUBMITTED,
)

APPEAL = Workflow(
    "appeal to a council",
    Transition(
        "answer", {AppealStatus.RECEIVED}, AppealStatus.ANSWERED, owner=SECRETARY, verb="councils.appeal.answered"
    ),
    Transition(
        "decline",
        {AppealStatus.RECEIVED},
        AppealStatus.DECLINED,
        owner=SECRETARY,
        verb="councils.appeal.declined",
        needs_reason=True,
    ),
    initial=AppealStatus.RECEIVED,
)

"""Transition tables of grants. Read this first."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import ApplicationStatus, CallStatus, MeetingStatus

OFFICER = "officer"
APPLICANT = "applicant"
SECRETARY = "secretary"
COMMISSION = "commission"

CALL = Workflow(
    "call",
    Transition("announce", {CallStatus.DRAFT}, CallStatus.ANNOUNCED, owner=OFFICER, verb="grants.call.announced"),
    Transition(
        "start_check", {CallStatus.ANNOUNCED}, CallStatus.CHECKING, owner=OFFICER, verb="grants.call.check_started"
    ),
    Transition(
        "start_scoring", {CallStatus.CHECKING}, CallStatus.SCORING, owner=OFFICER, verb="grants.call.scoring_started"
    ),
    Transition(
        "start_decision", {CallStatus.SCORING}, CallStatus.DECIDING, owner=OFFICER, verb="grants.call.decision_started"
    ),
    Transition("decide", {CallStatus.DECIDING}, CallStatus.DECIDED, owner=SECRETARY, verb="grants.call.decided"),
    Transition(
        "cancel",
        {CallStatus.DRAFT, CallStatus.ANNOUNCED, CallStatus.CHECKING},
        CallStatus.CANCELLED,
        owner=OFFICER,
        verb="grants.call.cancelled",
        needs_reason=True,
    ),
    initial=CallStatus.DRAFT,
)

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
    initial=ApplicationStatus.DRAFT,
)

MEETING = Workflow(
    "commission meeting",
    Transition("open", {MeetingStatus.PREPARING}, MeetingStatus.VOTING, owner=SECRETARY, verb="grants.meeting.opened"),
    Transition(
        "revise",
        {MeetingStatus.VOTING},
        MeetingStatus.PREPARING,
        owner=SECRETARY,
        verb="grants.meeting.revised",
        needs_reason=True,
    ),
    Transition(
        "conclude", {MeetingStatus.VOTING}, MeetingStatus.CONCLUDED, owner=SECRETARY, verb="grants.meeting.concluded"
    ),
    initial=MeetingStatus.PREPARING,
)

ALL = (CALL, APPLICATION, MEETING)

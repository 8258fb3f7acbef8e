"""Transition tables of councils, a module for each object. Read this first."""

from councils.workflow.act import ACT
from councils.workflow.control import CONTROL
from councils.workflow.formation import CANDIDACY, FORMATION
from councils.workflow.life import PROPOSAL, WORK_PLAN, YEAR_REPORT
from councils.workflow.meeting import MEETING
from councils.workflow.motion import MOTION
from councils.workflow.recommendation import RECOMMENDATION
from councils.workflow.term import TERM
from councils.workflow.voices import APPEAL, HEAD_QUESTION, HEAD_REPORT

ALL = (
    TERM,
    FORMATION,
    CANDIDACY,
    MEETING,
    MOTION,
    RECOMMENDATION,
    PROPOSAL,
    WORK_PLAN,
    YEAR_REPORT,
    ACT,
    CONTROL,
    HEAD_REPORT,
    HEAD_QUESTION,
    APPEAL,
)

"""Transition tables of councils, a module for each object. Read this first."""

from councils.workflow.act import ACT
from councils.workflow.control import CONTROL
from councils.workflow.meeting import MEETING
from councils.workflow.motion import MOTION
from councils.workflow.recommendation import RECOMMENDATION
from councils.workflow.term import TERM
from councils.workflow.voices import APPEAL, HEAD_QUESTION, HEAD_REPORT

ALL = (
    TERM,
    MEETING,
    MOTION,
    RECOMMENDATION,
    ACT,
    CONTROL,
    HEAD_REPORT,
    HEAD_QUESTION,
    APPEAL,
)

"""Transition tables of councils, a module for each object. Read this first."""

from councils.workflow.meeting import MEETING
from councils.workflow.motion import MOTION
from councils.workflow.recommendation import RECOMMENDATION
from councils.workflow.term import TERM

ALL = (
    TERM,
    MEETING,
    MOTION,
    RECOMMENDATION,
)

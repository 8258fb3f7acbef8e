"""Transition tables of grants, a module for each object. Read this first."""

from grants.workflow.appeal import APPEAL
from grants.workflow.application import APPLICATION
from grants.workflow.award import AWARD
from grants.workflow.call import CALL
from grants.workflow.check import CHECK
from grants.workflow.meeting import MEETING

ALL = (
    CALL,
    APPLICATION,
    CHECK,
    MEETING,
    AWARD,
    APPEAL,
)

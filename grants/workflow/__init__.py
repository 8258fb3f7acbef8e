"""Transition tables of grants, a module for each object. Read this first."""

from grants.workflow.application import APPLICATION
from grants.workflow.award import AWARD
from grants.workflow.call import CALL
from grants.workflow.meeting import MEETING
from grants.workflow.partner import PARTNER

ALL = (
    CALL,
    APPLICATION,
    MEETING,
    AWARD,
    PARTNER,
)

"""Transition tables of grants, a module for each object. Read this first."""

from grants.workflow.application import APPLICATION
from grants.workflow.award import AWARD
from grants.workflow.call import CALL
from grants.workflow.enquiry import ENQUIRY
from grants.workflow.meeting import MEETING
from grants.workflow.nomination import NOMINATION

ALL = (
    CALL,
    APPLICATION,
    ENQUIRY,
    MEETING,
    NOMINATION,
    AWARD,
)

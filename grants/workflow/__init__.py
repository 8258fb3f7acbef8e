"""Transition tables of grants, a module for each object. Read this first."""

from grants.workflow.agreement import AGREEMENT
from grants.workflow.amendment import AMENDMENT
from grants.workflow.application import APPLICATION
from grants.workflow.call import CALL
from grants.workflow.meeting import MEETING
from grants.workflow.report import REPORT
from grants.workflow.tranche import TRANCHE

ALL = (
    CALL,
    APPLICATION,
    MEETING,
    AGREEMENT,
    AMENDMENT,
    TRANCHE,
    REPORT,
)

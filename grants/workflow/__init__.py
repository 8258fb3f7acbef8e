"""Transition tables of grants, a module for each object. Read this first."""

from grants.workflow.agreement import AGREEMENT
from grants.workflow.amendment import AMENDMENT
from grants.workflow.application import APPLICATION
from grants.workflow.award import AWARD
from grants.workflow.call import CALL
from grants.workflow.direction_list import DIRECTION_LIST
from grants.workflow.direction_proposal import DIRECTION_PROPOSAL
from grants.workflow.enquiry import ENQUIRY
from grants.workflow.meeting import MEETING
from grants.workflow.partnership import TABLES as PARTNERSHIP
from grants.workflow.report import REPORT
from grants.workflow.tranche import TRANCHE
from grants.workflow.year_plan import YEAR_PLAN

ALL = (
    CALL,
    APPLICATION,
    ENQUIRY,
    MEETING,
    DIRECTION_LIST,
    DIRECTION_PROPOSAL,
    YEAR_PLAN,
    *PARTNERSHIP,
    AWARD,
    AGREEMENT,
    AMENDMENT,
    TRANCHE,
    REPORT,
)

"""Transition tables of social orders, a module for each object. Read this first."""

from socialorder.workflow.bid import BID
from socialorder.workflow.complaint import COMPLAINT
from socialorder.workflow.contract import ACT, CHANGE, CONTRACT, PENALTY
from socialorder.workflow.flag import FLAG
from socialorder.workflow.lot import LOT
from socialorder.workflow.need import NEED
from socialorder.workflow.plan import PLAN
from socialorder.workflow.question import QUESTION
from socialorder.workflow.review import REVIEW
from socialorder.workflow.sitting import SITTING
from socialorder.workflow.standard import STANDARD
from socialorder.workflow.tender import TENDER

ALL = (
    *(NEED, STANDARD, PLAN, TENDER, QUESTION, BID, FLAG, CONTRACT, ACT, PENALTY, CHANGE),
    *(LOT, SITTING, COMPLAINT, REVIEW),
)

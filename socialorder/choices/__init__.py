"""Enumerations of social orders, a module for each object."""

from socialorder.choices.bids import BidStatus, FlagRule, FlagStatus
from socialorder.choices.needs import NeedStatus
from socialorder.choices.placed import BudgetLevel, PlacedState, Twin
from socialorder.choices.plans import PlanStatus, StandardStatus
from socialorder.choices.tenders import HandoverPurpose, PartKind, QuestionStatus, TenderStatus

__all__ = [
    "BidStatus",
    "BudgetLevel",
    "FlagRule",
    "FlagStatus",
    "HandoverPurpose",
    "NeedStatus",
    "PartKind",
    "PlacedState",
    "PlanStatus",
    "QuestionStatus",
    "StandardStatus",
    "TenderStatus",
    "Twin",
]

"""Enumerations of social orders, a module for each object."""

from socialorder.choices.bids import BidStatus, FlagRule, FlagStatus
from socialorder.choices.needs import NeedStatus
from socialorder.choices.plans import PlanStatus, StandardStatus
from socialorder.choices.tenders import HandoverPurpose, PartKind, QuestionStatus, TenderStatus

__all__ = [
    "BidStatus",
    "FlagRule",
    "FlagStatus",
    "HandoverPurpose",
    "NeedStatus",
    "PartKind",
    "PlanStatus",
    "QuestionStatus",
    "StandardStatus",
    "TenderStatus",
]

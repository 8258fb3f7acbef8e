"""Enumerations of social orders, a module for each object."""

from socialorder.choices.bids import BidStatus, FlagRule, FlagStatus
from socialorder.choices.contracts import ActStatus, ChangeStatus, ContractStatus, PenaltyKind, PenaltyStatus, Side
from socialorder.choices.needs import NeedStatus
from socialorder.choices.placed import BudgetLevel, PlacedState, Twin
from socialorder.choices.plans import PlanStatus, StandardStatus
from socialorder.choices.reviews import ReviewStage, ReviewStatus
from socialorder.choices.tenders import HandoverPurpose, PartKind, QuestionStatus, TenderStatus

__all__ = [
    "ActStatus",
    "BidStatus",
    "BudgetLevel",
    "ChangeStatus",
    "ContractStatus",
    "FlagRule",
    "FlagStatus",
    "HandoverPurpose",
    "NeedStatus",
    "PartKind",
    "PenaltyKind",
    "PenaltyStatus",
    "PlacedState",
    "PlanStatus",
    "QuestionStatus",
    "ReviewStage",
    "ReviewStatus",
    "Side",
    "StandardStatus",
    "TenderStatus",
    "Twin",
]

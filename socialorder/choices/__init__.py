"""Enumerations of social orders, a module for each object."""

from socialorder.choices.bids import BidStatus, FlagRule, FlagStatus
from socialorder.choices.commission import ConflictSource, SittingStatus, VoteChoice
from socialorder.choices.complaints import ComplaintStatus, ComplaintSubject, Party, Remedy
from socialorder.choices.contracts import ActStatus, ChangeStatus, ContractStatus, PenaltyKind, PenaltyStatus, Side
from socialorder.choices.lots import LotFailure, LotStatus
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
    "ComplaintStatus",
    "ComplaintSubject",
    "ConflictSource",
    "ContractStatus",
    "FlagRule",
    "FlagStatus",
    "HandoverPurpose",
    "LotFailure",
    "LotStatus",
    "NeedStatus",
    "PartKind",
    "Party",
    "PenaltyKind",
    "PenaltyStatus",
    "PlacedState",
    "PlanStatus",
    "QuestionStatus",
    "Remedy",
    "ReviewStage",
    "ReviewStatus",
    "Side",
    "SittingStatus",
    "StandardStatus",
    "TenderStatus",
    "Twin",
    "VoteChoice",
]

"""Enumerations of social orders, a module for each object."""

from socialorder.choices.bids import BidStatus, FlagRule, FlagStatus
from socialorder.choices.commission import ConflictSource, SittingStatus, VoteChoice
from socialorder.choices.complaints import ComplaintStatus, ComplaintSubject, Remedy, Side
from socialorder.choices.lots import LotFailure, LotStatus
from socialorder.choices.needs import NeedStatus
from socialorder.choices.plans import PlanStatus, StandardStatus
from socialorder.choices.tenders import HandoverPurpose, PartKind, QuestionStatus, TenderStatus

__all__ = [
    "BidStatus",
    "ComplaintStatus",
    "ComplaintSubject",
    "ConflictSource",
    "FlagRule",
    "FlagStatus",
    "HandoverPurpose",
    "LotFailure",
    "LotStatus",
    "NeedStatus",
    "PartKind",
    "PlanStatus",
    "QuestionStatus",
    "Remedy",
    "Side",
    "SittingStatus",
    "StandardStatus",
    "TenderStatus",
    "VoteChoice",
]

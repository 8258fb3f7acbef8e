"""Reads of social orders that pages, exports and the API build on."""

from socialorder.querysets.bids import BidQuerySet
from socialorder.querysets.commission import MemberQuerySet, ShareQuerySet, SittingQuerySet
from socialorder.querysets.complaints import ComplaintQuerySet
from socialorder.querysets.contracts import ActQuerySet, ContractQuerySet
from socialorder.querysets.needs import NeedQuerySet
from socialorder.querysets.placed import OrderLoadQuerySet, PlacedOrderQuerySet
from socialorder.querysets.plans import PlanQuerySet, StandardQuerySet, TopicQuerySet
from socialorder.querysets.reviews import ReviewQuerySet
from socialorder.querysets.tenders import LotQuerySet, QuestionQuerySet, TenderQuerySet

__all__ = [
    "ActQuerySet",
    "BidQuerySet",
    "ComplaintQuerySet",
    "ContractQuerySet",
    "LotQuerySet",
    "MemberQuerySet",
    "NeedQuerySet",
    "OrderLoadQuerySet",
    "PlacedOrderQuerySet",
    "PlanQuerySet",
    "QuestionQuerySet",
    "ReviewQuerySet",
    "ShareQuerySet",
    "SittingQuerySet",
    "StandardQuerySet",
    "TenderQuerySet",
    "TopicQuerySet",
]

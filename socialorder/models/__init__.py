from socialorder.models.bids import Bid, BidFile, Flag, Opening
from socialorder.models.keys import Handover, HolderKey, Share, TenderKey
from socialorder.models.needs import Need, NeedSupport
from socialorder.models.placed import OrderLoad, PlacedOrder
from socialorder.models.plans import Indicator, Plan, PlanChange, Topic, TopicComment
from socialorder.models.standards import Criterion, Standard
from socialorder.models.tenders import Lot, SpecPart, Tender, TenderQuestion, TenderVersion

__all__ = [
    "Bid",
    "BidFile",
    "Criterion",
    "Flag",
    "Handover",
    "HolderKey",
    "Indicator",
    "Lot",
    "Need",
    "NeedSupport",
    "Opening",
    "OrderLoad",
    "PlacedOrder",
    "Plan",
    "PlanChange",
    "Share",
    "SpecPart",
    "Standard",
    "Tender",
    "TenderKey",
    "TenderQuestion",
    "TenderVersion",
    "Topic",
    "TopicComment",
]

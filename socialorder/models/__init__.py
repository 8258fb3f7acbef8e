from socialorder.models.bids import Bid, BidFile, Flag, Opening
from socialorder.models.commission import (
    CommissionMember,
    LotProposal,
    LotVote,
    MemberConflict,
    Sitting,
    SittingSeat,
    SittingSignature,
)
from socialorder.models.complaints import Complaint, ComplaintFile, ComplaintWord, ReviewingBody
from socialorder.models.keys import Handover, HolderKey, Share, TenderKey
from socialorder.models.needs import Need, NeedSupport
from socialorder.models.plans import Indicator, Plan, PlanChange, Topic, TopicComment
from socialorder.models.standards import Criterion, Standard
from socialorder.models.tenders import Lot, SpecPart, Tender, TenderQuestion, TenderVersion

__all__ = [
    "Bid",
    "BidFile",
    "CommissionMember",
    "Complaint",
    "ComplaintFile",
    "ComplaintWord",
    "Criterion",
    "Flag",
    "Handover",
    "HolderKey",
    "Indicator",
    "Lot",
    "LotProposal",
    "LotVote",
    "MemberConflict",
    "Need",
    "NeedSupport",
    "Opening",
    "Plan",
    "PlanChange",
    "ReviewingBody",
    "Share",
    "Sitting",
    "SittingSeat",
    "SittingSignature",
    "SpecPart",
    "Standard",
    "Tender",
    "TenderKey",
    "TenderQuestion",
    "TenderVersion",
    "Topic",
    "TopicComment",
]

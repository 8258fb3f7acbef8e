from socialorder.models.acts import Act, ActFact, ActFile, ActSpending, ActVersion, StagePayment
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
from socialorder.models.contract_changes import ContractAmendment, Penalty
from socialorder.models.contracts import (
    Contract,
    ContractIndicator,
    ContractLine,
    ContractSignature,
    ContractStage,
    ContractVersion,
)
from socialorder.models.keys import Handover, HolderKey, Share, TenderKey
from socialorder.models.needs import Need, NeedSupport
from socialorder.models.placed import OrderLoad, PlacedOrder
from socialorder.models.plans import Indicator, Plan, PlanChange, Topic, TopicComment
from socialorder.models.reviews import Review
from socialorder.models.standards import Criterion, Standard
from socialorder.models.tenders import Lot, SpecPart, Tender, TenderQuestion, TenderVersion

__all__ = [
    "Act",
    "ActFact",
    "ActFile",
    "ActSpending",
    "ActVersion",
    "Bid",
    "BidFile",
    "CommissionMember",
    "Complaint",
    "ComplaintFile",
    "ComplaintWord",
    "Contract",
    "ContractAmendment",
    "ContractIndicator",
    "ContractLine",
    "ContractSignature",
    "ContractStage",
    "ContractVersion",
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
    "OrderLoad",
    "Penalty",
    "PlacedOrder",
    "Plan",
    "PlanChange",
    "Review",
    "ReviewingBody",
    "Share",
    "Sitting",
    "SittingSeat",
    "SittingSignature",
    "SpecPart",
    "StagePayment",
    "Standard",
    "Tender",
    "TenderKey",
    "TenderQuestion",
    "TenderVersion",
    "Topic",
    "TopicComment",
]

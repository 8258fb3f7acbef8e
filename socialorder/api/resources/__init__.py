"""What social orders give and take through the API: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from socialorder.api.resources import (
    acceptance,
    bids,
    commission,
    complaints,
    contracts,
    keys,
    lots,
    needs,
    placed,
    plans,
    reviewing,
    reviews,
    signatures,
    standards,
    tenders,
    topics,
)

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("needs", needs.Needs),
    ("standards", standards.Standards),
    ("order-plans", plans.Plans),
    ("topics", topics.Topics),
    ("topic-comments", topics.Comments),
    ("tenders", tenders.Tenders),
    ("tender-questions", tenders.Questions),
    ("lots", lots.Lots),
    ("bids", bids.Bids),
    ("bid-flags", bids.Flags),
    ("key-holders", keys.Holders),
    ("key-shares", keys.Shares),
    ("commission-members", commission.Members),
    ("tender-sittings", commission.Sittings),
    ("contracts", contracts.Contracts),
    ("contract-cards", contracts.Cards),
    ("contract-stages", contracts.Stages),
    ("contract-penalties", contracts.Penalties),
    ("contract-amendments", contracts.Amendments),
    ("acceptance-acts", acceptance.Acts),
    ("contract-signatures", signatures.ContractSignatures),
    ("acceptance-act-versions", signatures.ActVersions),
    ("contract-reviews", reviews.Reviews),
    ("complaints", complaints.Complaints),
    ("reviewing-bodies", reviewing.ReviewingBodies),
    ("placed-orders", placed.Placed),
    ("placed-order-files", placed.Loads),
    ("order-figures", placed.Figures),
]

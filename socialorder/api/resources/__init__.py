"""What social orders give and take through the API: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from socialorder.api.resources import bids, lots, needs, plans, standards, tenders, topics

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
]

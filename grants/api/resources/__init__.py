"""What grants give and take through the API: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from grants.api.resources import (
    agreements,
    appeals,
    applications,
    awards,
    calls,
    checks,
    directions,
    effects,
    enquiries,
    meetings,
    outcomes,
    plans,
    proposals,
    reports,
    signatures,
    tranches,
)

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("direction-lists", directions.Lists),
    ("directions", directions.Directions),
    ("direction-proposals", proposals.Proposals),
    ("direction-comments", proposals.Comments),
    ("grant-plans", plans.Plans),
    ("calls", calls.Calls),
    ("call-questions", enquiries.Enquiries),
    ("applications", applications.Applications),
    ("formal-checks", checks.Checks),
    ("grant-results", outcomes.Results),
    ("commission-decisions", outcomes.Decisions),
    ("commission-meetings", meetings.Meetings),
    ("grant-awards", awards.Awards),
    ("reserve-lists", awards.Reserves),
    ("grant-appeals", appeals.Appeals),
    ("grant-appeal-log", appeals.AppealLog),
    ("agreement-texts", signatures.Texts),
    ("agreement-signatures", signatures.Signatures),
    ("agreements", agreements.Agreements),
    ("agreement-amendments", agreements.Amendments),
    ("tranches", tranches.Tranches),
    ("project-reports", reports.Reports),
    ("projects", agreements.Projects),
    ("effects", effects.Effects),
]

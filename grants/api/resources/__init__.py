"""What grants give and take through the API: address → resource."""

from __future__ import annotations

from foundation.api.resources import Resource
from grants.api.resources import (
    agreements,
    amendments,
    applications,
    calls,
    cases,
    checks,
    directions,
    effects,
    enquiries,
    giving_on,
    outcomes,
    partner_agreements,
    partnership,
    plans,
    proposals,
    reports,
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
    ("agreements", agreements.Agreements),
    ("agreement-amendments", amendments.Amendments),
    ("tranches", tranches.Tranches),
    ("project-reports", reports.Reports),
    ("projects", agreements.Projects),
    ("effects", effects.Effects),
    ("case-messages", cases.Messages),
    ("nominations", giving_on.Nominations),
    ("regrantings", giving_on.Regrantings),
    ("partner-calls", partnership.PartnerCalls),
    ("partner-applications", partnership.PartnerApplications),
    ("partner-agreements", partner_agreements.PartnerAgreements),
    ("partner-reports", partner_agreements.PartnerReports),
]

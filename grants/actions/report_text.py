"""A report as a canonical document: what is sent, signed and kept."""

from __future__ import annotations

from typing import Any

from foundation.core.content import reading
from grants.models import ProjectReport
from grants.rules import reports as rules

FORMAT = "grants.report/1"


def document(report: ProjectReport, draft: rules.Draft) -> dict[str, Any]:
    """Sections, indicators with their plan, expenses with their papers, photographs, as plain JSON."""
    agreement = report.agreement
    expenses = report.expenses.filter(removed_at=None).select_related("document", "line")
    photos = report.photos.filter(removed_at=None).select_related("document")
    return {
        "format": FORMAT,
        "agreement": agreement.number,
        "report": report.number,
        "kind": report.kind,
        "starts_on": report.starts_on.isoformat(),
        "ends_on": report.ends_on.isoformat(),
        "ngo": {"bin": agreement.application.organisation.bin},
        "sections": {
            name: reading.canonical(part, draft.sections.get(name, {}), rules.CHOICES)
            for name, part in draft.parts.items()
        },
        "indicators": [
            {"number": one.number, "name": one.name, "unit": one.unit, "target": f"{one.target:.2f}"}
            for one in draft.indicators
        ],
        "expenses": [
            {
                "id": one.pk,
                "line": one.line.number,
                "line_name": one.line.name,
                "spent_on": one.spent_on.isoformat(),
                "supplier": one.supplier,
                "purpose": one.purpose,
                "paper_number": one.paper_number,
                "amount": f"{one.amount:.2f}",
                "file": one.document.name,
                "sha256": one.document.sha256,
            }
            for one in expenses
        ],
        "photos": [
            {
                "title": one.title,
                "has_people": one.has_people,
                "has_consent": one.has_consent,
                "file": one.document.name,
                "sha256": one.document.sha256,
            }
            for one in photos
        ],
    }

"""What councils give and take through the API: address → resource."""

from __future__ import annotations

from councils.api.resources import (
    acts,
    appeals,
    candidates,
    control,
    councils,
    formation,
    head_reports,
    life,
    meetings,
    recommendations,
    references,
    remarks,
    seats,
)
from foundation.api.resources import Resource

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("councils", councils.Councils),
    ("council-terms", seats.Terms),
    ("council-seats", seats.Seats),
    ("council-commissions", life.Commissions),
    ("council-competitions", formation.Competitions),
    ("council-candidates", candidates.Candidates),
    ("council-meetings", meetings.Meetings),
    ("agenda-items", meetings.Items),
    ("motions", meetings.Motions),
    ("recommendations", recommendations.Recommendations),
    ("draft-acts", acts.DraftActs),
    ("act-remarks", remarks.Remarks),
    ("controls", control.Controls),
    ("control-participants", control.Participants),
    ("head-reports", head_reports.HeadReports),
    ("head-questions", head_reports.HeadQuestions),
    ("appeals", appeals.Appeals),
    ("agenda-proposals", life.Proposals),
    ("money-named", references.Money),
    ("council-plans", life.Plans),
    ("council-year-reports", life.YearReports),
]

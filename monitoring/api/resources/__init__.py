"""What monitoring gives and takes through the API: address → resource. No answer of anybody ever leaves."""

from __future__ import annotations

from foundation.api.resources import Resource
from monitoring.api.resources import groups, subjects, surveys, templates, visits

RESOURCES: list[tuple[str, type[Resource]]] = [
    ("followed", subjects.Subjects),
    ("surveys", surveys.Surveys),
    ("survey-groups", groups.Groups),
    ("survey-remarks", groups.Remarks),
    ("question-lists", templates.Templates),
    ("visits", visits.Visits),
    ("visit-findings", visits.Findings),
]

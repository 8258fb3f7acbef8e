"""Surveys and visits of a project, as its own page shows them."""

from __future__ import annotations

from grants.choices import ApplicationStatus
from grants.models import Application
from monitoring.models import Subject

KIND = "grants.application"
ROUTE = "grants:application-detail"


def subject_of(application: Application) -> Subject | None:
    """What follows ``application``; None while nobody does. Asks nothing of one that has no grant."""
    if application.status != ApplicationStatus.FUNDED:
        return None
    return Subject.objects.filter(kind=KIND, key=application.number).first()

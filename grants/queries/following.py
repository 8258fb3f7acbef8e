"""Surveys and visits of a project, as its own page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from foundation.core.permissions import allowed
from grants.models import Application
from grants.rules.following import check_can_follow
from monitoring.models import Subject

KIND = "grants.application"
ROUTE = "grants:application-detail"


@dataclass(frozen=True, slots=True)
class Following:
    """``subject`` is None while nobody follows the project; ``can_start``: the reader may."""

    subject: Subject | None
    can_start: bool


def of_application(user: Any, application: Application) -> Following:
    """What the page of ``application`` says about surveys and visits."""
    subject = Subject.objects.filter(kind=KIND, key=application.number).first()
    return Following(subject, subject is None and allowed(check_can_follow, user, application))
